import assert from "node:assert/strict";
import { auditFile, excepted, ofKind } from "../../../policy/audit/audit-documents";
import { fileContent } from "../../../policy/audit/file-content";
import { OWN, unconfigured, type Configuration } from "../../../policy/configuration/configuration";
import { documentRule, type DocumentContext } from "../../../policy/iam/document-rule";
import { KINDS, type Kind } from "../../../policy/iam/model";
import type { Report } from "../../../policy/report";
import type { Suppression } from "../../../policy/suppressions/suppression";

const common = { description: "", reason: "", remedy: "", severity: "medium", settings: {} } as const;
const wanted = { rule: "right", got: "wrong", remedy: "mend it" };
/** What the rules were told besides the document. */
const told: DocumentContext[] = [];
const access = documentRule({
  ...common,
  id: "access",
  level: "mandatory",
  kinds: KINDS,
  finds: "access",
  check: ({ statements }, context) => {
    told.push(context);
    return statements.map((statement) => ({
      ...wanted,
      place: statement.place,
      statement,
      actions: ["s3:*"],
    }));
  },
});
const form = documentRule({
  ...common,
  id: "form",
  level: "advisory",
  kinds: ["identity"],
  finds: "form",
  check: (document) => [{ ...wanted, place: { path: "" }, got: document.kind }],
});
const failing = documentRule({
  ...common,
  id: "failing",
  level: "advisory",
  kinds: ["trust"],
  finds: "form",
  check: () => {
    throw new Error("oops");
  },
});
const rules = [access, form, failing];
const configuration = unconfigured(rules);
const statement = { Effect: "Allow", Action: "*", Resource: "*" };

function audit(value: unknown, kind?: Kind, configured: Configuration = configuration): readonly Report[] {
  const content = fileContent(JSON.stringify(value, undefined, 1));
  assert.ok(content.is === "documents");
  const documents = content.documents.map((document) => ofKind(document, kind));
  return auditFile({ file: "policies/a.json", documents }, rules, configured, "2026-11-21");
}

const brief = ({ rule, level, line, column, message }: Report): string =>
  `${line}:${column} ${level} ${rule} ${message}`;

describe("policy documents of files under rules", () => {
  it("are judged by every rule on documents of their kind, with the place of each finding", () => {
    assert.deepEqual(audit({ Statement: [statement, { ...statement, Sid: "B" }] }).map(brief), [
      "3:3 mandatory access Statement[0]: must be right, got wrong; mend it",
      "8:3 mandatory access Statement[1]: must be right, got wrong; mend it",
      "1:1 advisory form the document: must be right, got identity; mend it",
    ]);
    assert.deepEqual(audit({ Statement: statement }, "resource").map(brief), [
      "2:2 mandatory access Statement: must be right, got wrong; mend it",
    ]);
  });

  it("have places in the file though they are wrapped", () => {
    const wrapped = { Role: { PolicyDocument: { Statement: [statement] } } };
    assert.deepEqual(audit(wrapped).map(brief), [
      "5:5 mandatory access Role.PolicyDocument.Statement[0]: must be right, got wrong; mend it",
      "3:21 advisory form Role.PolicyDocument: must be right, got identity; mend it",
    ]);
  });

  it("are not evaluated where a template leaves all of it open, which says nothing of how it will be written", () => {
    const open = { PolicyDocument: { Statement: { "Fn::If": [] }, Version: "2012-10-17" } };
    assert.deepEqual(audit(open).map(brief), [
      "2:20 advisory access PolicyDocument: not evaluated: a function or an expression, which this file does not say the value of",
    ]);
  });

  it("allow nothing by themselves where they only limit, unless somebody says their kind", () => {
    const scp = { Content: { Statement: statement }, Type: "SERVICE_CONTROL_POLICY" };
    assert.deepEqual(audit(scp), []);
    assert.deepEqual(
      audit(scp, "identity").map(({ rule }) => rule),
      ["access", "form"],
    );
  });

  it("have a finding where a rule fails", () => {
    assert.match(
      audit({ Statement: statement }, "trust").map(brief)[1] ?? "",
      /failing rule failed: Error: oops;/,
    );
  });

  it("are judged with the settings, the levels and the own accounts of the configuration", () => {
    const ruled = {
      ...configuration.rules["access"]!,
      levels: { prod: "disabled", "*": "advisory" } as const,
    };
    const own = { ...OWN, account: "111122223333", regions: ["cn-north-1"] };
    const configured = { ...configuration, own, rules: { ...configuration.rules, access: ruled } };
    told.length = 0;
    assert.equal(audit({ Statement: statement }, "scp", configured)[0]?.level, "advisory");
    assert.deepEqual(told[0]?.own, { ...own, partition: "aws-cn" });
    assert.equal(told[0].holder, undefined);
    const disabled = { ...ruled, levels: {}, level: "disabled" } as const;
    const without = { ...configuration, rules: { ...configuration.rules, access: disabled } };
    assert.deepEqual(audit({ Statement: statement }, "scp", without), []);
  });

  const suppression = (resource: string, more: Partial<Suppression> = {}): Suppression => ({
    rule: "access",
    resource,
    reason: "it is meant so",
    owner: "web",
    expires: "2999-12-31",
    ...more,
  });
  const except = (suppressions: readonly Suppression[]): readonly string[] => {
    const found = audit({ Statement: [{ ...statement, Sid: "A" }] }, "scp");
    const about = {
      files: ["policies/a.json"],
      configuration: "multistage-policy.yaml",
      today: "2026-11-21",
    };
    const { reports, used } = excepted(found, { ...configuration, suppressions }, about);
    return [...reports.map(({ rule, urn }) => `${rule} ${urn}`), `${used.size} used`];
  };

  it("have exceptions by their paths", () => {
    for (const resource of ["policies/a.json", "policies/*", "*.json", "*"])
      assert.deepEqual(except([suppression(resource)]), ["1 used"], resource);
    assert.deepEqual(except([suppression("*.json", { statement: "A", actions: ["s3:*"] })]), ["1 used"]);
    const left = "access policies/a.json";
    for (const resource of ["a.json", "policies/b.json", "admin"])
      assert.deepEqual(except([suppression(resource)]), [left, "0 used"], resource);
    assert.deepEqual(except([suppression("*.json", { stacks: ["*"] })]), [left, "0 used"]);
  });

  it("are said to need no exception, or to have an expired one, where it names them", () => {
    const file = "multistage-policy.yaml";
    assert.deepEqual(except([suppression("*.json", { expires: "2020-01-31" })]), [
      "access policies/a.json",
      `suppressions ${file}`,
      "0 used",
    ]);
    assert.deepEqual(except([suppression("policies/a.json", { statement: "B" })]), [
      "access policies/a.json",
      `suppressions ${file}`,
      "0 used",
    ]);
  });
});
