import assert from "node:assert/strict";
import * as fc from "fast-check";
import { fileContent, type FileDocument } from "../../../policy/audit/file-content";
import { ofKind } from "../../../policy/audit/audit-documents";
import { OFTEN } from "../../helpers/property-runs";

const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const policy = { Version: "2012-10-17", Statement: [statement] };
const trust = { Statement: { Effect: "Allow", Principal: { Service: "x" }, Action: "sts:AssumeRole" } };

function documents(value: unknown, indent?: number): readonly FileDocument[] {
  const content = fileContent(typeof value === "string" ? value : JSON.stringify(value, undefined, indent));
  return content.is === "documents" ? content.documents : [];
}

/** Where each document is, and what kind it is taken for. */
function seen(value: unknown): readonly string[] {
  return documents(value).map((one) => {
    const { property, kind, onlyLimits } = ofKind(one, undefined);
    return `${property} ${kind}${onlyLimits === true ? ", limits" : ""}`;
  });
}

describe("what a file that is given to an audit is", () => {
  it("takes nothing for a policy that has none of its words, and says what it is instead", () => {
    const got = (text: string): unknown => {
      const content = fileContent(text);
      return content.is === "other" ? [content.isJson, content.got] : content.is;
    };
    assert.deepEqual(got(""), [false, "nothing"]);
    assert.deepEqual(got(" \n"), [false, "nothing"]);
    assert.deepEqual(got("\0\0"), [false, "text that is no JSON"]);
    assert.deepEqual(got("{'a': 1}"), [false, "text that is no JSON"]);
    assert.deepEqual(got("5"), [true, "a number"]);
    assert.deepEqual(got("null"), [true, "null"]);
    assert.deepEqual(got("[]"), [true, "an empty list"]);
    assert.deepEqual(got("[1]"), [true, "a list without a policy"]);
    assert.deepEqual(got("{}"), [true, "an empty object"]);
    assert.deepEqual(got('{"name":"web","version":"2012-10-17"}'), [
      true,
      'an object with ["name","version"]',
    ]);
    assert.deepEqual(got('{"statement":"of account"}'), [true, 'an object with ["statement"]']);
    assert.deepEqual(got('{"deployment":"blue"}'), [true, 'an object with ["deployment"]']);
    assert.deepEqual(got('{"Policy":{"Arn":"x"}}'), [true, 'an object with ["Policy"]']);
  });

  it("knows an exported stack, from an engine or from a file backend", () => {
    assert.equal(fileContent('{"version":3,"deployment":{}}').is, "export");
    assert.equal(fileContent('{"version":3,"checkpoint":{"latest":{}}}').is, "export");
  });

  it("takes what was meant as a policy for one, however wrong it is", () => {
    const wrong = [
      '{"Statement": 5}',
      '{"Version":"2012-10-17"}',
      '{"statement":[{"effect":"Allow","action":"*"}]}',
      JSON.stringify(statement),
      JSON.stringify([statement]),
      '{"Statement":[',
      '{ // mine\n "Effect" : "Allow" }',
      `{"Statement":${"[".repeat(100_000)}${"]".repeat(100_000)}}`,
    ];
    for (const text of wrong) {
      const [only, ...others] = documents(text);
      assert.deepEqual([only?.property, only?.text, others], ["", text, []], text.slice(0, 40));
    }
  });

  it("finds the documents in what the AWS CLI prints", () => {
    const text = JSON.stringify(policy);
    const detail = [
      { RoleName: "web", AssumeRolePolicyDocument: trust, RolePolicyList: [{ PolicyDocument: policy }] },
    ];
    assert.deepEqual(seen({ PolicyVersion: { Document: policy, VersionId: "v1" } }), [
      "PolicyVersion.Document identity",
    ]);
    assert.deepEqual(seen({ Role: { AssumeRolePolicyDocument: trust } }), [
      "Role.AssumeRolePolicyDocument trust",
    ]);
    assert.deepEqual(seen({ RoleDetailList: detail }), [
      "RoleDetailList[0].AssumeRolePolicyDocument trust",
      "RoleDetailList[0].RolePolicyList[0].PolicyDocument identity",
    ]);
    assert.deepEqual(seen({ Policy: text }), ["Policy identity"]);
    assert.deepEqual(seen({ Attributes: { Policy: text } }), ["Attributes.Policy identity"]);
    assert.deepEqual(seen({ policyText: text, "odd name": [policy] }), [
      "policyText identity",
      '["odd name"][0] identity',
    ]);
    assert.deepEqual(seen([policy, trust]), ["[0] identity", "[1] trust"]);
  });

  it("knows from what is around a document that it only limits", () => {
    const summary = { PolicySummary: { Type: "SERVICE_CONTROL_POLICY" }, Content: JSON.stringify(policy) };
    assert.deepEqual(seen({ Policy: summary }), ["Policy.Content scp, limits"]);
    const endpoint = { Type: "AWS::EC2::VPCEndpoint", Properties: { PolicyDocument: policy } };
    const control = { Type: "RESOURCE_CONTROL_POLICY", Content: policy };
    const organization = { Type: "AWS::Organizations::Policy", Properties: control };
    const role = { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: trust } };
    assert.deepEqual(seen({ Resources: { endpoint, organization, role } }), [
      "Resources.endpoint.Properties.PolicyDocument resource, limits",
      "Resources.organization.Properties.Content resource, limits",
      "Resources.role.Properties.AssumeRolePolicyDocument trust",
    ]);
  });

  it("reads of a plan of Terraform what will be, once", () => {
    const values = {
      root_module: { resources: [{ type: "aws_iam_policy", values: { policy: JSON.stringify(policy) } }] },
    };
    const plan = {
      planned_values: values,
      resource_changes: [{ change: { after: { policy } } }],
      prior_state: { values },
    };
    assert.deepEqual(seen(plan), ["planned_values.root_module.resources[0].values.policy identity"]);
    assert.deepEqual(seen({ values }), ["values.root_module.resources[0].values.policy identity"]);
  });

  it("takes a document under a policy's name for one though it is broken, and never one in another twice", () => {
    assert.deepEqual(seen({ PolicyDocument: { Statement: 5 } }), ["PolicyDocument identity"]);
    assert.deepEqual(seen({ Policy: '{"Statement":[' }), ["Policy identity"]);
    assert.deepEqual(seen({ schema: { Statement: { type: "array" } } }), []);
    assert.deepEqual(
      seen({ PolicyDocument: { Version: "2012-10-17", Statement: [{ ...statement, Policy: policy }] } }),
      ["PolicyDocument identity"],
    );
  });

  it("gives up on nothing that is deep or long", () => {
    const deep = `{"x":${'{"Statement":'.repeat(50_000)}1${"}".repeat(50_000)}}`;
    assert.deepEqual(documents(deep), []);
    assert.equal(
      documents(`[${`{"PolicyDocument":${JSON.stringify(policy)}},`.repeat(5_000)}1]`).length,
      5_000,
    );
  });

  it("knows where in the file each place of a document is", () => {
    fc.assert(
      fc.property(
        anyWrapping,
        fc.constantFrom(0, 1, 3),
        fc.boolean(),
        anySid,
        (names, indent, isText, sid) => {
          const marked = { Version: "2012-10-17", Statement: [{ Sid: sid, ...statement, Action: "MARK:x" }] };
          const inner = isText ? JSON.stringify(marked, undefined, indent) : marked;
          const wrapped = names.reduceRight<unknown>((value, name) => ({ [name]: value, other: "\n" }), {
            PolicyDocument: inner,
          });
          const text = JSON.stringify(wrapped, undefined, indent);
          const [document, ...others] = documents(text);
          assert.ok(document !== undefined && others.length === 0);
          const here = document.inFile(positionOf(document.text, "MARK"));
          assert.deepEqual(here, positionOf(text, "MARK"));
        },
      ),
      OFTEN,
    );
  });

  it("knows it behind escapes and line breaks of all kinds, too", () => {
    const text = String.raw`{"Policy":"\u007b\r\n\"Statement\":\t[\n{\"\u0045ffect\":\"Allow\",\r\"Action\":\"*\"}]}"}`;
    const [document] = documents(text);
    const at = (word: string): unknown => document?.inFile(positionOf(document.text, word));
    assert.deepEqual(at("Statement"), { line: 1, column: text.indexOf("Statement") + 1 });
    assert.deepEqual(at("ffect"), { line: 1, column: text.indexOf("ffect") + 1 });
    assert.deepEqual(at("Action"), { line: 1, column: text.indexOf("Action") + 1 });
  });
});

const anySid = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom('"\\', "\u2028", "\r\n", "😀"),
);
const anyWrapping = fc.array(
  fc
    .oneof(fc.constantFrom("Role", "a.b", "odd [name]", ""), fc.string())
    .filter((name) => name !== "other" && name !== "__proto__"),
  { minLength: 1, maxLength: 3 },
);

function positionOf(text: string, word: string): { line: number; column: number } {
  const before = text.slice(0, text.indexOf(word)).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}
