/** Two fleets through the real engine against the local AWS: what an `up` changes, and what it leaves to releases. */
import assert from "node:assert/strict";
import type { Registration } from "../../components/blue-green/registration";
import type { CloudObject } from "../../local/aws/store/store";
import type { Values } from "../../wire/values";
import { ENGINE_TIMEOUT } from "../helpers/engine";
import { localStack, type LocalStack } from "../helpers/local-stack";
import { FLEET, loadBalancer, PARAMETER, RULE, settings, storefront } from "./storefront";

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

  it("gives a rule that is made anew the colour that releases have recorded", async function () {
    this.timeout(ENGINE_TIMEOUT);
    const serving = {
      name: `${path}/state/serving`,
      region: "ap-northeast-2",
      type: "String",
      value: "green",
    };
    local.store.put({ type: PARAMETER, key: "serving", properties: serving });
    listeners = "second";
    await local.stack.up();
    assert.deepEqual(
      [weights("product"), weights("preview")],
      [
        [0, 100],
        [100, 0],
      ],
    );
  });
});
