import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import { policyPack } from "../../cli/policy-pack";
import { ENGINE_TIMEOUT } from "../helpers/engine";
import { localStack, type LocalStack } from "../helpers/local-stack";
import { temporaryFolder } from "../helpers/temporary-folder";
import { held, type Operation, type Outcome } from "../policy/held";

const good = { Project: "shop", Stage: "dev", Owner: "web", CostCenter: "42", ManagedBy: "multistage" };

describe("a stack that is held to the policy pack, with files beside it,", () => {
  let tags: Record<string, string> = {};
  let local: LocalStack;
  before(async function () {
    this.timeout(ENGINE_TIMEOUT);
    local = await localStack(() => {
      new Vpc("network", { cidrBlock: "10.0.0.0/16", tags });
      return Promise.resolve();
    });
  });
  after(() => {
    local.close();
  });

  const run = (operation: Operation): Promise<Outcome> => held(local, operation);

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
});
