import assert from "node:assert/strict";
import * as fc from "fast-check";
import {
  all,
  colourOf,
  isMarked,
  isSame,
  nextMark,
  pairSchema,
  pairText,
} from "../../../runtime/release/weights";
import { OFTEN } from "../../helpers/property-runs";

const weight = fc.integer({ min: 0, max: 999 });
const pairs = fc.record({ blue: weight, green: weight });
const colours = fc.constantFrom("blue", "green");

describe("the weights of a rule", () => {
  it("are not read where ELB would not have them", () => {
    for (const wrong of [
      undefined,
      null,
      {},
      { blue: 1 },
      { blue: -1, green: 0 },
      { blue: 1000, green: 0 },
      { blue: 0.5, green: 0 },
      { blue: "1", green: 0 },
      { blue: 1, green: 0, red: 0 },
    ])
      assert.equal(pairSchema.safeParse(wrong).success, false, JSON.stringify(wrong));
    assert.equal(pairSchema.safeParse({ blue: 999, green: 0 }).success, true);
  });

  it("of 0 and 0 show no colour, and are told as that", () => {
    assert.equal(colourOf({ blue: 0, green: 0 }), undefined);
    assert.equal(pairText({ blue: 0, green: 0 }), "neither colour");
  });

  it("above 0 for both show no colour, even where one gets hardly any requests", () => {
    assert.equal(colourOf({ blue: 1, green: 1 }), undefined);
    assert.equal(colourOf({ blue: 999, green: 1 }), undefined);
  });

  it("are told as shares, of which none is 0 % where the weight is not", () => {
    assert.equal(pairText({ blue: 50, green: 50 }), "blue 50 %, green 50 %");
    assert.equal(pairText({ blue: 1, green: 7 }), "blue 13 %, green 87 %");
    assert.equal(pairText({ blue: 999, green: 1 }), "blue 99 %, green 1 %");
    assert.equal(pairText({ blue: 1, green: 999 }), "blue 1 %, green 99 %");
  });

  it("show the one colour that has any", () => {
    assert.equal(colourOf({ blue: 1, green: 0 }), "blue");
    assert.equal(colourOf({ blue: 0, green: 999 }), "green");
    assert.equal(pairText({ blue: 0, green: 999 }), "green");
  });

  it("of 1, 50, 99, 100 and 999 are a person's or Pulumi's, and never our mark", () => {
    for (const by of [1, 50, 99, 100, 999]) {
      assert.equal(isMarked(all("blue", by)), false);
      assert.equal(isMarked(all("green", by)), false);
      assert.equal(nextMark(all("blue", by)), 101);
    }
    assert.equal(nextMark({ blue: 0, green: 0 }), 101);
  });

  it("get the next mark with every write, and begin anew after the last", () => {
    assert.equal(nextMark({ blue: 101, green: 0 }), 102);
    assert.equal(nextMark({ blue: 0, green: 997 }), 998);
    assert.equal(nextMark({ blue: 998, green: 0 }), 101);
  });

  it("of our writing are legal, marked, of one colour and other than those before, whatever those were", () => {
    fc.assert(
      fc.property(pairs, colours, (before, colour) => {
        const after = all(colour, nextMark(before));
        assert.ok(pairSchema.safeParse(after).success);
        assert.ok(isMarked(after));
        assert.equal(colourOf(after), colour);
        assert.equal(isSame(before, after), false);
      }),
      OFTEN,
    );
  });

  it("repeat a mark after 898 writes and not before", () => {
    const seen = new Set<number>();
    let mark = 101;
    for (; !seen.has(mark); mark = nextMark(all(seen.size % 2 === 0 ? "blue" : "green", mark)))
      seen.add(mark);
    assert.equal(seen.size, 898);
    assert.equal(mark, 101);
  });

  it("are the same only where both are", () => {
    assert.equal(isSame({ blue: 101, green: 0 }, { blue: 101, green: 0 }), true);
    assert.equal(isSame({ blue: 101, green: 0 }, { blue: 101, green: 1 }), false);
    assert.equal(isSame({ blue: 101, green: 0 }, { blue: 0, green: 101 }), false);
  });
});
