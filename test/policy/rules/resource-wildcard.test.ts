import assert from "node:assert/strict";
import { resourceWildcard } from "../../../policy/rules/resource-wildcard";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { judge } from "../judge";
import { fixOf, foundIn } from "./access";

const allow = (Action: Value, Resource: Value, Condition?: Value): Values => ({
  Effect: "Allow",
  Action,
  Resource,
  ...(Condition === undefined ? {} : { Condition }),
});
const deny = (Action: Value, more: Values): Values => ({ Effect: "Deny", Action, ...more });
const found = (...statements: readonly Value[]): string => foundIn(resourceWildcard, statements);

describe("the rule resource-wildcard", () => {
  it("says which words are on everything, and that names are to be filled in", () => {
    const statement = allow(["s3:Get*", "s3:PutObject", "s3:ListAllMyBuckets"], "*");
    const policy = { Version: "2012-10-17", Statement: [statement] };
    const [first, ...others] = judge(resourceWildcard, { type: "aws:iam/policy:Policy", inputs: { policy } });
    assert.ok(first !== undefined && "problem" in first && others.length === 0);
    assert.deepEqual(first.problem, {
      property: "policy.Statement[0].Resource",
      rule: "the ARNs of the resources that are needed",
      got: '"*" for "s3:Get*", as s3:GetAccelerateConfiguration and 1 more',
      remedy: "name them as in the fix, with the names that belong in <…>",
    });
    assert.deepEqual(first.actions, ["s3:Get*", "s3:PutObject"]);
  });

  it("splits off what supports nothing but *, and keeps the rest of the statement", () => {
    const statement = { Sid: "Pull", ...allow(["ecr:GetAuthorizationToken", "ecr:BatchGetImage"], "*") };
    assert.deepEqual(fixOf(resourceWildcard, statement), [
      { ...statement, Action: "ecr:BatchGetImage", Resource: "arn:aws:ecr:*:*:repository/<RepositoryName>" },
      { ...statement, Sid: "Pull2", Action: "ecr:GetAuthorizationToken" },
    ]);
  });

  it("writes the account, the region and the partition that are known", () => {
    const own = { account: "123456789012", regions: ["cn-north-1"], partition: "aws-cn" };
    const fixed = (resource: string): unknown =>
      fixOf(resourceWildcard, allow("dynamodb:PutItem", resource), "identity", own);
    const named = "arn:aws-cn:dynamodb:cn-north-1:123456789012:table/<TableName>";
    assert.deepEqual(fixed("*"), [allow("dynamodb:PutItem", named)]);
    const elsewhere = "arn:aws:dynamodb:cn-north-1:210987654321:table/<TableName>";
    assert.deepEqual(fixed("arn:aws:dynamodb:*:210987654321:table/*"), [
      allow("dynamodb:PutItem", elsewhere),
    ]);
  });

  it("takes what stands beside the * for what was meant", () => {
    const queue = "arn:aws:sqs:eu-west-1:123456789012:shop-orders";
    assert.deepEqual(fixOf(resourceWildcard, allow("sqs:SendMessage", [queue, "*"])), [
      allow("sqs:SendMessage", queue),
    ]);
  });

  it("offers no fix that nobody could read, or that would take a condition's key away", () => {
    assert.equal(fixOf(resourceWildcard, allow("ec2:*", "*")), undefined);
    const condition = { StringEqualsIfExists: { "ec2:ResourceTag/Team": "shop" } };
    assert.equal(
      fixOf(resourceWildcard, allow(["ec2:StopInstances", "s3:GetObject"], "*", condition)),
      undefined,
    );
  });

  const wide: readonly (readonly [action: string, resource: string])[] = [
    ["dynamodb:PutItem", "arn:aws:dynamodb:*"],
    ["iam:PassRole", "arn:aws:iam::${aws:PrincipalAccount}:role/*"],
    ["lambda:InvokeFunction", "arn:aws:lambda:*:123456789012:function:*"],
    ["lambda:InvokeFunction", "arn:aws:lambda:eu-west-1:*:function:*"],
    ["s3:PutObject", "arn:aws:s3:::?*/*"],
    ["s3:PutObject", "arn:*:s3:::*"],
  ];
  for (const [action, resource] of wide)
    it(`finds ${action} on ${resource}`, () => {
      assert.equal(found(allow(action, resource)), "0");
    });

  const narrow: readonly (readonly [action: string, resource: string])[] = [
    ["iam:PassRole", "arn:aws:iam::*:role/shop-*"],
    ["iam:PassRole", "arn:aws:iam::123456789012:role/shop/*"],
    ["lambda:InvokeFunction", "arn:aws:lambda:eu-west-1:123456789012:function:*"],
    ["s3:PutObject", "arn:aws:s3:::shop-*/*"],
    ["s3:ListBucket", "arn:aws:s3:::*/*"],
    ["route53:GetChange", "arn:aws:route53:::change/*"],
  ];
  for (const [action, resource] of narrow)
    it(`takes ${action} on ${resource}`, () => {
      assert.equal(found(allow(action, resource)), "");
    });

  it("takes conditions that say which, and no others", () => {
    const under = (Condition: Values, action = "ec2:StopInstances"): string =>
      found(allow(action, "*", Condition));
    const which: readonly (readonly [condition: Values, action?: string])[] = [
      [{ StringLike: { "ec2:ResourceTag/Team": ["shop"] } }],
      [{ Null: { "aws:ResourceTag/Team": "false" } }],
      [{ StringEquals: { "iam:AWSServiceName": "ecs.amazonaws.com" } }, "iam:CreateServiceLinkedRole"],
      [{ StringEquals: { "ec2:CreateAction": "CreateVolume" } }, "ec2:CreateTags"],
      [{ StringEquals: { "rds:db-tag/Team": "shop" } }, "rds:StopDBInstance"],
    ];
    for (const [condition, action] of which)
      assert.equal(under(condition, action), "", JSON.stringify(condition));
    const others: readonly (readonly [condition: Values, action?: string])[] = [
      [{ Null: { "aws:ResourceTag/Team": "true" } }],
      [{ StringNotEquals: { "aws:ResourceTag/Team": "shop" } }],
      [{ StringEquals: { "ec2:Region": "eu-west-1" } }],
      [{ StringEquals: { "aws:PrincipalTag/Team": "shop" } }],
      [{ StringEquals: { "aws:RequestTag/Team": "shop" } }, "dynamodb:CreateTable"],
      [{ StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } }, "kms:Decrypt"],
    ];
    for (const [condition, action] of others)
      assert.equal(under(condition, action), "0", JSON.stringify(condition));
  });

  it("counts a Deny that leaves some resources only, and no other", () => {
    const all = allow("s3:GetObject", "*");
    const objects = ["arn:aws:s3:::shop-pages", "arn:aws:s3:::shop-pages/*"];
    const tag = { "aws:ResourceTag/Team": "shop" };
    assert.equal(found(all, deny("s3:*", { NotResource: objects })), "");
    assert.equal(found(all, deny("*", { Resource: "*", Condition: { StringNotEquals: tag } })), "");
    assert.equal(
      found(all, deny("*", { Resource: "*", Condition: { Null: { "aws:ResourceTag/Team": "true" } } })),
      "",
    );
    assert.equal(found(all, deny("s3:*", { NotResource: "arn:aws:s3:::*" })), "0");
    assert.equal(found(all, deny("s3:*", { Resource: objects })), "0");
    assert.equal(found(all, deny("s3:PutObject", { NotResource: objects })), "0");
    assert.equal(found(all, deny("*", { Resource: "*", Condition: { StringEquals: tag } })), "0");
  });

  it("finds what several Denies leave", () => {
    const both = allow("sqs:*", "*");
    const denied = ["sqs:A*", "sqs:C*", "sqs:D*", "sqs:G*", "sqs:L*", "sqs:P*", "sqs:R*", "sqs:S*"];
    const all = denied.map((one) => deny(one, { Resource: "*" }));
    assert.equal(found(both, ...all), "0", "TagQueue and UntagQueue are left");
    assert.equal(found(both, ...all, deny(["sqs:T*", "sqs:U*"], { Resource: "*" })), "");
  });

  it("does not evaluate what an unknown part decides, and does evaluate the rest", () => {
    assert.equal(found(allow("s3:GetObject", UNKNOWN)), "?");
    assert.equal(found(allow(UNKNOWN, "*")), "?");
    assert.equal(found(allow("s3:GetObject", "*", UNKNOWN)), "?");
    assert.equal(found({ ...allow("s3:GetObject", "*"), Effect: UNKNOWN }), "?");
    assert.equal(found(UNKNOWN), "?");
    assert.equal(found(allow("s3:ListAllMyBuckets", UNKNOWN)), "");
    assert.equal(found(allow(UNKNOWN, "arn:aws:s3:::shop-pages")), "");
    assert.equal(found(allow("s3:GetObject", ["*", UNKNOWN])), "0");
  });
});
