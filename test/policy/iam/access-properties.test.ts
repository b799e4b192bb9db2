/** What holds for every rule on what is allowed, whatever the document. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { OFTEN } from "../../helpers/property-runs";
import { anyAction, anyCondition, anyDocument, anyResource, anyStatement } from "./any-document";
import { documentRules, judgeDocument, verdict } from "./judge-document";

const rules = documentRules.filter(({ finds }) => finds === "access");
const kind = fc.constantFrom("identity" as const, "resource" as const, "trust" as const);
const documentOf = (Statement: Value): Value => ({ Version: "2012-10-17", Statement });

const anyAllow = fc.record(
  { Effect: fc.constant("Allow"), Action: anyAction, Resource: anyResource, Condition: anyCondition },
  { requiredKeys: ["Effect", "Action", "Resource"] },
);

/** From narrow to wide. */
const ACTIONS = ["s3:GetObject", "s3:Get*", "s3:*", "*"];
const RESOURCES = ["arn:aws:s3:::a/b", "arn:aws:s3:::a/*", "arn:aws:s3:::*", "*"];

describe("the rules on what a document allows", () => {
  const found = (statements: Value, of: "identity" | "resource" | "trust" = "identity"): readonly string[] =>
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
