import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Finding } from "../../../policy/rule";
import { policyVersion } from "../../../policy/rules/policy-version";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { anyInputs } from "../any-inputs";
import { judge } from "../judge";

const HOME = "arn:aws:s3:::shop-home/${aws:username}/*";
const check = (policy: Value): readonly Finding[] =>
  judge(policyVersion, { type: "aws:iam/policy:Policy", inputs: { policy } });
const places = (statement: Values, version: Values = {}): string[] =>
  check({ ...version, Statement: [{ Effect: "Allow", Action: "s3:GetObject", ...statement }] }).map(
    (finding) => ("problem" in finding ? finding.problem.property : "?"),
  );

describe("the rule policy-version", () => {
  it("says which variables are plain text, and what follows", () => {
    const Resource = [HOME, "arn:aws:s3:::shop/${aws:username}/${aws:PrincipalTag/team, 'none'}"];
    assert.deepEqual(check({ Statement: { Effect: "Deny", Action: "s3:*", Resource } }), [
      {
        problem: {
          property: "policy.Statement.Resource[0]",
          rule: "in a document of Version 2012-10-17, where it is a variable",
          got: "\"${aws:username}, ${aws:PrincipalTag/team, 'none'}\" without a Version, which is 2008-10-17",
          remedy:
            'write "Version": "2012-10-17" (as plain text it stands for what is named so, letter by letter: nothing is denied)',
        },
        statement: "Statement[0]",
        fix: JSON.stringify({ Version: "2012-10-17" }, undefined, 2),
      },
    ]);
  });

  const variables = [
    "${aws:username}",
    "${saml:sub}",
    "${www.amazon.com:user_id}",
    "${*}",
    "${AWS:PrincipalTag/Team}",
  ];
  for (const variable of variables)
    it(`finds ${variable}`, () => {
      assert.deepEqual(places({ Resource: `arn:aws:s3:::a/${variable}` }), ["policy.Statement[0].Resource"]);
    });

  const others = ["$", "$aws:username", "${", "${}", "${stage}", "${AWS::AccountId}", "{aws:username}"];
  for (const text of others)
    it(`takes ${text} for no variable`, () => {
      assert.deepEqual(places({ Resource: `arn:aws:s3:::a/${text}` }), []);
    });

  it("looks where variables can stand: resources and comparisons of texts and ARNs", () => {
    const value = "${aws:username}";
    assert.deepEqual(places({ NotResource: HOME }), ["policy.Statement[0].NotResource"]);
    for (const operator of ["StringEquals", "ForAnyValue:StringLikeIfExists", "ArnLike", "stringnotlike"])
      assert.deepEqual(places({ Resource: "*", Condition: { [operator]: { a: value } } }), [
        `policy.Statement[0].Condition.${operator}.a`,
      ]);
    for (const operator of ["Bool", "NumericEquals", "IpAddress", "Null"])
      assert.deepEqual(places({ Resource: "*", Condition: { [operator]: { a: value } } }), []);
    assert.deepEqual(places({ Action: value, Resource: "*" }), []);
  });

  it("says nothing under the current Version, one that is not known yet, and one that is none", () => {
    const versions: readonly Value[] = ["2012-10-17", UNKNOWN, "2020-01-01", 7];
    for (const Version of versions) assert.deepEqual(places({ Resource: HOME }, { Version }), []);
  });

  it("never throws, whatever the inputs", () => {
    const type = fc.constantFrom(...policyVersion.types);
    fc.assert(
      fc.property(type, anyInputs("policy", "inlinePolicies", "assumeRolePolicy"), (one, inputs) => {
        assert.ok(Array.isArray(judge(policyVersion, { type: one, inputs })));
      }),
    );
  });
});
