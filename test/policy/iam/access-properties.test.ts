/**
 * What must hold of the findings of the rules on access: a Deny adds none, more that is allowed takes none away. What
 * holds of every rule on documents is in properties.test.ts.
 */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Kind } from "../../../policy/iam/model";
import { SEVERITIES } from "../../../policy/rule";
import { isList, UNKNOWN, type Value, type Values } from "../../../policy/value";
import { OFTEN } from "../../helpers/property-runs";
import { anyAction, anyCondition, anyDocument, anyResource, anyStatement } from "./any-document";
import { documentRules, judgeDocument, told, verdict } from "./judge-document";

const rules = documentRules.filter(({ finds }) => finds === "access");
const kind = fc.constantFrom<Kind>("identity", "trust", "resource");
const RISING = SEVERITIES.toReversed();
const documentOf = (Statement: Value): Value => ({ Version: "2012-10-17", Statement });

const anyAllow = fc.record(
  { Effect: fc.constant("Allow"), Action: anyAction, Resource: anyResource, Condition: anyCondition },
  { requiredKeys: ["Effect", "Action", "Resource"] },
);

/** From narrow to wide. */
const ACTIONS = ["s3:GetObject", "s3:Get*", "s3:*", "*"];
const RESOURCES = ["arn:aws:s3:::a/b", "arn:aws:s3:::a/*", "arn:aws:s3:::*", "*"];

type Stated = { readonly principal: Value; readonly statement: Values };

/** Statements that are in order, so that nothing is judged as form only. */
const anyRest = fc.record(
  { Action: anyAction, NotAction: anyAction, Resource: anyResource, Condition: anyCondition },
  { requiredKeys: [] },
);
const anyPrincipal = fc.constantFrom<Value>("*", { AWS: "*" }, { AWS: "arn:aws:iam::123456789012:root" });
const statementOf = (effect: "Allow" | "Deny"): fc.Arbitrary<Stated> =>
  fc
    .tuple(anyRest.filter(hasNoEmptyList), anyPrincipal)
    .map(([{ NotAction = "iam:*", ...rest }, principal]) => {
      const actions: Values = rest.Action === undefined ? { NotAction } : {};
      return { principal, statement: { Effect: effect, Resource: "*", ...rest, ...actions } };
    });
const hasNoEmptyList = (parts: Values): boolean =>
  Object.values(parts).every((part) => !isList(part) || part.length > 0);

function statedIn(stated: readonly Stated[], kind: Kind): Values {
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
  for (const { rule, finding } of judgeDocument(document, kind, {}, rules)) {
    if ("notEvaluated" in finding || finding.statement === undefined) continue;
    const { index } = finding.statement;
    found[index] = Math.max(found[index] ?? -1, RISING.indexOf(finding.severity ?? rule.severity));
  }
  return found;
}

describe("the rules on what a document allows", () => {
  const found = (statements: Value, of: Kind = "identity"): readonly string[] =>
    verdict(judgeDocument(documentOf(statements), of, {}, rules));

  it("find no more where a Deny is added", () => {
    fc.assert(
      fc.property(fc.array(anyStatement, { maxLength: 3 }), anyStatement, kind, (statements, other, of) => {
        const before = found(statements, of);
        const after = found([...statements, { ...other, Effect: "Deny" }], of);
        for (const one of after) assert.ok(before.includes(one), `${one} is new`);
      }),
      OFTEN,
    );
  });

  it("find nothing that they did not find before where statements in order have one more Deny", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(statementOf("Allow"), statementOf("Deny")), { maxLength: 3 }),
        statementOf("Deny"),
        kind,
        (before, deny, of) => {
          const found = new Set(told(statedIn(before, of), of, rules));
          for (const one of told(statedIn([...before, deny], of), of, rules)) assert.ok(found.has(one), one);
        },
      ),
      OFTEN,
    );
  });

  it("find no less where a statement allows more, but for what the administrator's rule says of it all", () => {
    const step = fc.integer({ min: 0, max: 3 });
    fc.assert(
      fc.property(step, step, step, step, fc.option(anyCondition), (action, more, resource, wider, given) => {
        const at = (one: number, other: number, conditions: Value): readonly string[] => {
          const statement = { Effect: "Allow", Action: ACTIONS[one], Resource: RESOURCES[other] };
          return found(conditions === null ? statement : { ...statement, Condition: conditions });
        };
        const before = at(action, resource, given);
        const [a, r] = [Math.min(3, action + more), Math.min(3, resource + wider)];
        for (const after of [at(a, r, given), at(a, r, null)])
          for (const one of before)
            assert.ok(after.includes(one) || after.includes("no-administrator-wildcard 0"), `${one} is gone`);
      }),
      OFTEN,
    );
  });

  it("find no less in a statement that is widened, and nothing less bad", () => {
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
        kind,
        (stated, more, widen, which, of) => {
          const index = which % stated.length;
          if (stated[index]?.statement["Effect"] !== "Allow") return;
          const wider = stated.map((one, at) =>
            at === index ? { ...one, statement: widen(one.statement, more) } : one,
          );
          const before = worst(statedIn(stated, of), of, stated.length);
          const after = worst(statedIn(wider, of), of, stated.length);
          for (const [at, severity] of before.entries())
            assert.ok(
              (after[at] ?? -1) >= severity,
              JSON.stringify([statedIn(stated, of), statedIn(wider, of)]),
            );
        },
      ),
      OFTEN,
    );
  });

  it("find the same in any order", () => {
    const pair = fc.tuple(anyAllow, anyStatement);
    fc.assert(
      fc.property(pair, kind, ([one, other], of) => {
        const turned = found([other, one], of).map((text) =>
          text.replace(/[01]$/, (index) => `${1 - Number(index)}`),
        );
        assert.deepEqual(found([one, other], of), turned.sort());
      }),
      OFTEN,
    );
  });

  it("throw nothing, whatever is not known", () => {
    const hidden = fc.constantFrom("Effect", "Action", "Resource", "Condition", "Principal", "NotAction");
    fc.assert(
      fc.property(
        anyDocument,
        anyStatement,
        fc.subarray(["Effect", "Action"]),
        hidden,
        kind,
        (document, one, names, name, of) => {
          const holes = Object.fromEntries([...names, name].map((each) => [each, UNKNOWN]));
          const statement: Values = { ...one, ...holes };
          assert.ok(Array.isArray(judgeDocument(document, of, {}, rules)));
          assert.ok(Array.isArray(found([statement, UNKNOWN, one], of)));
        },
      ),
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
