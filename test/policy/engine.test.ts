import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import { secret } from "@pulumi/pulumi";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { policyPack } from "../../cli/policy-pack";
import { packageRoot } from "../../local/package-root";
import { suppress, type Suppression } from "../../policy/program";
import { installPlugins } from "../../local/workspace/plugins";
import { ENGINE_TIMEOUT, testEngine } from "../helpers/engine";
import { localStack, type LocalStack } from "../helpers/local-stack";
import { temporaryFolder } from "../helpers/temporary-folder";

const good = { Project: "shop", Stage: "dev", Owner: "web", CostCenter: "42", ManagedBy: "multistage" };

type Operation = "preview" | "up";
type Outcome = [outcome: string, ...violations: string[]];
interface Held {
  readonly pack?: string | undefined;
  /** For `--policy-pack-config`. */
  readonly config?: string;
  readonly onEvent?: (event: EngineEvent) => void;
}

/** Runs an operation under the pack; gives whether it went through, and what was violated where. */
async function held(
  { stack }: LocalStack,
  operation: Operation,
  { pack = policyPack(), config, onEvent }: Held = {},
): Promise<Outcome> {
  const violations: string[] = [];
  const options = {
    policyPacks: [pack],
    ...(config === undefined ? {} : { policyPackConfigs: [config] }),
    onEvent: (event: EngineEvent): void => {
      onEvent?.(event);
      const { policyEvent: violation } = event;
      if (violation === undefined) return;
      const name = violation.resourceUrn?.split("::").at(-1) ?? "";
      const { enforcementLevel: level, policyName: rule, message } = violation;
      violations.push(`${level} ${rule}, ${name}: ${message.trim()}`);
    },
  };
  const outcome = await stack[operation](options).then(
    () => "passed",
    () => "stopped",
  );
  return [outcome, ...violations];
}

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

describe("a stack whose tags the policy pack is to put right", () => {
  const derive = { Project: "{project}", Stage: "{stack}", ManagedBy: "pulumi" };
  const SECRET = "the-owner-is-a-secret";
  const folder = temporaryFolder();
  let costCenter: Record<string, string> = { CostCenter: "42" };
  let local: LocalStack;
  before(async function () {
    this.timeout(ENGINE_TIMEOUT);
    local = await localStack(() => {
      const tags = { Owner: secret(SECRET), ...costCenter };
      const vpc = new Vpc("network", { cidrBlock: "10.0.0.0/16", tags });
      const { id: vpcId } = vpc;
      new Subnet("subnet", { vpcId, cidrBlock: "10.0.0.0/24", tags: { ...tags, Network: vpcId } });
      return Promise.resolve();
    });
  });
  after(() => {
    local.close();
  });

  /** Configures by a file for the engine, as `--policy-pack-config` takes it. */
  function told(settings: object): string {
    const file = join(folder, "config.json");
    writeFileSync(file, JSON.stringify({ "required-tags": settings }));
    return file;
  }

  /** What the engine says of inputs it was handed; the SDK's declarations leave this event out. */
  interface Remediated {
    readonly policyRemediationEvent?: {
      readonly policyName: string;
      readonly resourceUrn: string;
      readonly before: { readonly tags: object };
      readonly after: { readonly tags: object; readonly tagsAll: object };
    };
  }

  async function remediated(operation: Operation, config?: string) {
    const events: NonNullable<Remediated["policyRemediationEvent"]>[] = [];
    const planned: Record<string, unknown> = {};
    let said = "";
    const [outcome, ...violations] = await held(local, operation, {
      ...(config === undefined ? {} : { config }),
      onEvent: (event) => {
        // There the SDK itself repeats everything that it is told.
        if (event.diagnosticEvent?.prefix !== "debug: ") said += JSON.stringify(event);
        const { policyRemediationEvent: one } = event as Remediated;
        if (one !== undefined) events.push(one);
        const metadata = event.resourcePreEvent?.metadata;
        const name = metadata?.urn.split("::").at(-1) ?? "";
        const inputs = metadata?.new?.inputs as { readonly tags?: object } | undefined;
        if (inputs?.tags !== undefined) planned[name] = inputs.tags;
      },
    });
    return { outcome, violations, events, planned, said };
  }
  const tagsHeld = (): unknown[] => local.store.list().map(({ properties }) => properties["tags"]);
  const derived = { Project: "local-aws", Stage: "test", ManagedBy: "pulumi" };

  for (const operation of ["preview", "up"] as const)
    it(`is stopped in its ${operation} without that level, and changed in nothing`, async () => {
      const { outcome, violations, events, planned } = await remediated(operation, told({ derive }));
      assert.equal(outcome, "stopped");
      assert.match(
        violations[0] ?? "",
        /^mandatory required-tags, network: .*\n.* got no Project, no Stage, no ManagedBy; /,
      );
      assert.deepEqual(events, []);
      for (const tags of Object.values(planned)) assert.ok(!("Stage" in (tags as object)));
      assert.deepEqual(tagsHeld(), []);
    });

  for (const operation of ["preview", "up"] as const)
    it(`is stopped in its ${operation} by what cannot be derived`, async () => {
      costCenter = {};
      const config = told({ enforcementLevel: "remediate", derive });
      const { outcome, violations } = await remediated(operation, config);
      costCenter = { CostCenter: "42" };
      assert.equal(outcome, "stopped");
      assert.match(violations[0] ?? "", /^mandatory required-tags, network: .*\n.* got no CostCenter; /);
      assert.deepEqual(tagsHeld(), []);
    });

  it("is planned with the derived tags, beside values that are secret or not known yet, which nobody is told", async () => {
    const config = told({ enforcementLevel: "remediate", derive });
    const { outcome, violations, events, planned, said } = await remediated("preview", config);
    assert.deepEqual([outcome, violations], ["passed", []]);
    assert.deepEqual(
      events.map(({ policyName, resourceUrn }) => [policyName, resourceUrn.split("::").at(-1)]),
      [
        ["required-tags", "network"],
        ["required-tags", "subnet"],
      ],
    );
    for (const {
      before: { tags: before },
      after: { tags: after },
    } of events) {
      assert.deepEqual(after, { ...before, ...derived });
    }
    assert.deepEqual(Object.keys(planned).sort(), ["network", "subnet"]);
    for (const tags of Object.values(planned)) assert.deepEqual({ ...(tags as object), ...derived }, tags);
    assert.ok(!said.includes(SECRET), "a secret is in an event");
  });

  it("comes up with the derived tags, told by a file, and has nothing to change the next time", async () => {
    const file = join(folder, "policy.yaml");
    writeFileSync(file, JSON.stringify({ rules: { "required-tags": { level: "remediate", derive } } }));
    local.stack.workspace.envVars["MULTISTAGE_POLICY"] = file;
    const { outcome, violations, said } = await remediated("up");
    assert.deepEqual([outcome, violations], ["passed", []]);
    assert.ok(!said.includes(SECRET), "a secret is in an event");
    const [network, subnet] = local.store.list();
    const given = { Owner: SECRET, CostCenter: "42" };
    assert.deepEqual(network?.properties["tags"], { ...given, ...derived });
    const { vpcId: Network } = subnet?.properties ?? {};
    assert.deepEqual(subnet?.properties["tags"], { ...given, Network, ...derived });
    const state = readFileSync(join(local.stateFolder, ".pulumi/stacks/local-aws/test.json"), "utf8");
    assert.ok(!state.includes(SECRET), "the state holds the secret in plain text");
    await local.stack.up({ policyPacks: [policyPack()], expectNoChanges: true });
  });
});
