/** The rules on documents against the corpus: all that is expected, and nothing else. A rule is held to it once it is there. */
import assert from "node:assert/strict";
import type { Value } from "../../../policy/value";
import { readCorpus, RULES, textOf } from "../../cases/iam/corpus";
import { documentRules, judgeDocument, verdict } from "./judge-document";

const known: readonly string[] = RULES;
const asked = documentRules.filter(({ id }) => known.includes(id));
const ids = asked.map(({ id }) => id);

describe("the rules on policy documents", () => {
  for (const one of readCorpus()) {
    const { id, about, kind, context, expected } = one;
    const wanted = expected
      .filter(({ rule }) => ids.includes(rule))
      .map(({ rule, statement }) => `${rule} ${statement ?? "-"}`)
      .sort();
    const judged = (given: Value): readonly string[] => verdict(judgeDocument(given, kind, context, asked));

    it(`find ${wanted.length === 0 ? "nothing" : wanted.join(" and ")} in ${id}: ${about}`, () => {
      assert.deepEqual(judged(textOf(one)), wanted);
      if (one.text === undefined) assert.deepEqual(judged(one.document as Value), wanted);
    });
  }
});
