import assert from "node:assert/strict";
import * as fc from "fast-check";
import { seeded } from "../../../../local/random";
import { byWeight, RoundRobin } from "../../../../local/load-balancer/routing/shares";

const taken = (weights: readonly number[], requests: number): (string | undefined)[] => {
  const next = byWeight(weights.map((weight, index) => ({ arn: String(index), weight })));
  return Array.from({ length: requests }, next);
};

describe("shares by weight", () => {
  it("are nobody's when all weigh nothing, or nobody is there", () => {
    assert.deepEqual(taken([0, 0], 2), [undefined, undefined]);
    assert.deepEqual(taken([], 1), [undefined]);
  });

  it("spread each group's requests as evenly as they can be", () => {
    assert.deepEqual(taken([3, 1], 8).join(""), "00100010");
    assert.deepEqual(taken([100, 0], 3).join(""), "000");
    assert.deepEqual(taken([90, 10], 20).filter((one) => one === "1").length, 2);
  });

  it("are exact over as many requests as the weights have together, wherever one begins to count", () => {
    const weights = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(weights, fc.nat(50), (given, from) => {
        const total = given.reduce((sum, weight) => sum + weight, 0);
        fc.pre(total > 0);
        const window = taken(given, from + total).slice(from);
        assert.deepEqual(
          given.map((_, index) => window.filter((one) => one === String(index)).length),
          given,
        );
      }),
    );
  });
});

describe("turns", () => {
  it("go round in each group for itself, and fit into a list that got shorter", () => {
    const turns = new RoundRobin();
    assert.equal(turns.next<string>("g", []), undefined);
    const three = ["a", "b", "c"];
    assert.deepEqual(
      [turns.next("g", three), turns.next("g", three), turns.next("h", three), turns.next("g", ["a"])],
      ["a", "b", "a", "a"],
    );
  });
});

describe("chance", () => {
  it("is the same for the same seed, another for another, and spread from 0 to 1", () => {
    const run = (seed: number): number[] => {
      const random = seeded(seed);
      return Array.from({ length: 1000 }, random);
    };
    assert.deepEqual(run(7), run(7));
    assert.notDeepEqual(run(7), run(8));
    const numbers = run(1);
    assert.ok(numbers.every((number) => number >= 0 && number < 1));
    const tenths = Array.from({ length: 10 }, (_, tenth) =>
      numbers.filter((n) => Math.floor(n * 10) === tenth),
    );
    for (const { length } of tenths) assert.ok(length > 60 && length < 140, `${length} of 1000 in a tenth`);
  });
});
