import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Finding } from "../../../policy/rule";
import { policyGrammar } from "../../../policy/rules/policy-grammar";
import { UNKNOWN, type Value } from "../../../policy/value";
import { anyInputs } from "../any-inputs";
import { judge } from "../judge";

const check = (policy: Value, type = "aws:iam/policy:Policy"): readonly Finding[] =>
  judge(policyGrammar, { type, inputs: { policy } });
const read = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };

/** `<property>: <fix>` of each finding. */
const told = (policy: Value, type?: string): unknown[] =>
  check(policy, type).map((finding) => {
    if (!("problem" in finding)) return finding;
    return [
      finding.problem.property,
      finding.fix === undefined ? undefined : (JSON.parse(finding.fix) as Value),
    ];
  });

describe("the rule policy-grammar", () => {
  it("says where it stands, what stands there, and how it would pass", () => {
    const policy = JSON.stringify({
      Statement: [
        { ...read, Action: "s3:PutObject" },
        { ...read, Sid: "Second", effect: "allow", Effect: undefined },
      ],
    });
    assert.deepEqual(check(policy), [
      {
        problem: {
          property: "policy.Statement[1].effect",
          rule: "written Effect",
          got: '"effect"',
          remedy: "write it as IAM does",
        },
        statement: "Second",
        fix: JSON.stringify(
          { Action: "s3:GetObject", Resource: "*", Sid: "Second", Effect: "Allow" },
          undefined,
          2,
        ),
      },
      {
        problem: {
          property: "policy.Statement[1].effect",
          rule: "Allow or Deny",
          got: '"allow"',
          remedy: "write Allow",
        },
        statement: "Second",
        fix: JSON.stringify(
          { Action: "s3:GetObject", Resource: "*", Sid: "Second", Effect: "Allow" },
          undefined,
          2,
        ),
      },
    ]);
  });

  it("offers no fix where more is wrong than it can tell, or another statement has the Sid", () => {
    assert.deepEqual(told({ Statement: [{ ...read, NotAction: "s3:*" }] }), [
      ["policy.Statement[0].NotAction", undefined],
    ]);
    const sids = [
      { ...read, Sid: "ReadAll" },
      { ...read, Sid: "read all" },
    ];
    assert.deepEqual(told({ Statement: sids }), [["policy.Statement[1].Sid", undefined]]);
  });

  it("puts principals under their types", () => {
    const Principal = {
      Role: ["arn:aws:iam::123456789012:role/shop", "lambda.amazonaws.com"],
      Service: "ec2",
    };
    const fixed = {
      AWS: "arn:aws:iam::123456789012:role/shop",
      Service: ["lambda.amazonaws.com", "ec2.amazonaws.com"],
    };
    assert.deepEqual(told({ Statement: { ...read, Principal } }, "aws:s3/bucketPolicy:BucketPolicy"), [
      ["policy.Statement.Principal.Role", { ...read, Principal: fixed }],
      ["policy.Statement.Principal.Service", { ...read, Principal: fixed }],
    ]);
  });

  it("names letters that look like others by their numbers", () => {
    const [finding] = check({ Statement: [{ ...read, Соndition: {} }] });
    assert.ok(finding !== undefined && "problem" in finding);
    assert.equal(finding.problem.got, '"Соndition" (U+0421 as character 1, U+043E as character 2)');
  });

  it("writes a Version that IAM has", () => {
    assert.deepEqual(told({ Version: "2020-01-01", Statement: [read] }), [
      ["policy.Version", { Version: "2012-10-17" }],
    ]);
  });

  it("leaves what stands there twice, or empty, to other rules", () => {
    assert.deepEqual(
      told('{"Statement": [{"Effect": "Deny", "Effect": "Allow", "Action": [], "Resource": "*"}]}'),
      [],
    );
  });

  it("says nothing of what is not known yet", () => {
    const unknown: readonly Value[] = [
      UNKNOWN,
      { Statement: UNKNOWN },
      { Statement: [UNKNOWN] },
      { Statement: [{ ...read, Action: [UNKNOWN] }] },
    ];
    for (const policy of unknown) assert.deepEqual(check(policy), []);
    const ofBucket: Value = { ...read, Principal: UNKNOWN };
    assert.deepEqual(check({ Statement: [ofBucket] }, "aws:s3/bucketPolicy:BucketPolicy"), []);
  });

  it("never throws, whatever the inputs", () => {
    const type = fc.constantFrom(...policyGrammar.types);
    fc.assert(
      fc.property(type, anyInputs("policy", "inlinePolicies", "assumeRolePolicy"), (one, inputs) => {
        assert.ok(Array.isArray(judge(policyGrammar, { type: one, inputs })));
      }),
    );
  });
});
