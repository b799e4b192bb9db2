import assert from "node:assert/strict";
import { conditionKeyOfAction } from "../../../policy/rules/condition-key-of-action";
import type { Value, Values } from "../../../policy/value";
import { assertFixes, documentOf, HIDDEN, told } from "./words";

const under = (Action: Value, Condition: Values, Effect = "Allow"): Values => ({
  Effect,
  Action,
  Resource: "*",
  Condition,
});
const found = (
  Action: Value,
  Condition: Values,
  Effect?: string,
): readonly (readonly string[] | undefined)[] =>
  told(conditionKeyOfAction, documentOf(under(Action, Condition, Effect))).map(({ actions }) => actions);

const PREFIX = { StringLike: { "s3:prefix": "a/*" } };
const PASSED = { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } };

describe("the rule condition-key-of-action", () => {
  it("names the key, the actions that never have it, and what comes of it", () => {
    const [finding] = told(conditionKeyOfAction, documentOf(under(["iam:PassRole", "iam:GetRole"], PASSED)));
    assert.equal(finding?.place.path, "Statement[0].Condition.StringEquals.iam:PassedToService");
    assert.equal(finding.got, 'iam:PassedToService, which "iam:GetRole" never has');
    assert.match(finding.remedy, /^they are never allowed: put what has no such key/);
    assert.deepEqual(finding.actions, ["iam:GetRole"]);
    assert.deepEqual((finding.fix as Values)["Action"], ["iam:PassRole"]);
  });

  it("finds a key that no action of the statement has, whatever the operator", () => {
    for (const operator of [
      "StringEquals",
      "StringNotEquals",
      "StringEqualsIfExists",
      "ForAllValues:StringEquals",
    ])
      for (const Effect of ["Allow", "Deny"])
        assert.deepEqual(found("s3:DeleteObject", { [operator]: { "ec2:InstanceType": "x" } }, Effect), [
          ["s3:DeleteObject"],
        ]);
  });

  it("finds a pattern none of which has the key, beside one that has", () => {
    assert.deepEqual(found(["s3:ListBucket", "sqs:Get*"], PREFIX), [["sqs:Get*"]]);
    assert.deepEqual(found(["s3:ListBucket", "s3:GetObject"], PREFIX, "Deny"), [["s3:GetObject"]]);
  });

  it("says nothing where a condition holds without the key, and something of the statement has it", () => {
    for (const Condition of [
      { StringLikeIfExists: { "s3:prefix": "a/*" } },
      { StringNotLike: { "s3:prefix": "a/*" } },
      { "ForAllValues:StringLike": { "s3:prefix": "a/*" } },
      { Null: { "s3:prefix": "true" } },
    ])
      for (const Effect of ["Allow", "Deny"])
        assert.deepEqual(found(["s3:ListBucket", "s3:GetObject"], Condition, Effect), []);
  });

  const right: readonly (readonly [Action: Value, operator: string, key: string])[] = [
    ["s3:*", "StringEquals", "s3:prefix"],
    ["s3:List*", "StringEquals", "s3:prefix"],
    ["*", "StringEquals", "ec2:InstanceType"],
    ["sqs:SendMessage", "ArnLike", "aws:SourceArn"],
    ["s3:GetObject", "StringEquals", "AWS:principaltag/Team"],
    ["s3:GetObject", "StringEquals", "s3:ExistingObjectTag/Team"],
    ["ec2:RunInstances", "StringEquals", "aws:RequestTag/Team"],
    ["ec2:RunInstances", "StringEquals", "ec2:InstanceType"],
    ["ec2:TerminateInstances", "StringEquals", "ec2:ResourceTag/Team"],
    ["ec2:CreateTags", "StringEquals", "ec2:CreateAction"],
    ["kms:Decrypt", "StringEquals", "kms:EncryptionContext:aws:logs:arn"],
    ["kms:Decrypt", "StringEquals", "kms:ViaService"],
    ["dynamodb:Query", "ForAllValues:StringEquals", "dynamodb:LeadingKeys"],
    [["sts:AssumeRole", "sts:TagSession"], "StringEquals", "sts:ExternalId"],
    ["sts:AssumeRoleWithWebIdentity", "StringEquals", "token.actions.githubusercontent.com:sub"],
    [["sts:AssumeRoleWithSAML", "sts:TagSession"], "StringEquals", "SAML:aud"],
    [["SNS:Subscribe", "SNS:Receive"], "StringEquals", "sns:Protocol"],
    ["secretsmanager:GetSecretValue", "StringEquals", "aws:ResourceTag/Team"],
    ["s3:GetObjekt", "StringEquals", "ec2:InstanceType"],
    ["s3:GetObject", "StringEquals", "s3:nothing"],
  ];
  for (const [Action, operator, key] of right)
    it(`takes ${key} of ${JSON.stringify(Action)}`, () => {
      assert.deepEqual(found(Action, { [operator]: { [key]: "x" } }), []);
    });

  it("says nothing of NotAction", () => {
    const statement = { Effect: "Deny", NotAction: "iam:*", Resource: "*", Condition: PREFIX };
    assert.deepEqual(told(conditionKeyOfAction, documentOf(statement)), []);
  });

  it("gives fixes that take their finding away and bring none", () => {
    assertFixes(conditionKeyOfAction, [under(["iam:PassRole", "iam:GetRole"], PASSED)]);
    assertFixes(conditionKeyOfAction, [under(["s3:ListBucket", "s3:GetObject"], { ...PREFIX, ...PASSED })]);
  });

  it("never throws, whatever is not known", () => {
    for (const document of HIDDEN) told(conditionKeyOfAction, document);
  });
});
