import assert from "node:assert/strict";
import * as fc from "fast-check";
import { malformedArn } from "../../../policy/rules/malformed-arn";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { anyInputs } from "../any-inputs";
import { judge } from "../judge";

const POLICY = "aws:iam/policy:Policy";
const read: Values = { Effect: "Allow", Action: "s3:GetObject" };

/** The place of each finding, and its fix. */
const told = (statement: Values, type = POLICY): unknown[] =>
  judge(malformedArn, { type, inputs: { policy: { Statement: [{ ...read, ...statement }] } } }).map(
    (finding) => {
      if (!("problem" in finding)) return finding;
      return [
        finding.problem.property,
        finding.fix === undefined ? undefined : (JSON.parse(finding.fix) as Value),
      ];
    },
  );

describe("the rule malformed-arn", () => {
  it("says what is no ARN and why, and offers the one that was meant", () => {
    const inputs = { policy: { Statement: { ...read, Resource: ["arn:aws:s3:::a/*", "arn:aws:s3::b/*"] } } };
    assert.deepEqual(judge(malformedArn, { type: POLICY, inputs }), [
      {
        problem: {
          property: "policy.Statement.Resource[1]",
          rule: "an ARN of six parts, arn:partition:service:region:account:resource",
          got: '"arn:aws:s3::b/*"',
          remedy: "count the colons: there are five before the resource",
        },
        statement: "Statement[0]",
        fix: JSON.stringify({ ...read, Resource: ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"] }, undefined, 2),
      },
    ]);
  });

  it("offers no fix where one of them cannot be mended, and none that names something twice", () => {
    assert.deepEqual(told({ Resource: ["arn:aws:s3::b/*", "b"] }), [
      ["policy.Statement[0].Resource[0]", undefined],
      ["policy.Statement[0].Resource[1]", undefined],
    ]);
    assert.deepEqual(told({ Resource: ["arn:aws:s3:::b", " arn:aws:s3:::b"] }), [
      ["policy.Statement[0].Resource[1]", { ...read, Resource: ["arn:aws:s3:::b"] }],
    ]);
  });

  it("names letters that IAM does not take by their numbers, and takes them where the document is not in IAM", () => {
    const Resource = "arn:aws:s3:::shop-pаges/*";
    const [finding] = judge(malformedArn, {
      type: POLICY,
      inputs: { policy: { Statement: { ...read, Resource } } },
    });
    assert.ok(finding !== undefined && "problem" in finding);
    assert.equal(finding.problem.got, '"arn:aws:s3:::shop-pаges/*" (U+0430 as character 20)');
    assert.deepEqual(told({ Resource, Principal: "*" }, "aws:s3/bucketPolicy:BucketPolicy"), []);
  });

  it("takes the short form of an API's own policy there only", () => {
    const Resource = "execute-api:/dev/GET/*";
    const statement = { Principal: "*", Action: "execute-api:Invoke", Resource };
    assert.deepEqual(told(statement, "aws:apigateway/restApiPolicy:RestApiPolicy"), []);
    assert.equal(told({ Action: "execute-api:Invoke", Resource }).length, 1);
  });

  it("looks at NotResource, too, and tells no more than twenty of a statement", () => {
    assert.deepEqual(told({ NotResource: "pages" }), [["policy.Statement[0].NotResource", undefined]]);
    assert.equal(told({ Resource: Array.from({ length: 1000 }, (_, index) => `pages-${index}`) }).length, 20);
  });

  it("says nothing of what is not known yet", () => {
    assert.deepEqual(told({ Resource: UNKNOWN }), []);
    assert.deepEqual(told({ Resource: [UNKNOWN, "*"] }), []);
  });

  it("never throws, whatever the inputs", () => {
    const type = fc.constantFrom(...malformedArn.types);
    fc.assert(
      fc.property(type, anyInputs("policy", "inlinePolicies", "assumeRolePolicy"), (one, inputs) => {
        assert.ok(Array.isArray(judge(malformedArn, { type: one, inputs })));
      }),
    );
  });
});
