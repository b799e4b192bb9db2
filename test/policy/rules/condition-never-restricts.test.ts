import assert from "node:assert/strict";
import { conditionNeverRestricts } from "../../../policy/rules/condition-never-restricts";
import { UNKNOWN, type Value } from "../../../policy/value";
import { judgeDocument, verdict } from "../iam/judge-document";
import { allow, tellOf } from "./conditions-that-do-nothing";

const told = tellOf(conditionNeverRestricts);
const deny = { ...allow, Effect: "Deny" };

describe("the rule condition-never-restricts", () => {
  it("says which condition, why, and what comes of it", () => {
    assert.deepEqual(told({ BoolIfExists: { "aws:MultiFactorAuthPresent": true } }), [
      {
        path: "Statement[0].Condition.BoolIfExists.aws:MultiFactorAuthPresent",
        got: 'BoolIfExists aws:MultiFactorAuthPresent "true"',
        because:
          "BoolIfExists lets through a request without aws:MultiFactorAuthPresent; the Allow is as wide as without it",
        fix: { Bool: { "aws:MultiFactorAuthPresent": true } },
      },
    ]);
  });

  const mended: readonly (readonly [what: string, given: Value, fix: Value, effect?: "Deny"])[] = [
    [
      "* among values",
      { StringLike: { "aws:PrincipalArn": ["a", "*"] } },
      { StringLike: { "aws:PrincipalArn": ["a"] } },
    ],
    ["* alone", { StringLike: { "aws:RequestedRegion": "*" } }, "left out"],
    ["every address in halves", { IpAddress: { "aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"] } }, "left out"],
    [
      "a list that may be empty",
      { "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": ["Team"] } },
      {
        "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": ["Team"] },
        Null: { "kms:EncryptionContextKeys": "false" },
      },
    ],
    [
      "a Deny of sessions without MFA only",
      { Bool: { "aws:MultiFactorAuthPresent": "false" } },
      { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
      "Deny",
    ],
    [
      "a Deny outside of a region that there is not",
      { StringNotEquals: { "aws:RequestedRegion": ["EU-West-1"] } },
      { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1"] } },
      "Deny",
    ],
    [
      "MFA that is asked for by its key",
      { Null: { "aws:MultiFactorAuthPresent": "false" } },
      { Bool: { "aws:MultiFactorAuthPresent": "true" } },
    ],
  ];
  for (const [what, given, fix, effect] of mended)
    it(`mends ${what}`, () => {
      assert.deepEqual(
        told(given, effect === undefined ? allow : deny).map((one) => one.fix),
        [fix],
      );
    });

  it("takes a Deny without MFA in two statements, and one that is nothing of the kind", () => {
    const Statement = [
      { ...deny, Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } } },
      { ...deny, Condition: { Null: { "aws:MultiFactorAuthPresent": "true" } } },
    ];
    const found = judgeDocument({ Version: "2012-10-17", Statement }, "identity", {}, [
      conditionNeverRestricts,
    ]);
    assert.deepEqual(verdict(found), []);
    for (const given of [
      { Bool: { "aws:SecureTransport": "false" } },
      { "ForAnyValue:StringNotEquals": { "aws:TagKeys": "Team" } },
      { StringLike: { "aws:RequestTag/Team": "*" } },
      { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
      { DateGreaterThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" } },
    ])
      assert.deepEqual(told(given, deny), []);
  });

  it("knows what is always sent with its actions, and that a scan names no key", () => {
    const own = { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": "${aws:userid}" } };
    assert.deepEqual(told(own, { ...allow, Action: ["dynamodb:GetItem", "dynamodb:Query"] }), []);
    assert.equal(told(own, { ...allow, Action: ["dynamodb:GetItem", "dynamodb:S*"] }).length, 1);
    const keys = { "ForAllValues:StringEquals": { "aws:TagKeys": "Team" } };
    assert.deepEqual(told(keys, { ...allow, Action: "ec2:CreateTags" }), []);
    assert.equal(told(keys, { ...allow, Action: "ec2:DeleteTags" }).length, 1);
  });

  it("takes what is not known yet for a restriction", () => {
    assert.deepEqual(told(UNKNOWN), []);
    assert.deepEqual(told({ StringLike: { "aws:PrincipalArn": UNKNOWN } }), []);
    assert.deepEqual(told({ StringNotEquals: { "aws:RequestedRegion": ["eu", UNKNOWN] } }), []);
  });
});
