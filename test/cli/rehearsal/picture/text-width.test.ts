import assert from "node:assert/strict";
import fc from "fast-check";
import { fitted, textWidth, wrapped } from "../../../../cli/rehearsal/picture/text-width";

const text = fc.string({ unit: "grapheme", maxLength: 40 });
const width = fc.integer({ min: 0, max: 300 });

describe("the width of a text", () => {
  it("is nothing when nothing fits, not even an ellipsis", () => {
    assert.equal(fitted("storefront", 5, 12), "");
  });

  it("cuts the end, and says so with an ellipsis", () => {
    assert.equal(fitted("storefront", 60, 12), "storefr…");
    assert.equal(fitted("storefront", 80, 12), "storefront");
  });

  it("is never exceeded by what was fitted into it", () => {
    fc.assert(
      fc.property(text, width, fc.boolean(), (given, room, bold) => {
        const shown = fitted(given, room, 12, bold);
        assert.ok(textWidth(shown, 12, bold) <= room);
        assert.ok(shown === given || shown === "" || given.startsWith(shown.slice(0, -1).trimEnd()));
      }),
    );
  });

  it("is greater in bold, and grows with the size", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ -~]{1,30}$/), (given) => {
        assert.ok(textWidth(given, 12, true) > textWidth(given, 12));
        assert.ok(textWidth(given, 13) > textWidth(given, 12));
      }),
    );
  });

  it("breaks words into lines, each within it, and loses none that fits", () => {
    assert.deepEqual(wrapped(["prepare", "deploy", "release", "retire", "events"], " · ", 140, 12), [
      "prepare · deploy",
      "release · retire",
      "events",
    ]);
    fc.assert(
      fc.property(fc.array(text, { maxLength: 8 }), width, (words, room) => {
        for (const line of wrapped(words, " · ", room, 12)) assert.ok(textWidth(line, 12) <= room);
      }),
    );
  });
});
