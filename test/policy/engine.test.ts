import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import { policyPack } from "../../cli/policy-pack";
import { packageRoot } from "../../local/package-root";
import { suppress, type Suppression } from "../../policy/program";
import { installPlugins } from "../../local/workspace/plugins";
import { ENGINE_TIMEOUT, testEngine } from "../helpers/engine";
import { localStack, type LocalStack } from "../helpers/local-stack";
import { temporaryFolder } from "../helpers/temporary-folder";
import { held, type Operation, type Outcome } from "./held";

const good = { Project: "shop", Stage: "dev", Owner: "web", CostCenter: "42", ManagedBy: "multistage" };

describe("a stack that is held to the policy pack", () => {
  let tags: Record<string, string> = {};
  let exception: Suppression | undefined;
  let local: LocalStack;
  before(async function () {
    this.timeout(ENGINE_TIMEOUT);
    local = await localStack(() => {
      const opts = exception === undefined ? {} : suppress(exception);
      new Vpc("network", { cidrBlock: "10.0.0.0/16", tags }, opts);
      return Promise.resolve();
    });
    const { languageHost, version } = await testEngine();
    const home = local.stack.workspace.envVars["PULUMI_HOME"] ?? "";
    const program = `${packageRoot()}/dist/local/engine/language-host.js`;
    if (languageHost === "ours")
      installPlugins(home, [{ kind: "language", name: "nodejs", version, program }]);
  });
  after(() => {
    local.close();
  });

  const run = (operation: Operation, pack?: string): Promise<Outcome> => held(local, operation, { pack });
  const made = (): string[] => local.store.list().map(({ type }) => type);

  for (const operation of ["preview", "up"] as const) {
    it(`is stopped in its ${operation} by a resource without its tags, which is named, and nothing is made`, async () => {
      tags = { ...good, Owner: "" };
      Reflect.deleteProperty(tags, "CostCenter");
      const [outcome, violation = "", ...others] = await run(operation);
      assert.equal(outcome, "stopped");
      assert.match(
        violation,
        /^mandatory required-tags, network: .*\n.* got an empty Owner, no CostCenter; /,
      );
      assert.deepEqual(others, []);
      assert.deepEqual(made(), []);
    });
  }

  it("is stopped by the pack as a folder, too", async () => {
    const [outcome, ...violations] = await run("preview", join(packageRoot(), "dist", "policy"));
    assert.equal(outcome, "stopped");
    assert.equal(violations.length, 1);
  });

  it("goes through with an exception that its program registers, and is told of one that nothing needs", async () => {
    const [rule, resource, owner] = ["required-tags", "network", "web"];
    exception = { rule, resource, owner, reason: "belongs to everybody", expires: "2999-12-31" };
    assert.deepEqual(await run("preview"), ["passed"]);
    tags = good;
    const [outcome, violation, ...others] = await run("preview");
    assert.deepEqual([outcome, others], ["passed", []]);
    assert.match(
      violation ?? "",
      /^advisory suppressions, .* must be needed, got no finding that it takes away; remove it$/s,
    );
    exception = undefined;
  });

  it("has what was found in the report, of a preview or an update that is stopped and of one that passes", async () => {
    const folder = temporaryFolder();
    const { envVars } = local.stack.workspace;
    const reported = async (operation: Operation, name: string): Promise<[string, string]> => {
      envVars["MULTISTAGE_POLICY_REPORT"] = join(folder, name);
      const [outcome] = await run(operation);
      return [outcome, readFileSync(join(folder, name), "utf8")];
    };
    try {
      tags = { ...good, Owner: "" };
      for (const operation of ["preview", "up"] as const) {
        const [outcome, text] = await reported(operation, "report.json");
        const findings = JSON.parse(text) as { urn: string; rule: string; level: string }[];
        const urn = "urn:pulumi:test::local-aws::aws:ec2/vpc:Vpc::network";
        assert.deepEqual(
          [outcome, ...findings.map((one) => [one.urn, one.rule, one.level])],
          ["stopped", [urn, "required-tags", "mandatory"]],
        );
      }
      const [, sarif] = await reported("preview", "report.sarif");
      const { runs } = JSON.parse(sarif) as { runs: { results: { ruleId: string }[] }[] };
      assert.deepEqual(
        runs[0]?.results.map(({ ruleId }) => ruleId),
        ["required-tags"],
      );
      assert.match(
        (await reported("preview", "report.md"))[1],
        /^### multistage policy: 1 finding in 1 resource: /,
      );
      tags = good;
      assert.deepEqual(await reported("preview", "report.json"), ["passed", "[]\n"]);
      envVars["MULTISTAGE_POLICY_REPORT"] = join(folder, "report.txt");
      const refused = /MULTISTAGE_POLICY_REPORT: must be a file that ends in one of .*report\.txt/;
      await assert.rejects(local.stack.preview({ policyPacks: [policyPack()] }), refused);
    } finally {
      Reflect.deleteProperty(envVars, "MULTISTAGE_POLICY_REPORT");
    }
  });

  it("is held to the organization's tag policy, by its file or as it is, and stopped where that cannot be read", async () => {
    tags = good;
    const law = {
      tags: { Stage: { tag_key: { "@@assign": "Stage" }, tag_value: { "@@assign": ["prod"] } } },
    };
    const folder = temporaryFolder();
    const [file, config] = [join(folder, "law.json"), join(folder, "config.json")];
    writeFileSync(file, JSON.stringify(law));
    const configure = (policy: unknown): void => {
      writeFileSync(config, JSON.stringify({ "organization-tag-policy": { policy } }));
    };
    // An inline program runs in the folder of its process, and so does the pack.
    for (const policy of [relative(process.cwd(), file), law, JSON.stringify(law)]) {
      configure(policy);
      const [outcome, violation = "", ...others] = await held(local, "preview", { config });
      assert.deepEqual([outcome, others], ["stopped", []]);
      assert.match(violation, /^mandatory organization-tag-policy, network: .*\n.* must be one of prod, /);
    }
    const refused = {
      "none.json":
        /: organization-tag-policy\.policy: none\.json: must be a file that can be read, got ENOENT; /,
      '{ "tags": 7 }':
        /: organization-tag-policy\.policy: tags: must be an object with the tags' keys, got 7; /,
    };
    for (const [policy, message] of Object.entries(refused)) {
      configure(policy);
      const options = { policyPacks: [policyPack()], policyPackConfigs: [config] };
      await assert.rejects(local.stack.preview(options), message);
    }
  });

  it("comes up once the tags are there", async () => {
    tags = good;
    assert.deepEqual(await run("up"), ["passed"]);
    assert.deepEqual(made(), ["aws:ec2/vpc:Vpc"]);
  });
});
