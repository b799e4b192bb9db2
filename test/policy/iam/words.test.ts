/** What some findings say, word by word, where no other test reads it. */
import assert from "node:assert/strict";
import type { Kind } from "../../../policy/iam/model";
import type { Value, Values } from "../../../policy/value";
import { judgeDocument } from "./judge-document";

const stated = (statement: Values): Values => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", ...statement }],
});
const OBJECTS = "arn:aws:s3:::b/*";
const read = { Action: "s3:GetObject", Resource: OBJECTS };

/** `rule statement severity: got; remedy`, with a plus where there is a fix. */
function said(document: Value, kind: Kind, rule: string): string[] {
  return judgeDocument(document, kind)
    .filter((one) => one.rule.id === rule)
    .map(({ finding }) => {
      assert.ok("rule" in finding);
      const { statement, severity = "", got, remedy, fix } = finding;
      return `${statement?.index ?? "-"} ${severity}: ${got}; ${remedy}${fix === undefined ? "" : " +"}`;
    });
}

describe("a finding in a policy document", () => {
  it("names what NotAction excepts, and says whether there is a fix", () => {
    const of = (statement: Values): string[] => said(stated(statement), "identity", "allow-not-action");
    assert.deepEqual(of({ NotAction: ["iam:*", "sts:*"], Resource: OBJECTS }), [
      '0 : every action of every service but ["iam:*","sts:*"]; name them with Action: the fix has what only reads, to which belongs by name whatever else is needed +',
    ]);
    assert.deepEqual(of({ NotAction: "iam:*", Resource: "*" }), [
      '0 : every action of every service but ["iam:*"]; name them with Action',
    ]);
  });

  it("names what NotResource excepts, and says whether there is a fix", () => {
    const of = (statement: Values): string[] => said(stated(statement), "identity", "allow-not-resource");
    assert.deepEqual(of({ Action: "s3:GetObject", NotResource: OBJECTS }), [
      `0 : every resource but ["${OBJECTS}"]; name them with Resource as in the fix, with the names that belong in <…> +`,
    ]);
    assert.deepEqual(of({ Action: "ec2:*", NotResource: OBJECTS }), [
      `0 : every resource but ["${OBJECTS}"]; name them with Resource`,
    ]);
  });

  it("names whom NotPrincipal excepts", () => {
    const NotPrincipal = { AWS: "arn:aws:iam::123456789012:root" };
    assert.deepEqual(said(stated({ NotPrincipal, ...read }), "resource", "allow-not-principal"), [
      '0 : everybody but ["arn:aws:iam::123456789012:root"]; name them with Principal',
    ]);
  });

  it("says of a doubled key in which statement it is, or in none", () => {
    const text = `{"Version":"2012-10-17","Version":"2012-10-17","Statement":[{"Effect":"Deny","Effect":"Deny","Action":"s3:GetObject","Resource":"${OBJECTS}"}]}`;
    assert.deepEqual(said(text, "identity", "duplicates"), [
      '- : "Version" more than once; join them: only the last one counts',
      '0 : "Effect" more than once; join them: only the last one counts',
    ]);
    const second = `{"Statement":[{},{"Effect":"Deny","Effect":"Deny","Action":"s3:GetObject","Resource":"${OBJECTS}"}]}`;
    assert.deepEqual(said(second, "identity", "duplicates"), [
      '1 : "Effect" more than once; join them: only the last one counts',
    ]);
  });

  it("mends a Version that there is not, and no other element of the document", () => {
    const document = { Version: "2011", Versoin: 1, Statement: [{ Effect: "Allow", ...read }] };
    assert.deepEqual(said(document, "identity", "policy-grammar"), [
      '- : "Versoin"; write Version',
      '- : "2011"; write 2012-10-17, the current version of the language +',
    ]);
    assert.doesNotMatch(said({ Version: "2012-10-17" }, "identity", "policy-grammar").join(), /\+/);
  });

  it("is told of Principal beside a NotPrincipal, which AWS refuses", () => {
    const both = stated({ Principal: "*", NotPrincipal: "*", ...read });
    assert.deepEqual(
      said(both, "resource", "public-principal").map((one) => one.split(";")[0]),
      ["0 : Allow for everybody"],
    );
  });

  it("is of little weight for a set operator that does no harm, and for no other", () => {
    const under = (operator: string): string[] =>
      said(
        stated({ ...read, Condition: { [operator]: { "aws:SourceVpc": "vpc-1" } } }),
        "identity",
        "condition-operator",
      );
    assert.deepEqual(under("ForAnyValue:StringEquals"), [
      '0 low: "ForAnyValue:StringEquals"; write StringEquals +',
    ]);
    assert.match(under("StringEqualz").join(), /^0 : "StringEqualz"; /);
  });
});
