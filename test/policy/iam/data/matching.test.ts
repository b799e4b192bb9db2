import assert from "node:assert/strict";
import fc from "fast-check";
import { actionsMatching, isMatch } from "../../../../policy/iam/data/matching";
import { allActions, service } from "../../../../policy/iam/data/services";

const names = (pattern: string): readonly string[] =>
  actionsMatching(pattern).actions.map((one) => `${one.service}:${one.name}`);

describe("the actions that a pattern stands for", () => {
  it("are none for what is no action, has no service that is there, or no colon", () => {
    for (const pattern of [
      "",
      ":",
      "s3",
      "s3*",
      "s3:",
      "s4:*",
      "s3:Gett*",
      "constructor:*",
      "__proto__:*",
      "*Get*",
    ])
      assert.deepEqual(names(pattern), [], pattern);
    assert.deepEqual(names("s3:GetObject*:x"), []);
  });

  it("are those of its service, in any case, with * and ?", () => {
    assert.deepEqual(names("S3:getobject"), ["s3:GetObject"]);
    assert.deepEqual(names("sqs:*messagevisibility"), ["sqs:ChangeMessageVisibility"]);
    assert.deepEqual(names("sqs:?endMessage"), ["sqs:SendMessage"]);
    assert.deepEqual(names("sqs:List*"), [
      "sqs:ListDeadLetterSourceQueues",
      "sqs:ListMessageMoveTasks",
      "sqs:ListQueues",
      "sqs:ListQueueTags",
    ]);
    assert.deepEqual(names("sq?:SendMessage"), ["sqs:SendMessage"]);
    assert.deepEqual(names("sts:*").length, service("sts")?.actions.size);
  });

  it("are all for a star, in every spelling", () => {
    for (const pattern of ["*", "**", "*:*", "*:**", "**:***"])
      assert.equal(actionsMatching(pattern).actions.length, allActions().length, pattern);
  });

  it("come with the services they change everything of, their levels and what an ARN does for them", () => {
    assert.deepEqual(actionsMatching("sqs:*").wholeServices, ["sqs"]);
    assert.deepEqual(actionsMatching("sqs:?*").wholeServices, ["sqs"]);
    assert.deepEqual(actionsMatching("sqs:S*").wholeServices, []);
    assert.deepEqual(actionsMatching("sqs:Get*").wholeServices, []);
    assert.deepEqual([...actionsMatching("sqs:*Permission").levels.keys()], ["permissions"]);
    assert.deepEqual(
      actionsMatching("sqs:*")
        .bySupport.get("none")
        ?.map(({ name }) => name),
      ["ListQueues"],
    );
    assert.ok(actionsMatching("*").wholeServices.length > 400);
  });

  it("stay the same, asked again", () => {
    assert.equal(actionsMatching("sqs:*"), actionsMatching("SQS:**"));
  });

  it("are what a regular expression says", () => {
    const sign = fc.constantFrom("a", "b", "*", "?");
    const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 8 });
    fc.assert(
      fc.property(fc.string({ unit: sign, maxLength: 8 }), text, (pattern, given) => {
        const expression = new RegExp(`^${pattern.replace(/\*/g, ".*").replace(/\?/g, ".")}$`);
        assert.equal(isMatch(pattern, given), expression.test(given));
      }),
    );
  });

  it("are found at once however many stars there are", function () {
    this.timeout(2000); // a naive matcher takes years
    assert.equal(isMatch(`${"a*".repeat(50)}b`, "a".repeat(5000)), false);
  });
});
