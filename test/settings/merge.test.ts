import assert from "node:assert/strict";
import fc from "fast-check";
import { merged } from "../../settings/merge";
import { OFTEN } from "../helpers/property-runs";

describe("the settings of a stage over those of all stages", () => {
  it("are key by key the stage's own where it has them, at any depth", () => {
    const base = { owner: "platform", network: { create: { natGateways: "Single", zones: 2 } } };
    const own = { owner: "web", network: { create: { zones: 3 }, privateZoneName: "a.b" } };
    assert.deepEqual(merged(base, own), {
      owner: "web",
      network: { create: { natGateways: "Single", zones: 3 }, privateZoneName: "a.b" },
    });
  });

  it("are of services name by name: changed in their place, new ones behind them", () => {
    const base = [
      { name: "a", kind: "serverless", environment: { X: "1", Y: "1" } },
      { name: "b", kind: "blueGreen", sizes: { min: 1, max: 2 } },
    ];
    const own = [{ name: "c" }, { name: "b", sizes: { max: 6 } }, { name: "a", environment: { Y: "2" } }];
    assert.deepEqual(merged(base, own), [
      { name: "a", kind: "serverless", environment: { X: "1", Y: "2" } },
      { name: "b", kind: "blueGreen", sizes: { min: 1, max: 6 } },
      { name: "c" },
    ]);
  });

  it("are of a list that says a name twice just that list, for the program to refuse", () => {
    const twins = [{ name: "a", x: 1 }, { name: "a" }];
    assert.deepEqual(merged([{ name: "a", y: 1 }], twins), twins);
    assert.deepEqual(merged(twins, [{ name: "a" }]), [{ name: "a" }]);
  });

  it("take back with a null what the base has, and leave no trace of it", () => {
    assert.deepEqual(merged({ a: 1, b: { c: 2, d: 3 } }, { a: null, b: { c: null }, e: null }), {
      b: { d: 3 },
    });
  });

  it("are of any other list, and of an empty one, just the stage's own", () => {
    assert.deepEqual(merged(["10.0.0.0/8"], ["10.1.0.0/16"]), ["10.1.0.0/16"]);
    assert.deepEqual(merged([{ name: "a" }], []), []);
    assert.deepEqual(merged([{ name: "a" }], [{ title: "b" }]), [{ title: "b" }]);
    assert.deepEqual(merged([], [{ name: "a" }]), [{ name: "a" }]);
    assert.deepEqual(merged({ a: { b: 1 } }, { a: "text" }), { a: "text" });
  });

  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom("x", "y"),
      fc.integer(),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom("name", "a", "b"), tie("value"), { maxKeys: 3, noNullPrototype: true }),
    ),
  })).value;

  it("are the base's where the stage says nothing, and the stage's where the base does", () => {
    fc.assert(
      fc.property(value, (one) => {
        assert.deepEqual(merged(one, undefined), one);
        assert.deepEqual(merged(undefined, one), one);
      }),
      OFTEN,
    );
  });

  it("change neither, and are the same when laid over the result again", () => {
    fc.assert(
      fc.property(value, value, (base, own) => {
        const [baseBefore, ownBefore] = [structuredClone(base), structuredClone(own)];
        const once = merged(base, own);
        assert.deepEqual([base, own], [baseBefore, ownBefore]);
        assert.deepEqual(merged(once, own), once);
      }),
      OFTEN,
    );
  });
});
