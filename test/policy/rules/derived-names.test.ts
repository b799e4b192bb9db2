import assert from "node:assert/strict";
import * as fc from "fast-check";
import { limits, type NamedType } from "../../../naming/limits";
import { physicalName, stagePrefix } from "../../../naming/names";
import { derivedNames } from "../../../policy/rules/derived-names";
import { UNKNOWN, type Values } from "../../../policy/value";
import { anyInputs } from "../any-inputs";
import { judge } from "../judge";
import { places } from "../places";

const TOPIC = "aws:sns/topic:Topic";
const BUCKET = "aws:s3/bucket:Bucket";
const check = (type: string, inputs: Values, names?: readonly string[]): ReturnType<typeof judge> =>
  judge(derivedNames, { type, inputs }, { settings: names === undefined ? {} : { names } });
const called = (name: string, names?: readonly string[]): string[] => places(check(TOPIC, { name }, names));

describe("the rule derived-names", () => {
  it("says how names of the stage begin, and which does not", () => {
    assert.deepEqual(check(BUCKET, { bucket: "pages" }), [
      {
        problem: {
          property: "bucket",
          rule: "called as names here are derived, shop-dev-*",
          got: '"pages"',
          remedy: "begin it so",
        },
      },
    ]);
  });

  it("refuses another project, another stage, and a stage that only begins the same", () => {
    for (const name of ["web-dev-a", "shop-prod-a", "shop-development-a", "shop-dev", "my-shop-dev-a", ""])
      assert.deepEqual(called(name), ["name"], name);
  });

  it("takes every name that naming/ derives, of every type", () => {
    const identity = { project: "shop", stage: "dev", service: "a-service", role: "web", colour: "blue" };
    assert.equal(stagePrefix(identity), "shop-dev-");
    for (const named of Object.keys(limits) as NamedType[]) {
      const type = named.split("#")[0] ?? "";
      const property = type === BUCKET ? "bucket" : "name";
      assert.deepEqual(check(type, { [property]: physicalName(named, identity) }), [], named);
    }
  });

  it("judges a prefix that is given as it judges a name", () => {
    assert.deepEqual(places(check(TOPIC, { namePrefix: "web-" })), ["namePrefix"]);
    assert.deepEqual(check(TOPIC, { namePrefix: "shop-dev-" }), []);
    const filledIn = { namePrefix: "web-", name: "web-1a2b", __defaults: ["name"] };
    assert.deepEqual(places(check(TOPIC, filledIn)), ["namePrefix"]);
    assert.deepEqual(places(check(TOPIC, { namePrefix: UNKNOWN })), ["? namePrefix"]);
  });

  it("leaves a name that is made up to another rule", () => {
    assert.deepEqual(check(TOPIC, { name: "alarms-1a2b3c4", __defaults: ["name"] }), []);
    assert.deepEqual(check(TOPIC, {}), []);
    assert.deepEqual(places(check(TOPIC, { name: "alarms", __defaults: ["region"] })), ["name"]);
  });

  it("takes the names it is told, each with project and stack put in", () => {
    const names = ["{stack}/{project}/*", "org-*-{stack}"];
    assert.deepEqual(called("dev/shop/a", names), []);
    assert.deepEqual(called("org-web-dev", names), []);
    assert.deepEqual(called("shop-dev-a", names), ["name"]);
  });

  it("does not evaluate a name that is unknown", () => {
    assert.deepEqual(places(check(TOPIC, { name: UNKNOWN })), ["? name"]);
  });

  it("never throws, whatever the inputs, the project and the stack", () => {
    const inputs = anyInputs("name", "namePrefix", "bucket", "identifier", "__defaults");
    const type = fc.constantFrom(...derivedNames.types);
    fc.assert(
      fc.property(type, inputs, fc.string(), fc.string(), (one, given, project, stack) => {
        assert.ok(Array.isArray(judge(derivedNames, { type: one, inputs: given }, { project, stack })));
      }),
    );
  });
});
