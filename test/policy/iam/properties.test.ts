/**
 * What must hold of the findings of every rule on documents, whatever the document. What holds of those on access
 * alone is in access-properties.test.ts.
 */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { KINDS, type Kind } from "../../../policy/iam/model";
import { isList, isValues } from "../../../policy/value";
import { OFTEN } from "../../helpers/property-runs";
import { anyDocument } from "./any-document";
import { documentRules, told } from "./judge-document";

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
