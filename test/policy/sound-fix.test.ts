import assert from "node:assert/strict";
import * as fc from "fast-check";
import { fallbacks } from "../../policy/configuration/setting";
import { documentFrom, KINDS, type Document, type Kind } from "../../policy/iam/model";
import { listed } from "../../policy/iam/written";
import { DEPENDING_ON_FORM, soundFixes } from "../../policy/sound-fix";
import { isValues, parsedJson, UNKNOWN, type Value, type Values } from "../../policy/value";
import { OFTEN } from "../helpers/property-runs";
import { anyStatement } from "./iam/any-document";

const own = { account: "111122223333", trustedAccounts: [] };
const surroundings = { isProduction: false, today: "2026-11-21", own };

/** What one statement does to the findings in another, and what is read otherwise as a text or in a template. */
const meaningful: readonly Values[] = [
  { Effect: "Allow", Action: "*", Resource: "*", Principal: "*" },
  { Effect: "allow", Action: ["s3:*", ""], Resource: "*", Principal: { AWS: "*" } },
  { Effect: "Allow", Action: ["s3:*"], Resource: { Ref: "Bucket" }, Condition: {} },
  { Effect: "Allow", Action: ["sqs:*", "s3:Get*"], Resource: "*", Principal: { AWS: ["444455556666", ""] } },
  {
    Effect: "Allow",
    NotAction: "iam:*",
    NotResource: "arn:aws:s3:::a",
    NotPrincipal: { AWS: "444455556666" },
  },
  { Effect: "Maybe", Action: "s3:GetObject", Resource: "*" },
  { Effect: "Deny", Action: "s3:*", Resource: "*", Principal: "*" },
  { effect: "deny", action: "*", Resource: "*", Principal: "*" },
  { Effect: { Ref: "Effect" }, Action: "*", Resource: "${aws_s3_bucket.a.arn}" },
  {
    ...{ Effect: "Deny", Action: "*", Resource: "*" },
    Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } },
  },
  {
    ...{ Effect: "Deny", Action: "s3:*", Resource: "*" },
    Condition: { Null: { "aws:MultiFactorAuthPresent": "true" } },
  },
];
const anyOne = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...meaningful) },
  { weight: 1, arbitrary: anyStatement },
);
const anyEntry = fc.oneof(
  { weight: 12, arbitrary: anyOne },
  fc.constantFrom<Value>(UNKNOWN, "odd", { Ref: "One" }),
);
const anyGiven = fc.record(
  {
    Version: fc.constantFrom("2012-10-17", "2008-10-17"),
    Statement: fc.oneof(anyOne, fc.array(anyEntry, { maxLength: 5 })),
  },
  { requiredKeys: ["Statement"] },
);
const WAYS: readonly ((given: Values, kind: Kind) => Document | typeof UNKNOWN)[] = [
  documentFrom,
  (given, kind) => documentFrom(JSON.stringify(given), kind),
  (given, kind) => documentFrom(given, kind, true),
  (given, kind) => documentFrom(JSON.stringify(given), kind, true),
];

/** By what is found in the whole of the document, before and after. */
function isSoundOnTheWhole(document: Document, fixed: Value): boolean {
  const after = documentFrom(fixed, document.kind);
  return DEPENDING_ON_FORM.filter(({ kinds }) => kinds.includes(document.kind)).every((rule) => {
    const context = { ...surroundings, settings: fallbacks(rule.settings) };
    const count = (one: Document): number => rule.checkDocument(one, context).length;
    return after === UNKNOWN || count(after) <= count(document);
  });
}

describe("a fix of one statement", () => {
  it("is sound where it is on the whole of the document, however that was written", () => {
    const seen = new Set<boolean>();
    fc.assert(
      fc.property(
        anyGiven,
        fc.array(fc.tuple(anyOne, fc.nat(4)), { minLength: 1, maxLength: 3 }),
        fc.constantFrom(...WAYS),
        fc.constantFrom(...KINDS),
        (given, fixes, read, kind) => {
          const document = read(given, kind);
          if (document === UNKNOWN) return;
          const source = typeof document.source === "string" ? parsedJson(document.source) : given;
          if (!isValues(source)) return;
          const isSound = soundFixes(document, surroundings);
          for (const [fix, index] of fixes) {
            const Statement = listed(source["Statement"]).map((one, at) => (at === index ? fix : one));
            const expected = isSoundOnTheWhole(document, { ...source, Statement });
            assert.equal(isSound(fix, index), expected);
            seen.add(expected);
          }
        },
      ),
      OFTEN,
    );
    assert.deepEqual([...seen].sort(), [false, true]);
  });

  it("is sound where a Deny takes away what it allows, and not where it was that Deny", () => {
    const [everything, nothing, odd] = [
      { Effect: "Allow", Action: "*", Resource: "*" },
      { Effect: "Deny", Action: "*", Resource: "*" },
      { Effect: "allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::a/*" },
    ];
    const isSound = (Statement: readonly Values[], fix: Values, index: number): boolean => {
      const document = documentFrom({ Version: "2012-10-17", Statement }, "identity");
      return document !== UNKNOWN && soundFixes(document, surroundings)(fix, index);
    };
    assert.equal(isSound([odd], everything, 0), false);
    assert.equal(isSound([nothing, odd], everything, 1), true);
    assert.equal(isSound([nothing, everything], odd, 0), false);
    assert.equal(isSound([{ ...nothing, Effect: "Maybe" }, everything], nothing, 0), true);
  });

  it("is judged at once in a document of hundreds of them", function () {
    this.timeout(2000); // one by one on the whole of it, they take several seconds
    const Statement = Array.from({ length: 800 }, (_, index) => ({
      Effect: "ALLOW",
      Action: "s3:GetObject",
      Resource: `arn:aws:s3:::shop-${index}/*`,
    }));
    const document = documentFrom({ Version: "2012-10-17", Statement }, "identity");
    assert.ok(document !== UNKNOWN);
    const isSound = soundFixes(document, surroundings);
    for (const [index, statement] of Statement.slice(0, 100).entries())
      assert.equal(isSound({ ...statement, Effect: "Allow" }, index), true);
  });
});
