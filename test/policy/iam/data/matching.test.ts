import assert from "node:assert/strict";
import { actionsMatching } from "../../../../policy/iam/data/matching";
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
});
