/** What the two rules on such conditions say of one statement. */
import assert from "node:assert/strict";
import type { DocumentRule } from "../../../policy/iam/document-rule";
import type { Value, Values } from "../../../policy/value";
import { judgeDocument } from "../iam/judge-document";

export const allow: Values = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::pages/*" };

export interface Told {
  readonly path: string;
  readonly got: string;
  readonly because: string | undefined;
  /** The condition in which it would be right. */
  readonly fix: Value;
}

export function tellOf(rule: DocumentRule): (Condition: Value, statement?: Values) => readonly Told[] {
  return (Condition, statement = allow) =>
    judgeDocument({ Version: "2012-10-17", Statement: [{ ...statement, Condition }] }, "identity", {}, [
      rule,
    ]).map(({ finding }) => {
      assert.ok(!("notEvaluated" in finding));
      const { place, got, because, fix } = finding;
      const condition = fix === undefined ? "none" : ((fix as Values)["Condition"] ?? "left out");
      return { path: place.path, got, because, fix: condition };
    });
}
