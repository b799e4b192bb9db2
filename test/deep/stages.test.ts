import assert from "node:assert/strict";
import type { Stack } from "@pulumi/pulumi/automation";
import { stackSettings } from "../../settings/committed-settings";
import { ROOT } from "../helpers/command-line";
import { run, stacksOf, type Config, type Planned } from "./projects";

const dev = stackSettings(ROOT, "dev");
/** Without the base of the project: the whole settings are the stack's. */
const alone = (config: Config): Config => ({ "multistage:base": {}, ...dev, ...config });

describe("the owner of a stage, when it changes", () => {
  it("changes tags on everything that has any, and nothing else, and replaces nothing", async () => {
    const { dev: stack } = await stacksOf({ dev: undefined });
    assert.equal((await run(stack!, "up")).errors, "");
    await stack!.setConfig("multistage:owner", { value: "another" });
    const { planned, summary } = await run(stack!, "preview");
    assert.deepEqual(Object.keys(summary).sort(), ["same", "update"]);
    // A component is what was said to it; what it has on AWS counts.
    const onAws = planned.filter(({ type }) => type.startsWith("aws:"));
    const updated = onAws.filter(({ op }) => op === "update");
    for (const { urn, changed } of updated) {
      // The registration says which version the launch templates have, and their tags are in them.
      const own = urn.endsWith("::storefront-registration") ? /^(?:tags|value)/ : /^tag/;
      assert.ok(
        changed.length > 0 && changed.every((path) => own.test(path)),
        `${urn}: ${changed.join(", ")}`,
      );
    }
    const saysOwner = onAws.filter(({ inputs }) => JSON.stringify(inputs).includes('"another"'));
    const urns = (some: readonly Planned[]): string[] => some.map(({ urn }) => urn).sort();
    assert.deepEqual(urns(updated), urns(saysOwner));
    assert.ok(updated.length > 60, `${updated.length} updates`);
    // And it is done in one up, after which nothing is left to do.
    assert.deepEqual(Object.keys((await run(stack!, "up")).summary).sort(), ["same", "update"]);
    assert.deepEqual(Object.keys((await run(stack!, "preview")).summary), ["same"]);
  }).timeout(240_000);
});

describe("two stacks of the same settings in two regions", () => {
  /** What a stage would make, with its region and its own name taken out. */
  async function inputs(stack: Stack, stage: string, region: string): Promise<Map<string, string>> {
    const { planned, errors } = await run(stack, "preview");
    assert.equal(errors, "");
    const ofStage = planned.filter(({ type }) => !type.startsWith("pulumi:"));
    return new Map(
      ofStage.map(({ urn, inputs }) => {
        const userData = Buffer.from((inputs["userData"] as string | undefined) ?? "", "base64").toString();
        const text = JSON.stringify({ ...inputs, userData });
        const taken = (part: string): string =>
          part.replaceAll(region, "<region>").replaceAll(stage, "<stage>");
        // Digits are derived of the whole name where it was cut, and at random where the provider gives one.
        const derived = /-(?:[0-9][0-9a-z]{7}|[0-9a-f]{7})"/g;
        return [taken(urn), taken(text).replaceAll(derived, '-<digits>"')];
      }),
    );
  }

  it("differ by the region, and by the stage that tells their names apart, alone", async () => {
    const shared = { "multistage:services": servicesWithout("ALLOWED_HOSTS") };
    const { stageone, stagetwo } = await stacksOf({
      stageone: alone({ ...shared, "aws:region": "ap-northeast-2" }),
      stagetwo: alone({ ...shared, "aws:region": "eu-west-1" }),
    });
    const one = await inputs(stageone!, "stageone", "ap-northeast-2");
    const two = await inputs(stagetwo!, "stagetwo", "eu-west-1");
    assert.ok(one.size > 100);
    assert.deepEqual([...two.keys()].sort(), [...one.keys()].sort());
    assert.deepEqual(
      [...one].filter(([urn, text]) => two.get(urn) !== text).map(([urn]) => urn),
      [],
    );
  }).timeout(120_000);

  /** It is the address of the API, which no other region has. */
  function servicesWithout(variable: string): unknown {
    const services = dev["multistage:services"] as { environment?: Record<string, string> }[];
    return services.map(({ environment = {}, ...service }) => {
      const rest = Object.entries(environment).filter(([name]) => name !== variable);
      return { ...service, ...("runtime" in service ? { environment: Object.fromEntries(rest) } : {}) };
    });
  }
});

describe("a stack that shares another's layers", () => {
  const storefront = {
    name: "cart",
    kind: "blueGreen",
    priority: 11,
    sizes: { min: 1, max: 2 },
    hosts: ["cart.shop.example"],
  };
  const own = {
    "aws:region": "ap-northeast-2",
    "multistage:base": {},
    "multistage:owner": "cart",
    "multistage:costCenter": "3000",
    "multistage:shared": "dev",
    "multistage:services": [storefront],
  };
  const team = { ...own, "multistage:stage": "dev", "multistage:priorities": { first: 11, last: 20 } };
  const owner = alone({
    "multistage:services": [],
    "multistage:priorities": { first: 1, last: 10 },
    "multistage:releases": { approvalRequired: false },
  });

  it("puts its services on them and makes none of its own, and both stay as they are", async () => {
    const { dev: base, team: stack } = await stacksOf({ dev: owner, team });
    const early = await run(stack!, "preview");
    assert.match(early.errors, /dev.*(?:not found|unknown stack|no stack named)|shared: must be a stack/s);
    assert.equal((await run(base!, "up")).errors, "");
    const made = await run(stack!, "up");
    assert.equal(made.errors, "");
    const types = new Set(made.planned.map(({ type }) => type));
    for (const type of [
      "aws:lb/loadBalancer:LoadBalancer",
      "aws:ec2/vpc:Vpc",
      "aws:lambda/function:Function",
    ])
      assert.ok(!types.has(type), type);
    assert.ok(types.has("aws:lb/listenerRule:ListenerRule"));
    for (const one of [base!, stack!]) {
      assert.deepEqual(Object.keys((await run(one, "up")).summary), ["same"]);
      assert.deepEqual(Object.keys((await run(one, "refresh")).summary), ["same"]);
    }
    assert.equal((await run(stack!, "destroy")).errors, "");
    assert.equal((await run(base!, "destroy")).errors, "");
  }).timeout(240_000);

  it("is refused, with nothing made, where the other lacks the layer or has the priorities itself", async () => {
    const { "multistage:loadBalancer": balancer, ...without } = owner as Record<string, unknown>;
    assert.ok(balancer !== undefined);
    const { dev: base, team: stack } = await stacksOf({ dev: without, team });
    assert.equal((await run(base!, "up")).errors, "");
    const { errors, planned } = await run(stack!, "preview");
    assert.match(
      errors,
      /shared: must be a stack with a load balancer, as a service of kind blueGreen stands on it, got "dev", which has none/,
    );
    assert.deepEqual(
      planned.filter(({ type, op }) => type.startsWith("aws:") && op !== "create"),
      [],
    );
    const { errors: again } = await run(stack!, "up");
    assert.match(again, /shared: must be a stack with a load balancer/);
    const exported = await stack!.exportStack();
    const { resources = [] } = exported.deployment as { resources?: { type: string }[] };
    assert.deepEqual(
      resources.filter(({ type }) => type.startsWith("aws:")),
      [],
    );
  }).timeout(240_000);
});
