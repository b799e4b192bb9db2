import assert from "node:assert/strict";
import * as fc from "fast-check";
import { differences, topLevel, type Change } from "../../../../local/aws/provider/diff";
import {
  Asset,
  isValues,
  ResourceReference,
  Secret,
  Unknown,
  type Value,
  type Values,
} from "../../../../wire/values";
import { anyValues } from "../../../wire/any-value";

const NOTHING = new Set<string>();

/** The changes as text: `update tags.Name`, with a `!` where it replaces. */
function diff(before: Values, after: Values, replaceOn: readonly string[] = []): string[] {
  return differences(before, after, new Set(replaceOn)).map(text);
}

function text({ kind, path, replaces }: Change): string {
  return `${kind} ${path}${replaces ? "!" : ""}`;
}

describe("differences", () => {
  const cases: [what: string, before: Values, after: Values, changes: string[]][] = [
    ["what is new", {}, { a: 1 }, ["add a"]],
    ["what is gone", { a: 1 }, {}, ["delete a"]],
    ["what is null from now on", { a: 1 }, { a: null }, ["delete a"]],
    ["what was null", { a: null }, { a: 1 }, ["add a"]],
    ["what has another value", { a: 1 }, { a: 2 }, ["update a"]],
    ["what has another type", { a: 1 }, { a: "1" }, ["update a"]],
    ["what has another shape", { a: [1], b: { x: 1 } }, { a: { x: 1 }, b: "x" }, ["update a", "update b"]],
    ["an empty list from nothing", {}, { a: [] }, ["add a"]],
    [
      "entries of maps",
      { a: { x: 1, y: 1, z: 1 } },
      { a: { y: 2, z: 1, w: 1 } },
      ["add a.w", "delete a.x", "update a.y"],
    ],
    ["entries of lists", { a: [1, 2, 3] }, { a: [1, 4] }, ["update a[1]", "delete a[2]"]],
    ["more entries of lists", { a: [1] }, { a: [1, 2, 3] }, ["add a[1]", "add a[2]"]],
    [
      "what is deep",
      { a: [{ b: { c: [1] } }] },
      { a: [{ b: { c: [2], d: 1 } }] },
      ["update a[0].b.c[0]", "add a[0].b.d"],
    ],
    ["text in place of an empty one", { a: "" }, { a: "x" }, ["update a"]],
    ["false in place of nothing", {}, { a: false, b: 0, c: "" }, ["add a", "add b", "add c"]],
  ];
  for (const [what, before, after, changes] of cases) {
    it(`sees ${what}, each change with its path`, () => {
      assert.deepEqual(diff(before, after), changes);
    });
  }

  it("quotes keys the engine could misread", () => {
    const keys = ["a.b", "a b", 'a"b', "1", "a-b", "", "a[0]", "$a", "_a", "aws:x/y"];
    const before = Object.fromEntries(keys.map((key) => [key, 1]));
    assert.deepEqual(
      diff({ tags: before }, { tags: {} }).sort(),
      [
        "delete tags.$a",
        "delete tags._a",
        'delete tags["1"]',
        'delete tags[""]',
        'delete tags["a b"]',
        'delete tags["a-b"]',
        'delete tags["a.b"]',
        'delete tags["a[0]"]',
        'delete tags["a\\"b"]',
        'delete tags["aws:x/y"]',
      ].sort(),
    );
  });

  it("marks what replaces: a property, all inside it, and a field of a block alone", () => {
    const before = { name: "a", block: { field: { deep: 1 }, other: 1 }, list: [{ field: 1, other: 1 }] };
    const after = { name: "b", block: { field: { deep: 2 }, other: 2 }, list: [{ field: 2, other: 2 }] };
    const rows = [
      "update block.field.deep",
      "update block.other",
      "update list[0].field",
      "update list[0].other",
    ];
    assert.deepEqual(diff(before, after, ["name"]), [...rows, "update name!"]);
    assert.deepEqual(
      diff(before, after, ["block"]).slice(0, 2),
      rows.slice(0, 2).map((row) => `${row}!`),
    );
    assert.deepEqual(diff(before, after, ["block.field", "list.field"]), [
      "update block.field.deep!",
      "update block.other",
      "update list[0].field!",
      "update list[0].other",
      "update name",
    ]);
    assert.deepEqual(diff({ nameless: 1, blocks: 1 }, {}, ["name", "block.field"]), [
      "delete blocks",
      "delete nameless",
    ]);
  });

  it("marks a whole block that comes or goes with the field that replaces, and no other", () => {
    const with_ = (field: Value): Values => ({ block: { field, other: 1 } });
    assert.deepEqual(diff({}, with_(1), ["block.field"]), ["add block!"]);
    assert.deepEqual(diff(with_(new Secret(1)), {}, ["block.field"]), ["delete block!"]);
    assert.deepEqual(diff({}, with_(null), ["block.field"]), ["add block"]);
    assert.deepEqual(diff({}, { block: { other: 1 } }, ["block.field"]), ["add block"]);
    assert.deepEqual(diff({ list: [] }, { list: [{ field: { deep: 1 } }] }, ["list.field.deep"]), [
      "add list[0]!",
    ]);
    assert.deepEqual(diff({}, { list: [{ other: 1 }, { field: 1 }] }, ["list.field"]), ["add list!"]);
  });

  it("compares secrets by value, at every depth", () => {
    const secret = (value: Value) => new Secret(value);
    assert.deepEqual(
      diff({ a: "1", b: { c: secret(["2"]) } }, { a: secret("1"), b: secret({ c: ["2"] }) }),
      [],
    );
    assert.deepEqual(diff({ a: secret({ x: "1" }) }, { a: secret({ x: "2" }) }), ["update a.x"]);
  });

  it("takes what is not known for a difference, also from what was not known", () => {
    const { value } = Unknown;
    assert.deepEqual(diff({ a: 1, b: value, d: [1] }, { a: value, b: value, c: value, d: [value] }), [
      "update a",
      "update b",
      "add c",
      "update d[0]",
    ]);
    assert.deepEqual(diff({ a: 1 }, { a: new Secret(value) }), ["update a"]);
  });

  it("compares files and archives by hash alone, and by all they are where there is none", () => {
    const asset = (hash: string, text: string): Asset => new Asset("asset", hash, { hash, text });
    assert.deepEqual(diff({ a: asset("h", "x") }, { a: asset("h", "y") }), []);
    assert.deepEqual(diff({ a: asset("h", "x") }, { a: asset("i", "x") }), ["update a"]);
    assert.deepEqual(diff({ a: asset("", "x") }, { a: asset("", "x") }), []);
    assert.deepEqual(diff({ a: asset("", "x") }, { a: asset("", "y") }), ["update a"]);
    assert.deepEqual(diff({ a: asset("", "x") }, { a: asset("h", "x") }), ["update a"]);
    assert.deepEqual(diff({ a: asset("h", "x") }, { a: "h" }), ["update a"]);
  });

  it("compares resources by their URN", () => {
    const resource = (urn: string, id: string) => new ResourceReference(urn, id);
    assert.deepEqual(diff({ a: resource("u", "1") }, { a: resource("u", "1") }), []);
    assert.deepEqual(diff({ a: resource("u", "1") }, { a: resource("v", "1") }), ["update a"]);
  });

  it("passes over what the engine keeps for itself", () => {
    assert.deepEqual(diff({ __defaults: ["a"] }, { __defaults: [] }), []);
  });

  it("finds none between a value and itself", () => {
    fc.assert(
      fc.property(anyValues({ unknowns: false }), (values) => {
        assert.deepEqual(differences(values, values, NOTHING), []);
      }),
    );
  });

  it("finds the same places in both directions, what was added as deleted", () => {
    const opposite = { add: "delete", delete: "add", update: "update" } as const;
    fc.assert(
      fc.property(anyValues(), anyValues(), (one, two) => {
        const there = differences(one, two, NOTHING);
        const back = differences(two, one, NOTHING);
        assert.deepEqual(
          there.map(text).sort(),
          back.map((change) => text({ ...change, kind: opposite[change.kind] })).sort(),
        );
      }),
    );
  });

  it("finds the one leaf that was changed", () => {
    fc.assert(
      fc.property(anyValues({ unknowns: false, secrets: false }), fc.nat(), (values, choice) => {
        const places = leaves(values);
        fc.pre(places.length > 0);
        const [path, changed] = places[choice % places.length]!;
        assert.deepEqual(diff(values, changed as Values), [`update ${path}`]);
      }),
    );
  });
});

describe("topLevel", () => {
  it("is the property a path begins with", () => {
    assert.deepEqual(["tags", "tags.Name", "subnetIds[0]", 'tags["a.b"]'].map(topLevel), [
      "tags",
      "tags",
      "subnetIds",
      "tags",
    ]);
  });
});

/** Every leaf's path, and the value with that leaf changed; names that need quoting are another test's. */
function leaves(value: Value, path = ""): [path: string, changed: Value][] {
  if (Array.isArray(value))
    return value.flatMap((entry, index) =>
      leaves(entry, `${path}[${index}]`).map(([place, changed]): [string, Value] => [
        place,
        value.map((other, at) => (at === index ? changed : other)),
      ]),
    );
  if (isValues(value))
    return Object.entries(value)
      .filter(([key]) => /^[a-z]\w*$/.test(key))
      .flatMap(([key, entry]) =>
        leaves(entry, path === "" ? key : `${path}.${key}`).map(([place, changed]): [string, Value] => [
          place,
          { ...value, [key]: changed },
        ]),
      );
  return value === null ? [] : [[path, "changed, and like no other"]];
}
