import assert from "node:assert/strict";
import * as fc from "fast-check";
import { agrees, differing } from "../../../local/mirror/compare";
import { lower, reversed, upper } from "../../../local/mirror/words";
import type { Value } from "../../../wire/values";

const word = fc.string({ minLength: 1, maxLength: 4, unit: fc.constantFrom("a", "b", "X", "Y") });
const value = fc.letrec<{ any: Value }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    fc.boolean(),
    fc.integer(),
    word,
    fc.array(tie("any"), { maxLength: 3 }),
    fc.dictionary(word, tie("any"), { maxKeys: 3 }),
  ),
})).any;

describe("what the emulator holds, beside what it is to hold", () => {
  it("differs where an entry of a list is another, or is there twice", () => {
    assert.equal(agrees(["a", "b"], ["a", "c"]), false);
    assert.equal(agrees(["a", "b"], ["a", "a"]), false);
    assert.equal(agrees(["a"], ["a", "a"]), false);
  });

  it("differs where a weight is another, at any depth", () => {
    const to = (weight: number): Value => [
      { type: "forward", forward: { targetGroups: [{ arn: "a", weight }] } },
    ];
    assert.equal(agrees(to(100), to(0)), false);
    assert.equal(agrees(to(0), to(0)), true);
  });

  it("agrees in any order, with more than was asked for, and with numbers written as text", () => {
    assert.ok(agrees([{ key: "b" }, { key: "a" }], [{ key: "a", extra: 1 }, { key: "b" }]));
    assert.ok(agrees({ timeout: 5, enabled: true }, { timeout: "5", enabled: "true", path: "/" }));
    assert.ok(agrees("", null));
  });

  it("names the properties that differ, of those that both have", () => {
    assert.deepEqual(differing({ a: 1, b: 2, c: 3 }, { a: 1, b: 3, d: 4 }), ["b"]);
  });

  it("always agrees with itself", () => {
    fc.assert(fc.property(value, (one) => agrees(one, one)));
  });
});

describe("the program's words and AWS's", () => {
  it("are each other's reverse where nothing is called otherwise", () => {
    const plain = fc.letrec<{ any: Value }>((tie) => ({
      any: fc.oneof(
        { maxDepth: 3 },
        word,
        fc.array(tie("any"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom("arn", "weight", "tags", "targetGroups"), tie("any")),
      ),
    })).any;
    const words = { arn: "TargetGroupArn" };
    fc.assert(
      fc.property(plain, (one) => {
        assert.deepEqual(JSON.stringify(lower(upper(one, words), reversed(words))), JSON.stringify(one));
      }),
    );
  });

  it("leave the names of tags and dimensions as they are", () => {
    assert.deepEqual(upper({ tags: { owner: "a" }, name: "b" }), { Tags: { owner: "a" }, Name: "b" });
  });
});
