import assert from "node:assert/strict";
import * as fc from "fast-check";
import { automaticNames } from "../../../policy/rules/automatic-names";
import { UNKNOWN, type Values } from "../../../policy/value";
import { anyInputs } from "../any-inputs";
import { judge } from "../judge";

const TOPIC = "aws:sns/topic:Topic";
const check = (inputs: Values, settings: Readonly<Record<string, unknown>> = {}): ReturnType<typeof judge> =>
  judge(automaticNames, { type: TOPIC, inputs }, { settings });
const finding = [
  {
    problem: {
      property: "name",
      rule: "given",
      got: "a name that is made up",
      remedy: "give one that begins with project and stage",
    },
  },
];

describe("the rule automatic-names", () => {
  it("finds a name that the provider made up, or is still to make up", () => {
    assert.deepEqual(check({ name: "alarms-1a2b3c4", __defaults: ["name"] }), finding);
    assert.deepEqual(check({ name: UNKNOWN, __defaults: ["name"] }), finding);
    assert.deepEqual(check({}), finding);
    assert.deepEqual(check({ name: null }), finding);
  });

  it("knows a name that was made up by its form, since a pack is not told", () => {
    const made = (type: string, inputs: Values): number =>
      judge(automaticNames, { type, name: "Web", inputs }).length;
    assert.equal(made(TOPIC, { name: "Web-1a2b3c4" }), 1);
    assert.equal(made(TOPIC, { name: "Web-1a2b3c4.fifo" }), 1);
    assert.equal(made("aws:s3/bucket:Bucket", { bucket: "web-1a2b3c4" }), 1);
    assert.equal(made("aws:kms/alias:Alias", { name: "alias/Web-1a2b3c4" }), 1);
    for (const name of ["Web", "Web-1a2b3c", "Web-1a2b3cg", "Webs-1a2b3c4", "-1a2b3c4"])
      assert.equal(made(TOPIC, { name }), 0, name);
  });

  it("takes a name that is given, known or not, right or wrong, and a prefix", () => {
    for (const inputs of [{ name: "a" }, { name: UNKNOWN }, { namePrefix: "a-" }] as Values[])
      assert.deepEqual(check(inputs), []);
    assert.deepEqual(check({ name: "a", __defaults: ["region"] }), []);
    assert.deepEqual(check({ name: "a-1", namePrefix: "a-", __defaults: ["name"] }), []);
  });

  it("takes a name that pulumi:autonaming made up as names are derived", () => {
    const inputs = { name: "shop-dev-alarms-1a2b3c4", __defaults: ["name"] };
    assert.deepEqual(check(inputs), []);
    assert.deepEqual(check(inputs, { names: ["other-*"] }), finding);
  });

  it("takes any name of the types it is told", () => {
    assert.deepEqual(check({}, { types: [TOPIC] }), []);
    assert.deepEqual(check({}, { types: ["aws:sqs/queue:Queue"] }), finding);
  });

  it("never throws, whatever the inputs", () => {
    const inputs = anyInputs("name", "namePrefix", "bucket", "identifier", "__defaults");
    fc.assert(
      fc.property(fc.constantFrom(...automaticNames.types), inputs, (type, given) => {
        assert.ok(Array.isArray(judge(automaticNames, { type, inputs: given })));
      }),
    );
  });
});
