import assert from "node:assert/strict";
import {
  isAction,
  isEveryAction,
  isEveryOfType,
  isEveryResource,
  mayBeOfType,
} from "../../../../policy/iam/reasoning/resources";

const BUCKET = ["arn:${Partition}:s3:::${BucketName}"];
const OBJECT = ["arn:${Partition}:s3:::${BucketName}/${ObjectName}"];
const TABLE = ["arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}"];
const INDEX = ["arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}/index/${IndexName}"];
const ROLE = ["arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}"];
const INSTANCE = ["arn:${Partition}:ec2:${Region}:${Account}:instance/${InstanceId}"];
const RULE = ["arn:${Partition}:events:${Region}:${Account}:rule/[${EventBusName}/]${RuleName}"];
const SECRET = ["arn:${Partition}:secretsmanager:${Region}:${Account}:secret:${SecretId}"];

describe("a statement's resource", () => {
  const kinds: readonly (readonly [pattern: string, formats: readonly string[], may: boolean])[] = [
    ["*", BUCKET, true],
    ["arn:aws:s3:::a", BUCKET, true],
    ["arn:aws:s3:::a", OBJECT, false],
    ["arn:aws:s3:::a/*", BUCKET, false],
    ["arn:aws:s3:::a/*", OBJECT, true],
    ["arn:aws:s3:::a*", OBJECT, true],
    ["arn:aws:s3:::*", BUCKET, true],
    ["arn:aws:s3:::${aws:username}", BUCKET, true],
    ["arn:aws:dynamodb:eu-west-1:123456789012:table/a", TABLE, true],
    ["arn:aws:dynamodb:eu-west-1:123456789012:table/a/index/*", TABLE, false],
    ["arn:aws:dynamodb:*:*:table/a/index/*", INDEX, true],
    ["arn:aws:dynamodb:eu-west-1::table/a", TABLE, false],
    ["arn:aws:iam::123456789012:role/path/to/a", ROLE, true],
    ["arn:aws:iam::123456789012:user/a", ROLE, false],
    ["arn:aws:events:*:*:rule/a", RULE, true],
    ["arn:aws:events:*:*:rule/bus/a", RULE, true],
    ["arn:aws:secretsmanager:*:*:secret:app/db-??????", SECRET, true],
    ["arn:aws:sqs:*:*:a", SECRET, false],
  ];
  for (const [pattern, formats, may] of kinds)
    it(`${pattern} is ${may ? "" : "no"} ${formats.join()}`, () => {
      assert.equal(mayBeOfType(pattern, formats), may);
    });

  const wide: readonly (readonly [pattern: string, formats: readonly string[], is: boolean])[] = [
    ["*", OBJECT, true],
    ["arn:aws:s3:::*", OBJECT, true],
    ["arn:aws:s3:::*", BUCKET, true],
    ["arn:aws:s3:::*/*", OBJECT, true],
    ["arn:aws:s3:::a*", BUCKET, false],
    ["arn:aws:ec2:*:*:instance/*", INSTANCE, true],
    ["arn:aws:ec2:*:*:*", INSTANCE, true],
    ["arn:aws:ec2:eu-west-1:*:instance/*", INSTANCE, false],
    ["arn:*:ec2:*:*:instance/*", INSTANCE, true],
    ["arn:aws:iam::*:role/*", ROLE, true],
    ["arn:aws:iam::*:role/a/*", ROLE, false],
  ];
  for (const [pattern, formats, is] of wide)
    it(`${pattern} is ${is ? "" : "not "}every ${formats.join()}`, () => {
      assert.equal(isEveryOfType(pattern, formats), is);
    });

  it("is every one of a type within an account and a region that are given", () => {
    const pattern = "arn:aws:ec2:eu-west-1:123456789012:instance/*";
    assert.equal(isEveryOfType(pattern, INSTANCE), false);
    assert.equal(isEveryOfType(pattern, INSTANCE, { region: "eu-west-1", account: "123456789012" }), true);
    assert.equal(isEveryOfType(pattern, INSTANCE, { region: "eu-west-2", account: "123456789012" }), false);
  });

  it("is every resource in any spelling", () => {
    const every = ["*", "**", "*:*", "arn:*", "arn:aws:*", "arn:*:*", "arn:aws:*:*:*:*", "arn:*:*:*:*:*"];
    assert.deepEqual(
      every.filter((one) => !isEveryResource(one)),
      [],
    );
    assert.deepEqual(
      ["", "arn:aws:s3:::*", "arn:aws:s3*", "?", "${aws:username}", "arn"].filter((one) =>
        isEveryResource(one),
      ),
      [],
    );
  });

  it("goes with an action in any case", () => {
    assert.ok(isAction("S3:getobject", "s3:GetObject"));
    assert.ok(isAction("s3:*Object", "s3:GetObject"));
    assert.ok(!isAction("s3:Put*", "s3:GetObject"));
    assert.deepEqual(["*", "*:*", "**", "?*:*", "s3:*", "*s*:*", ""].map(isEveryAction), [
      true,
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
