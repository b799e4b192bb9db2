/** Two fleets through the real engine against the local AWS: what an `up` changes, and what it leaves to releases. */
import assert from "node:assert/strict";
import type { Registration } from "../../../components/blue-green/registration";
import type { CloudObject } from "../../../local/aws/store/store";
import type { Values } from "../../../wire/values";
import { ENGINE_TIMEOUT } from "../../helpers/engine";
import { localStack, type LocalStack } from "../../helpers/local-stack";
import { FLEET, loadBalancer, PARAMETER, RULE, settings, storefront } from "../../components/storefront";

describe("an up of a service in two fleets", () => {
  const path = "/shop/dev/services/storefront";
  let local: LocalStack;
  let declared = settings;
  let listeners = "first";

  before(async function () {
    this.timeout(ENGINE_TIMEOUT);
    local = await localStack(() => {
      const at = {
        ...loadBalancer,
        productListenerArn: `${listeners}-product`,
        previewListenerArn: `${listeners}-preview`,
      };
      storefront({ settings: declared, loadBalancer: at })({});
      return Promise.resolve();
    });
    await local.stack.up();
  });
  after(() => {
    local.close();
  });

  const one = (type: string, matches: (object: CloudObject) => boolean): CloudObject => {
    const [found, ...others] = local.store.list(type).filter(matches);
    assert.ok(found !== undefined && others.length === 0);
    return found;
  };
  const named =
    (parameter: string) =>
    ({ properties }: CloudObject): boolean =>
      properties["name"] === `${path}/${parameter}`;
  const registration = (): Registration =>
    JSON.parse(one(PARAMETER, named("registration")).properties["value"] as string) as Registration;
  const fleet = (): CloudObject =>
    one(FLEET, ({ properties }) => properties["name"] === "shop-dev-storefront-fleet-blue");
  const rule = (role: string): CloudObject =>
    one(RULE, ({ properties }) => properties["listenerArn"] === `${listeners}-${role}`);
  const weights = (role: string): unknown => {
    const [action] = rule(role).properties["actions"] as unknown as {
      forward: { targetGroups: { weight: number }[] };
    }[];
    return action?.forward.targetGroups.map(({ weight }) => weight);
  };

  const both = (): { product: unknown; preview: unknown } => {
    return { product: weights("product"), preview: weights("preview") };
  };
  /** As a release does it, or a person. */
  const shift = (role: string, [blue = 0, green = 0]: readonly number[]): void => {
    const { properties, ...object } = rule(role);
    const actions = structuredClone(properties["actions"]) as {
      forward: { targetGroups: { weight: number }[] };
    }[];
    const [first, second] = actions[0]?.forward.targetGroups ?? [];
    if (first !== undefined) first.weight = blue;
    if (second !== undefined) second.weight = green;
    local.store.put({ ...object, properties: { ...properties, actions: actions } });
  };

  it("brings new sizes and a new template version to the registration, and to nothing that runs", async function () {
    this.timeout(ENGINE_TIMEOUT);
    declared = { ...settings, sizes: { min: 3, max: 5 }, instanceType: "c7i.large" };
    const before = [fleet(), rule("product")];
    await local.stack.up();
    assert.deepEqual([fleet(), rule("product")], before);
    const { sizes, colours } = registration();
    assert.deepEqual(sizes, { min: 3, max: 5, initial: 3 });
    assert.deepEqual([colours.blue.launchTemplate.version, colours.green.launchTemplate.version], [2, 2]);
  });

  it("undoes nothing that a release has changed, even after a refresh has seen it", async function () {
    this.timeout(ENGINE_TIMEOUT);
    const changed = (object: CloudObject, changes: Values): CloudObject => ({
      ...object,
      properties: { ...object.properties, ...changes },
    });
    const actions = rule("preview").properties["actions"] ?? null;
    const released = [
      changed(fleet(), { minSize: 3, maxSize: 5, desiredCapacity: 4 }),
      changed(rule("product"), { actions }),
      changed(one(PARAMETER, named("blue/revision")), { value: '{"releaseId":"r-1"}' }),
    ];
    for (const object of released) local.store.put(object);
    await local.stack.refresh();
    declared = { ...declared, bakeSeconds: 10 };
    await local.stack.up();
    assert.deepEqual([fleet(), rule("product"), one(PARAMETER, named("blue/revision"))], released);
    assert.equal(registration().bakeSeconds, 10);
  });

  it("gives a rule that is made anew the colour that releases have recorded, where the old rule is gone", async function () {
    this.timeout(ENGINE_TIMEOUT);
    const serving = {
      name: `${path}/state/serving`,
      region: "ap-northeast-2",
      type: "String",
      value: "green",
    };
    local.store.put({ type: PARAMETER, key: "serving", properties: serving });
    for (const role of ["product", "preview"]) local.store.remove(RULE, rule(role).key);
    await local.stack.refresh();
    await local.stack.up();
    assert.deepEqual(both(), { product: [0, 100], preview: [100, 0] });
  });

  /** A release's phases as both rules show them: weights of blue and green; green serves before, and is recorded. */
  const phases: readonly (readonly [
    phase: string,
    product: readonly number[],
    preview: readonly number[],
  ])[] = [
    ["before the switch", [0, 100], [100, 0]],
    ["between the switch and its record", [100, 0], [100, 0]],
    ["once the preview follows, before it is recorded", [100, 0], [0, 100]],
    ["after a person has divided users by hand", [30, 70], [100, 0]],
  ];
  for (const [index, [phase, product, preview]] of phases.entries())
    it(`leaves users where they are ${phase}, with the rules kept and with the listeners replaced`, async function () {
      this.timeout(ENGINE_TIMEOUT);
      shift("product", product);
      shift("preview", preview);
      declared = { ...declared, bakeSeconds: 20 + index };
      const before = [rule("product"), rule("preview")];
      await local.stack.up();
      assert.deepEqual([rule("product"), rule("preview")], before);
      listeners = `phase${index}`;
      await local.stack.up();
      assert.deepEqual(both(), { product, preview });
    });

  it("falls back to the recorded colour where a rule shows something else than the two fleets", async function () {
    this.timeout(ENGINE_TIMEOUT);
    const odd = [{ type: "forward", forward: { targetGroups: [{ arn: "arn:foreign", weight: 100 }] } }];
    const { properties, ...object } = rule("product");
    local.store.put({ ...object, properties: { ...properties, actions: odd } });
    listeners = "last";
    await local.stack.up();
    assert.deepEqual(both().product, [0, 100]);
  });
});
