import assert from "node:assert/strict";
import fc from "fast-check";
import { standsFor } from "../../naming/wildcard";

describe("the texts that a pattern stands for", () => {
  it("are what a regular expression says", () => {
    const sign = fc.constantFrom("a", "b", "*", "?");
    const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 8 });
    fc.assert(
      fc.property(fc.string({ unit: sign, maxLength: 8 }), text, (pattern, given) => {
        const expression = new RegExp(`^${pattern.replace(/\*/g, ".*").replace(/\?/g, ".")}$`);
        assert.equal(standsFor(pattern, given), expression.test(given));
      }),
    );
  });

  it("are found at once however many stars there are", function () {
    this.timeout(2000); // a naive matcher takes years
    assert.equal(standsFor(`${"a*".repeat(50)}b`, "a".repeat(5000)), false);
  });
});
