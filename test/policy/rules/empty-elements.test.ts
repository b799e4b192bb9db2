import assert from "node:assert/strict";
import * as fc from "fast-check";
import { emptyElements } from "../../../policy/rules/empty-elements";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { anyInputs } from "../any-inputs";
import { judge } from "../judge";

const read = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };

/** `<property>`, the fix, of each finding. */
const told = (policy: Value, type = "aws:iam/policy:Policy"): unknown[] =>
  judge(emptyElements, { type, inputs: { policy } }).map((finding) => {
    if (!("problem" in finding)) return finding;
    return [
      finding.problem.property,
      finding.fix === undefined ? undefined : (JSON.parse(finding.fix) as Value),
    ];
  });
const ofStatement = (changes: Values, type?: string): unknown[] =>
  told({ Version: "2012-10-17", Statement: { ...read, ...changes } }, type);

describe("the rule empty-elements", () => {
  it("says which element is empty, what follows, and what is left without it", () => {
    const Condition = { StringEquals: {}, Bool: { "aws:SecureTransport": true } };
    const inputs = { policy: { Statement: [read, { ...read, Condition }] } };
    assert.deepEqual(judge(emptyElements, { type: "aws:iam/policy:Policy", inputs }), [
      {
        problem: {
          property: "policy.Statement[1].Condition.StringEquals",
          rule: "an object of condition keys",
          got: "an empty object",
          remedy: "fill it or remove it (the statement applies as if there were no condition)",
        },
        statement: "Statement[1]",
        fix: JSON.stringify({ ...read, Condition: { Bool: { "aws:SecureTransport": true } } }, undefined, 2),
      },
    ]);
  });

  it("says that no value never matches, and leaves open which was meant", () => {
    const inputs = {
      policy: { Statement: { ...read, Condition: { StringEquals: { "aws:SourceVpc": [] } } } },
    };
    const [finding] = judge(emptyElements, { type: "aws:iam/policy:Policy", inputs });
    assert.ok(finding !== undefined && "problem" in finding && finding.fix === undefined);
    assert.match(finding.problem.remedy, /never holds/);
  });

  it("offers the statement without what is empty, where enough is left", () => {
    assert.deepEqual(ofStatement({ Action: ["", "s3:GetObject", ""] }), [
      ["policy.Statement.Action[0]", { ...read, Action: ["s3:GetObject"] }],
      ["policy.Statement.Action[2]", { ...read, Action: ["s3:GetObject"] }],
    ]);
    assert.deepEqual(ofStatement({ Condition: { Bool: {} } }), [["policy.Statement.Condition.Bool", read]]);
    for (const Action of ["", [], [""]])
      assert.deepEqual(
        ofStatement({ Action }).map((one) => (one as unknown[])[1]),
        [undefined],
      );
  });

  it("finds nobody in every form", () => {
    const type = "aws:s3/bucketPolicy:BucketPolicy";
    const nobody: readonly Value[] = ["", [], {}, { AWS: [] }, { AWS: "" }];
    for (const Principal of nobody)
      assert.equal(ofStatement({ Principal }, type).length, 1, JSON.stringify(Principal));
    const Principal = { AWS: ["", "*"], Service: [] };
    const fixed = { ...read, Principal: { AWS: ["*"] } };
    assert.deepEqual(ofStatement({ Principal }, type), [
      ["policy.Statement.Principal.AWS[0]", fixed],
      ["policy.Statement.Principal.Service", fixed],
    ]);
  });

  it("says nothing of what is not known yet, of empty values and of an empty Sid", () => {
    assert.deepEqual(ofStatement({ Action: UNKNOWN }), []);
    assert.deepEqual(ofStatement({ Sid: "", Condition: { StringEquals: { a: "" } } }), []);
  });

  it("never throws, whatever the inputs", () => {
    const type = fc.constantFrom(...emptyElements.types);
    fc.assert(
      fc.property(type, anyInputs("policy", "inlinePolicies", "assumeRolePolicy"), (one, inputs) => {
        assert.ok(Array.isArray(judge(emptyElements, { type: one, inputs })));
      }),
    );
  });
});
