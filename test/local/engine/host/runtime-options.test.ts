import assert from "node:assert/strict";
import fc from "fast-check";
import { words } from "../../../../local/engine/host/runtime-options";

describe("words", () => {
  it("gives back any arguments that a shell would be given in quotes", () => {
    const singly = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;
    const doubly = (word: string): string => `"${word.replace(/["\\]/g, "\\$&")}"`;
    const awkward = fc.constantFrom("a", "é", " ", "\t", "\n", "'", '"', "\\", "=");
    const quoted = fc.tuple(fc.string({ unit: awkward }), fc.constantFrom(singly, doubly));
    fc.assert(
      fc.property(fc.array(quoted), (all) => {
        const text = all.map(([word, quote]) => quote(word)).join(" \t");
        assert.deepEqual(
          words(text),
          all.map(([word]) => word),
        );
      }),
    );
  });

  it("splits at blanks and joins what touches", () => {
    assert.deepEqual(words("  --inspect --title=a\\ b --x='c d'\"e\"\n"), [
      "--inspect",
      "--title=a b",
      "--x=c de",
    ]);
  });
});
