import assert from "node:assert/strict";
import * as fc from "fast-check";
import { duplicates } from "../../../policy/rules/duplicates";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { anyInputs } from "../any-inputs";
import { judge } from "../judge";

const read: Values = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };

/** `<property>: <got>` of each finding, and its fix. */
const told = (policy: Value, type = "aws:iam/policy:Policy"): unknown[] =>
  judge(duplicates, { type, inputs: { policy } }).map((finding) => {
    if (!("problem" in finding)) return finding;
    const { property, got } = finding.problem;
    const fix = finding.fix === undefined ? [] : [JSON.parse(finding.fix) as Value];
    return [`${property}: ${got}`, ...fix];
  });
const ofStatements = (...statements: readonly Value[]): unknown[] => told({ Statement: statements });

describe("the rule duplicates", () => {
  it("says which statement has the Sid already, and offers another", () => {
    const three = [
      { ...read, Sid: "Read" },
      { ...read, Sid: "Read2", Action: "s3:PutObject" },
      { ...read, Sid: "Read", Action: "s3:DeleteObject" },
    ];
    assert.deepEqual(ofStatements(...three), [
      [
        'policy.Statement[2].Sid: "Read", as Statement[0] has',
        { ...read, Sid: "Read3", Action: "s3:DeleteObject" },
      ],
    ]);
  });

  it("finds one statement twice however it is written, and says once that it can go", () => {
    const again: Values = { Resource: ["*"], Action: ["S3:GetObject"], Effect: "Allow", Sid: "Read" };
    assert.deepEqual(ofStatements({ ...read, Sid: "Read" }, again), [
      ["policy.Statement[1]: the same as Statement[0]", []],
    ]);
  });

  it("finds no two statements the same that differ in effect, condition or resource", () => {
    const Condition = { Bool: { "aws:SecureTransport": "true" } };
    const all = [
      read,
      { ...read, Effect: "Deny" },
      { ...read, Condition },
      { ...read, Resource: "arn:aws:s3:::a" },
    ];
    assert.deepEqual(ofStatements(...all), []);
  });

  it("finds words that are repeated, list by list", () => {
    const vpcs = ["vpc-0a1b2c3d", "vpc-1b2c3d4e", "vpc-0a1b2c3d"];
    const statement = {
      ...read,
      Action: ["s3:GetObject", "s3:PutObject", "s3:getobject", "s3:PUTObject"],
      Condition: { StringEquals: { "aws:SourceVpc": vpcs } },
    };
    const fix = {
      ...read,
      Action: ["s3:GetObject", "s3:PutObject"],
      Condition: { StringEquals: { "aws:SourceVpc": vpcs.slice(0, 2) } },
    };
    assert.deepEqual(ofStatements(statement), [
      ['policy.Statement[0].Action[2]: "s3:getobject", "s3:PUTObject" more than once', fix],
      ['policy.Statement[0].Condition.StringEquals.aws:SourceVpc[2]: "vpc-0a1b2c3d" more than once', fix],
    ]);
  });

  it("finds principals that are repeated under one type", () => {
    const role = "arn:aws:iam::123456789012:role/shop";
    const Principal = { AWS: [role, role], Service: "lambda.amazonaws.com" };
    const fix = { ...read, Principal: { ...Principal, AWS: [role] } };
    assert.deepEqual(told({ Statement: [{ ...read, Principal }] }, "aws:s3/bucketPolicy:BucketPolicy"), [
      [`policy.Statement[0].Principal.AWS[1]: "${role}" more than once`, fix],
    ]);
  });

  it("finds keys written twice in JSON text, and a condition's key in two cases", () => {
    assert.deepEqual(
      told('{"Statement": [], "Statement": [{"Effect": "Allow", "Action": "a:B", "Resource": "*"}]}'),
      [['policy.Statement: "Statement" more than once']],
    );
    const Condition = {
      StringLike: { "aws:userid": "a", "aws:UserId": "b" },
      StringEquals: { "aws:userid": "c" },
    };
    assert.deepEqual(ofStatements({ ...read, Condition }), [
      ['policy.Statement[0].Condition.StringLike.aws:UserId: "aws:UserId" beside the same key in other case'],
    ]);
  });

  it("says nothing of what is not known yet, nor of statements without anything in them", () => {
    assert.deepEqual(ofStatements(UNKNOWN, UNKNOWN), []);
    assert.deepEqual(ofStatements({ ...read, Resource: UNKNOWN }, { ...read, Resource: UNKNOWN }), []);
    assert.deepEqual(ofStatements({ ...read, Action: [UNKNOWN, UNKNOWN] }), []);
    assert.deepEqual(ofStatements({}, {}), []);
  });

  it("is done with a megabyte of statements in time", () => {
    const statements = Array.from({ length: 14_000 }, (_, index) => ({
      ...read,
      Resource: `arn:aws:s3:::${index}/*`,
    }));
    const start = performance.now();
    assert.deepEqual(ofStatements(...statements), []);
    assert.ok(performance.now() - start < 2000);
  });

  it("never throws, whatever the inputs", () => {
    const type = fc.constantFrom(...duplicates.types);
    fc.assert(
      fc.property(type, anyInputs("policy", "inlinePolicies", "assumeRolePolicy"), (one, inputs) => {
        assert.ok(Array.isArray(judge(duplicates, { type: one, inputs })));
      }),
    );
  });
});
