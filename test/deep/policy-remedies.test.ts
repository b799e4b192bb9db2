import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import { secret } from "@pulumi/pulumi";
import { policyPack } from "../../cli/policy-pack";
import { ENGINE_TIMEOUT } from "../helpers/engine";
import { localStack, type LocalStack } from "../helpers/local-stack";
import { temporaryFolder } from "../helpers/temporary-folder";
import { held, type Operation } from "../policy/held";

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
