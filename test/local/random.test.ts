import assert from "node:assert/strict";
import { seeded } from "../../local/random";

describe("chance that a seed decides", () => {
  it("is the same for the same seed, and another for another", () => {
    const run = (seed: number): number[] => Array.from({ length: 20 }, seeded(seed));
    assert.deepEqual(run(1), run(1));
    assert.notDeepEqual(run(1), run(2));
  });

  it("falls evenly from 0 up to, but without, 1", () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    const random = seeded(7);
    for (let time = 0; time < 10_000; time++) {
      const tenth = Math.floor(random() * 10);
      tenths[tenth] = (tenths[tenth] ?? NaN) + 1;
    }
    assert.equal(tenths.length, 10);
    for (const count of tenths) assert.ok(count > 880 && count < 1120, tenths.join());
  });
});
