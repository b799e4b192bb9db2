/** What must hold of the findings of the rules on documents, whatever the document. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { KINDS, type Kind } from "../../../policy/iam/model";
import type { Severity } from "../../../policy/rule";
import { isList, isValues, type Value, type Values } from "../../../policy/value";
import { OFTEN } from "../../helpers/property-runs";
import { anyAction, anyCondition, anyDocument, anyResource } from "./any-document";
import { documentRules, judgeDocument } from "./judge-document";

const access = documentRules.filter(({ finds }) => finds === "access");
const SEVERITIES: readonly Severity[] = ["low", "medium", "high", "critical"];
const anyKind = fc.constantFrom<Kind>("identity", "trust", "resource");

type Stated = { readonly principal: Value; readonly statement: Values };

/** Statements that are in order, so that nothing is judged as form only. */
const anyAllow = fc.record(
  { Action: anyAction, NotAction: anyAction, Resource: anyResource, Condition: anyCondition },
  { requiredKeys: [] },
);
const anyPrincipal = fc.constantFrom<Value>("*", { AWS: "*" }, { AWS: "arn:aws:iam::123456789012:root" });
const statementOf = (effect: "Allow" | "Deny"): fc.Arbitrary<Stated> =>
  fc
    .tuple(anyAllow.filter(hasNoEmptyList), anyPrincipal)
    .map(([{ NotAction = "iam:*", ...rest }, principal]) => {
      const actions: Values = rest.Action === undefined ? { NotAction } : {};
      return { principal, statement: { Effect: effect, Resource: "*", ...rest, ...actions } };
    });
const hasNoEmptyList = (parts: Values): boolean =>
  Object.values(parts).every((part) => !isList(part) || part.length > 0);

function documentOf(stated: readonly Stated[], kind: Kind): Values {
  const Statement = stated.map(({ principal, statement: { Resource, ...statement } }): Values => ({
    ...statement,
    ...(kind === "identity" ? {} : { Principal: principal }),
    ...(kind === "trust" ? {} : { Resource }),
  }));
  return { Version: "2012-10-17", Statement };
}

/** By statement the worst that is found; `-1` where there is nothing. */
function worst(document: Value, kind: Kind, count: number): number[] {
  const found = Array.from({ length: count }, () => -1);
  for (const { rule, finding } of judgeDocument(document, kind, {}, access)) {
    if ("notEvaluated" in finding || finding.statement === undefined) continue;
    const { index } = finding.statement;
    found[index] = Math.max(found[index] ?? -1, SEVERITIES.indexOf(finding.severity ?? rule.severity));
  }
  return found;
}

const told = (document: Value, kind: Kind, asked = documentRules): string[] =>
  judgeDocument(document, kind, {}, asked).map(({ rule, finding }) =>
    "notEvaluated" in finding
      ? `${rule.id} ? ${finding.notEvaluated.path}`
      : `${rule.id} ${finding.statement?.index ?? "-"}`,
  );

describe("the rules on policy documents,", () => {
  it("whatever the document, judge it, and the same each time", () => {
    const kinds = fc.constantFrom(...KINDS);
    fc.assert(
      fc.property(anyDocument, kinds, (document, kind) => {
        assert.deepEqual(told(document, kind), told(structuredClone(document), kind));
      }),
      OFTEN,
    );
  });

  it("given one more Deny, find no access that they did not find before", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(statementOf("Allow"), statementOf("Deny")), { maxLength: 3 }),
        statementOf("Deny"),
        anyKind,
        (before, deny, kind) => {
          const found = new Set(told(documentOf(before, kind), kind, access));
          for (const one of told(documentOf([...before, deny], kind), kind, access))
            assert.ok(found.has(one), one);
        },
      ),
      OFTEN,
    );
  });

  it("given a statement that allows more, find no less in it, and nothing less bad", () => {
    const widened: readonly ((statement: Values, more: Values) => Values)[] = [
      (statement, { Action }) =>
        statement["Action"] === undefined
          ? statement
          : { ...statement, Action: joined(statement["Action"], Action) },
      (statement) => (statement["Action"] === undefined ? statement : { ...statement, Action: "*" }),
      (statement, { Resource }) => ({ ...statement, Resource: joined(statement["Resource"], Resource) }),
      (statement) => ({ ...statement, Resource: "*" }),
      (statement) => ({ ...statement, Condition: {} }),
      ({ NotAction, ...statement }) => ({
        ...statement,
        ...(NotAction === undefined ? {} : { Action: "*" }),
      }),
    ];
    fc.assert(
      fc.property(
        fc.array(fc.oneof(statementOf("Allow"), statementOf("Deny")), { minLength: 1, maxLength: 3 }),
        fc.record({ Action: anyAction, Resource: anyResource }),
        fc.constantFrom(...widened),
        fc.nat(),
        anyKind,
        (stated, more, widen, which, kind) => {
          const index = which % stated.length;
          if (stated[index]?.statement["Effect"] !== "Allow") return;
          const wider = stated.map((one, at) =>
            at === index ? { ...one, statement: widen(one.statement, more) } : one,
          );
          const before = worst(documentOf(stated, kind), kind, stated.length);
          const after = worst(documentOf(wider, kind), kind, stated.length);
          for (const [at, severity] of before.entries())
            assert.ok(
              (after[at] ?? -1) >= severity,
              JSON.stringify([documentOf(stated, kind), documentOf(wider, kind)]),
            );
        },
      ),
      OFTEN,
    );
  });

  it("given its statements in another order, find the same in each", () => {
    fc.assert(
      fc.property(anyDocument, fc.constantFrom<Kind>("identity", "trust", "resource"), (document, kind) => {
        if (!isValues(document) || !isList(document["Statement"])) return;
        const statements = document["Statement"];
        const last = statements.length - 1;
        const turned = { ...document, Statement: [...statements].reverse() };
        // Of two that are the same the later one is told.
        const asked = documentRules.filter(({ id }) => id !== "duplicates");
        const back = told(turned, kind, asked).map((one) =>
          one.replace(/(?<= )\d+$|(?<=Statement\[)\d+/, (index) => String(last - Number(index))),
        );
        assert.deepEqual(back.sort(), told(document, kind, asked).sort());
      }),
      OFTEN,
    );
  });
});

function joined(one: Value, other: Value): Value {
  return [...listed(one), ...listed(other)];
}

function listed(value: Value): readonly Value[] {
  return isList(value) ? value : [value];
}
