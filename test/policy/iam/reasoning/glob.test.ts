import assert from "node:assert/strict";
import * as fc from "fast-check";
import { contains, exactly, globOf, isEverything, overlaps } from "../../../../policy/iam/reasoning/glob";
import { OFTEN } from "../../../helpers/property-runs";

const within = (inner: string, outer: string): boolean => contains(globOf(outer), globOf(inner));
const meet = (one: string, other: string): boolean => overlaps(globOf(one), globOf(other));

/** As IAM says it, in so many words. */
function fits(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", "[^]*")
    .replaceAll("?", "[^]");
  return new RegExp(`^${source}$`).test(text);
}

const letters = fc.constantFrom("a", "b", ":", "*", "*", "?");
const anyPattern = fc.array(letters, { maxLength: 7 }).map((all) => all.join(""));
const anyText = fc.array(fc.constantFrom("a", "b", ":"), { maxLength: 7 }).map((all) => all.join(""));

/** Every text up to that length, of two letters and one that stands in no pattern. */
const textsTo = (length: number): readonly string[] => {
  if (length === 0) return [""];
  const shorter = textsTo(length - 1);
  const longest = shorter.filter((text) => text.length === length - 1);
  return [...shorter, ...longest.flatMap((text) => ["a", "b", "z"].map((letter) => text + letter))];
};

describe("a pattern of IAM", () => {
  const contained: readonly (readonly [inner: string, outer: string, is: boolean])[] = [
    ["s3:GetObject", "s3:Get*", true],
    ["s3:Get*", "s3:*", true],
    ["s3:*", "s3:Get*", false],
    ["a*a", "a?*", true],
    ["?*", "*?", true],
    ["a?", "a*", true],
    ["a*", "a?*", false],
    ["*ab*", "*a*b*", true],
    ["*a*b*", "*ab*", false],
    ["a**", "a*", true],
    ["", "*", true],
    ["", "?", false],
    ["x${aws:username}", "x*", true],
    ["x${aws:username}", "x?*", false],
    ["${aws:username}/*", "${AWS:UserName}/*", true],
    ["a", "${aws:username}", false],
    ["${*}", "*", true],
    ["a*", "a${*}", false],
  ];
  for (const [inner, outer, is] of contained)
    it(`${inner} is ${is ? "" : "not "}within ${outer}`, () => {
      assert.equal(within(inner, outer), is);
    });

  it("has a variable only where its document's version has them", () => {
    const text = "a/${aws:username}";
    assert.ok(meet(text, "a/b"));
    assert.ok(!overlaps(globOf(text, { variables: false }), exactly("a/b")));
    assert.ok(contains(globOf(text, { variables: false }), exactly(text)));
  });

  it("is everything where it has nothing but stars", () => {
    assert.deepEqual(
      ["*", "**", "?*", "", "*a"].map((one) => isEverything(globOf(one))),
      [true, true, false, false, false],
    );
  });

  it("fits the texts that IAM says it fits", () => {
    fc.assert(
      fc.property(anyPattern, anyText, (pattern, text) => {
        const expected = fits(pattern, text);
        assert.equal(contains(globOf(pattern), exactly(text)), expected);
        assert.equal(overlaps(globOf(pattern), exactly(text)), expected);
      }),
      OFTEN,
    );
  });

  it("is within itself, and within what what it is within is within", () => {
    fc.assert(
      fc.property(anyPattern, anyPattern, anyPattern, (one, two, three) => {
        assert.ok(within(one, one));
        assert.ok(meet(one, one));
        if (within(one, two) && within(two, three)) assert.ok(within(one, three));
      }),
      OFTEN,
    );
  });

  it("is within another just where no text fits it alone, and meets another just where a text fits both", () => {
    const short = fc.array(fc.constantFrom("a", "b", "*", "?"), { maxLength: 4 }).map((all) => all.join(""));
    const texts = textsTo(6);
    fc.assert(
      fc.property(short, short, (one, other) => {
        const alone = texts.find((text) => fits(one, text) && !fits(other, text));
        assert.equal(within(one, other), alone === undefined, alone);
        assert.equal(
          meet(one, other),
          texts.some((text) => fits(one, text) && fits(other, text)),
        );
      }),
      OFTEN,
    );
  });

  it("is held against another in time, however many stars both have", () => {
    const start = performance.now();
    const [one, other] = [`${"a*".repeat(1000)}b`, `${"*a".repeat(1000)}c`];
    assert.equal(meet(one, other), false);
    assert.equal(within(one, other), false);
    assert.equal(within(`${"a?".repeat(1000)}*`, `*${"?b".repeat(500)}*`), false);
    assert.equal(within(`${"*a".repeat(1000)}*`, `${"*a".repeat(999)}*`), true);
    assert.ok(performance.now() - start < 2000);
  });

  it("is not read where it is longer than any ARN: it may meet everything, and is within itself", () => {
    const long = "a*".repeat(500_000);
    assert.ok(meet(long, "b"));
    assert.ok(within(long, long));
    assert.ok(within(long, "*"));
    assert.ok(!within(long, "a*"));
  });
});
