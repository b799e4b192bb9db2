import assert from "node:assert/strict";
import * as fc from "fast-check";
import * as z from "zod/mini";
import { parsed, parsedText, type Format } from "../../../runtime/release/parse";
import { OFTEN } from "../../helpers/property-runs";
import { linesOf } from "./refused";

const schema = z.strictObject({
  version: z.literal(3),
  name: z.string().check(z.minLength(1, "not empty")),
  sizes: z.array(z.int().check(z.gte(0, "0 or more"))),
});

/** The first had one size, the second several; the third calls its title a name. */
const FORMAT: Format<typeof schema> = {
  name: "the note",
  key: "version",
  version: 3,
  schema,
  upgrades: {
    1: ({ size, ...older }) => ({ ...older, version: 2, sizes: [size] }),
    2: ({ title, ...older }) => ({ ...older, version: 3, name: title }),
  },
  remedy: "write it again",
};

describe("what was written by another version", () => {
  it("is refused for its version alone where that is newer, whatever else is wrong with it", () => {
    assert.deepEqual(
      linesOf(() => parsed(FORMAT, { version: 4, name: 5, unknown: true })),
      [
        "the note: version: must be 1 or 2 or 3, which is what this version of multistage knows, got 4; update multistage here, too",
      ],
    );
  });

  const never: [unknown, string][] = [
    [undefined, "nothing"],
    [null, "null"],
    [0, "0"],
    [-1, "-1"],
    [1.5, "1.5"],
    [Number.NaN, "NaN"],
    ["3", '"3"'],
    ["1", '"1"'],
    [[3], "[3]"],
    ["__proto__", '"__proto__"'],
  ];
  for (const [version, shown] of never)
    it(`is refused for a version that nobody ever wrote: ${shown}`, () => {
      assert.deepEqual(
        linesOf(() => parsed(FORMAT, { version, name: "n", sizes: [] })),
        [
          `the note: version: must be 1 or 2 or 3, which is what this version of multistage knows, got ${shown}; write it again`,
        ],
      );
    });

  it("is refused once it is upgraded, where the older one was wrong", () => {
    assert.deepEqual(
      linesOf(() => parsed(FORMAT, { version: 1, title: "", size: -1 })),
      [
        'the note: name: must be not empty, got ""; write it again',
        "the note: sizes[0]: must be 0 or more, got -1; write it again",
      ],
    );
  });

  it("is upgraded from version to version, and left as it was itself", () => {
    const older = Object.freeze({ version: 1, title: "n", size: 2 });
    assert.deepEqual(parsed(FORMAT, older), { version: 3, name: "n", sizes: [2] });
    assert.deepEqual(older, { version: 1, title: "n", size: 2 });
  });
});

describe("what was written by others", () => {
  for (const value of [null, 5, "text", true])
    it(`is refused as the whole thing where it is no object: ${JSON.stringify(value)}`, () => {
      assert.deepEqual(
        linesOf(() => parsed(FORMAT, value)),
        [`the note: must be an object, got ${JSON.stringify(value)}; write it again`],
      );
    });

  it("is refused where there is nothing", () => {
    assert.deepEqual(
      linesOf(() => parsed(FORMAT, undefined)),
      ["the note: must be an object, got nothing; write it again"],
    );
  });

  it("is refused where it is no JSON, cut to what a person can read", () => {
    assert.deepEqual(
      linesOf(() => parsedText(FORMAT, "")),
      ['the note: must be JSON, got ""; write it again'],
    );
    assert.deepEqual(
      linesOf(() => parsedText(FORMAT, "x".repeat(5000))),
      [`the note: must be JSON, got "${"x".repeat(76)}...; write it again`],
    );
  });

  it("is refused with everything that is wrong at once, unknown keys too", () => {
    assert.deepEqual(
      linesOf(() => parsedText(FORMAT, '{"version":3,"sizes":[1,0.5,"2"],"size":1}')),
      [
        "the note: name: must be a text, got nothing; write it again",
        "the note: sizes[1]: must be a whole number, got 0.5; write it again",
        'the note: sizes[2]: must be a number, got "2"; write it again',
        "the note: size: must be left out, got 1; write it again",
      ],
    );
  });

  it("is refused where it is anything else, and nothing else happens", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        assert.notDeepEqual(
          linesOf(() => parsed(FORMAT, value)),
          [],
        );
      }),
      OFTEN,
    );
  });

  it("is read where it is right", () => {
    const note = { version: 3, name: "n", sizes: [0, 1] };
    assert.deepEqual(parsedText(FORMAT, JSON.stringify(note)), note);
  });
});
