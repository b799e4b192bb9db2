import assert from "node:assert/strict";
import { conditionNeverHolds } from "../../../policy/rules/condition-never-holds";
import { UNKNOWN, type Value } from "../../../policy/value";
import { judgeDocument } from "../iam/judge-document";
import { allow, tellOf } from "./conditions-that-do-nothing";

const told = tellOf(conditionNeverHolds);

describe("the rule condition-never-holds", () => {
  it("says which condition, why, and what comes of it", () => {
    assert.deepEqual(
      told({ StringEquals: { "iam:PassedToService": "lambda" } }, { ...allow, Effect: "Deny" }),
      [
        {
          path: "Statement[0].Condition.StringEquals.iam:PassedToService",
          got: 'StringEquals iam:PassedToService "lambda"',
          because:
            "no request has such a value: a service is named by its domain, as lambda.amazonaws.com; nothing is ever denied",
          fix: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
        },
      ],
    );
  });

  const mended: readonly (readonly [what: string, given: Value, fix: Value])[] = [
    [
      "dashes in an account",
      { StringEquals: { "aws:SourceAccount": ["1234-5678-9012"] } },
      { StringEquals: { "aws:SourceAccount": ["123456789012"] } },
    ],
    [
      "an endpoint for a VPC",
      { StringEquals: { "aws:SourceVpc": "vpce-0a1b2c3d" } },
      { StringEquals: { "aws:SourceVpce": "vpce-0a1b2c3d" } },
    ],
    [
      "the ARN of a session",
      { ArnLike: { "aws:PrincipalArn": "arn:aws:sts::123456789012:assumed-role/web/*" } },
      { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/web" } },
    ],
    [
      "a path without its last /",
      { "ForAnyValue:StringEquals": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111" } },
      { "ForAnyValue:StringEquals": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/" } },
    ],
    [
      "private addresses of the Internet",
      { IpAddress: { "aws:SourceIp": "10.0.0.0/8" }, Bool: { "aws:SecureTransport": "true" } },
      { Bool: { "aws:SecureTransport": "true" }, IpAddress: { "aws:VpcSourceIp": "10.0.0.0/8" } },
    ],
    ["what nobody can tell", { StringEquals: { "aws:PrincipalOrgID": "shop" } }, "none"],
  ];
  for (const [what, given, fix] of mended)
    it(`mends ${what}`, () => {
      assert.deepEqual(
        told(given).map((one) => one.fix),
        [fix],
      );
    });

  it("leaves to condition-operator, unknown-condition-key and empty-elements what they tell", () => {
    const theirs: readonly Value[] = [
      { StringEquals: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/*" } },
      { StringEquals: { "aws:PrincipalOrgID": "*" } },
      { StringEquals: { "aws:SourceIp": "10.0.0.0/8" } },
      { ArnLike: { "aws:PrincipalArn": "web" } },
      { DateLessThan: { "aws:CurrentTime": "yesterday" } },
      { StringEquals: { "aws:SourceAcount": "1234" } },
      { StringEquals: { "aws:SourceVpc": [] } },
    ];
    for (const given of theirs) assert.deepEqual(told(given), []);
  });

  it("takes what is not known yet for what can be", () => {
    assert.deepEqual(told(UNKNOWN), []);
    assert.deepEqual(told({ StringEquals: { "aws:SourceAccount": UNKNOWN } }), []);
    assert.deepEqual(told({ StringEquals: { "aws:SourceAccount": ["1234", UNKNOWN] } }), []);
  });

  it("knows the addresses that file systems are mounted from", () => {
    const mount = { ...allow, Action: "elasticfilesystem:ClientMount" };
    assert.deepEqual(told({ IpAddress: { "aws:SourceIp": "10.0.0.0/8" } }, mount), []);
  });

  it("takes a megabyte of conditions in its stride", () => {
    const keys = Array.from(
      { length: 8_000 },
      (_, index) => [`aws:PrincipalTag/${index}`, `${index}`] as const,
    );
    const many = Array.from({ length: 20_000 }, (_, index) => `v${index}`);
    const Condition = {
      StringEquals: { ...Object.fromEntries(keys), "aws:username": many },
      StringNotEquals: { "aws:username": many },
      "ForAllValues:StringLike": Object.fromEntries(keys),
    };
    const Statement = [{ ...allow, Condition }];
    const start = performance.now();
    judgeDocument(JSON.stringify({ Version: "2012-10-17", Statement }), "identity", {}, [
      conditionNeverHolds,
    ]);
    assert.ok(performance.now() - start < 5_000);
  });
});
