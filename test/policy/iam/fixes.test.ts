/** Every fix that a rule on documents offers, put in its place: its finding is gone, and there is none that was not there. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { keyOf } from "../../../policy/iam/written";
import { KINDS, type Kind } from "../../../policy/iam/model";
import type { Own } from "../../../policy/rule";
import { isList, isValues, parsedJson, type Value, type Values } from "../../../policy/value";
import { readCorpus, textOf } from "../../cases/iam/corpus";
import { OFTEN } from "../../helpers/property-runs";
import { anyDocument } from "./any-document";
import { judgeDocument, type Judgement } from "./judge-document";

describe("the fixes of the rules on policy documents", () => {
  for (const one of readCorpus()) {
    const given = parsedJson(textOf(one));
    const count = judgeDocument(given, one.kind, one.context).filter(hasFix).length;
    if (count > 0)
      it(`mend what is found in ${one.id}`, () => {
        expectFixes(given, one.kind, one.context);
      });
  }

  it("name nobody twice, where a principal moves to a type it stands under already", () => {
    const Principal = { CanonicalUser: "*", AWS: "*" };
    expectFixes({ Statement: { Effect: "Allow", NotAction: ["*"], Principal } }, "resource");
  });

  it("leave a condition that takes every value where another of its key holds without the key", () => {
    const Condition = {
      StringLike: { "aws:SourceArn": "*" },
      "ForAllValues:StringEquals": { "aws:SourceArn": "arn:aws:sns:eu-west-1:123456789012:news" },
    };
    const given = { Statement: { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole", Condition } };
    const found = judgeDocument(given, "trust").map(({ rule }) => rule.id);
    assert.ok(!found.includes("condition-never-restricts"), found.join(", "));
  });

  it("mend what is found in any document", () => {
    fc.assert(
      fc.property(anyDocument, fc.constantFrom(...KINDS), (document, kind) => {
        expectFixes(document, kind);
      }),
      OFTEN,
    );
  });
});

function expectFixes(given: Value, kind: Kind, context: Partial<Own> = {}): void {
  const before = judgeDocument(given, kind, context);
  for (const { rule, finding } of before) {
    if ("notEvaluated" in finding || finding.fix === undefined) continue;
    const fixed = applied(given, finding.fix, finding.statement?.index);
    const after = counts(judgeDocument(fixed, kind, context));
    const said = JSON.stringify({ rule: rule.id, given, fixed }, undefined, 1);
    for (const [id, count] of after) assert.ok(count <= (counts(before).get(id) ?? 0), `adds ${id}: ${said}`);
    assert.ok((after.get(rule.id) ?? 0) < (counts(before).get(rule.id) ?? 0), `mends nothing: ${said}`);
  }
}

function hasFix({ finding }: Judgement): boolean {
  return "fix" in finding;
}

function counts(judgements: readonly Judgement[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { rule } of judgements) found.set(rule.id, (found.get(rule.id) ?? 0) + 1);
  return found;
}

/** A statement, or several, in the place of the one; or other members of the document. */
function applied(given: Value, fix: Values | readonly Values[], index: number | undefined): Value {
  assert.ok(given !== undefined && isValues(given));
  const isStatement = isFixes(fix) || !("Version" in fix);
  if (!isStatement) return { ...given, ...fix };
  assert.ok(index !== undefined);
  const key = keyOf(given, "Statement");
  const statements = given[key];
  const fixes = isFixes(fix) ? fix : [fix];
  if (!isList(statements)) return { ...given, [key]: fixes };
  return { ...given, [key]: [...statements.slice(0, index), ...fixes, ...statements.slice(index + 1)] };
}

function isFixes(fix: Values | readonly Values[]): fix is readonly Values[] {
  return Array.isArray(fix);
}
