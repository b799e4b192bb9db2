import assert from "node:assert/strict";
import * as fc from "fast-check";
import { hasSecret, plain, plainAll, rewrap, rewrapAll } from "../../wire/secrets";
import { isValues, Secret, toJson, type Value } from "../../wire/values";
import { anyValue, anyValues } from "./any-value";

const secret = (value: Value) => new Secret(value);

describe("secret marks", () => {
  it("are put back exactly where they were on a value that did not change", () => {
    fc.assert(
      fc.property(anyValue(), (value) => {
        assert.deepEqual(rewrap(plain(value), value), outermost(value));
      }),
    );
  });

  it("are all gone from a plain value", () => {
    fc.assert(
      fc.property(anyValue(), (value) => {
        assert.equal(hasSecret(plain(value)), false);
      }),
    );
  });

  it("let no secret leaf out, however lists, shapes and the rest of the value changed since", () => {
    fc.assert(
      fc.property(anyValues({ unknowns: false }), fc.infiniteStream(fc.nat(5)), (marked, choices) => {
        const secrets = new Set(leavesOf(marked, true));
        const changed = Object.fromEntries(
          Object.entries(plainAll(marked)).map(([key, value]) => [key, shaken(value, choices)]),
        );
        const seen = leavesOf(rewrapAll(changed, marked), false);
        const alsoPlain = new Set(leavesOf(marked, false));
        assert.deepEqual(
          seen.filter((leaf) => secrets.has(leaf) && !alsoPlain.has(leaf)),
          [],
        );
      }),
    );
  });

  it("cover all of what changed its shape, since nobody can say which part is the secret", () => {
    assert.deepEqual(rewrap(["a", "b", "c"], ["a", secret("b")]), secret(["a", "b", "c"]));
    assert.deepEqual(rewrap(["b", "c"], ["a", secret("b")]), secret(["b", "c"]));
    assert.deepEqual(rewrap({ x: "b" }, ["a", secret("b")]), secret({ x: "b" }));
    assert.deepEqual(rewrap("b", { x: secret("b") }), secret("b"));
    assert.deepEqual(rewrap(["a"], { x: ["a", secret("b")] }), secret(["a"]));
  });

  it("are not put on twice", () => {
    assert.deepEqual(rewrap(secret("b"), secret("b")), secret("b"));
    assert.deepEqual(rewrap(secret({ x: 1 }), { x: secret(1) }), secret({ x: 1 }));
  });

  it("leave alone what was never a secret, also what is new", () => {
    assert.deepEqual(rewrapAll({ a: "1", b: ["2"], c: "3" }, { a: "1", b: ["2", "4"] }), {
      a: "1",
      b: ["2"],
      c: "3",
    });
    assert.deepEqual(rewrapAll({ a: { x: "1", y: "2" } }, { a: { x: secret("0") } }), {
      a: { x: secret("1"), y: "2" },
    });
  });
});

/** With the outermost marks only: what is inside a secret is one without marks of its own. */
function outermost(value: Value): Value {
  if (value instanceof Secret) return secret(plain(value));
  if (Array.isArray(value)) return value.map(outermost);
  if (!isValues(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, outermost(entry)]));
}

/** The leaves under a secret mark, or those under none, as text. */
function leavesOf(value: Value, secrets: boolean, under = false): string[] {
  if (value instanceof Secret) return leavesOf(value.value, secrets, true);
  if (Array.isArray(value)) return value.flatMap((entry) => leavesOf(entry, secrets, under));
  if (isValues(value)) return Object.values(value).flatMap((entry) => leavesOf(entry, secrets, under));
  return under === secrets ? [JSON.stringify(toJson(value))] : [];
}

/**
 * As another may have left it: lists longer, shorter and moved on, keys gone and new, a part inside a list or an
 * object. Only the names of properties are AWS's own and stay.
 */
function shaken(value: Value, choices: Iterator<number>): Value {
  const choice = choices.next().value as number;
  if (choice === 0) return [value];
  if (Array.isArray(value)) {
    const entries = value.map((entry) => shaken(entry, choices));
    return choice === 1 ? { entries } : moved(entries, choice, "new");
  }
  if (!isValues(value)) return choice === 1 ? { value } : value;
  const entries = Object.entries(value).map(([key, entry]): [string, Value] => [key, shaken(entry, choices)]);
  return Object.fromEntries(moved(entries, choice, ["new", "new"]));
}

/** Without the first entry, with a new one at the end, or both. */
function moved<T>(entries: readonly T[], choice: number, extra: T): T[] {
  const rest = choice === 2 || choice === 3 ? entries.slice(1) : entries;
  return choice === 3 || choice === 4 ? [...rest, extra] : [...rest];
}
