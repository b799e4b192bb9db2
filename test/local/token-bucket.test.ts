import assert from "node:assert/strict";
import fc from "fast-check";
import { MovedClock } from "../../local/clock/clock";
import { TokenBucket } from "../../local/token-bucket";
import { OFTEN } from "../helpers/property-runs";

describe("a bucket of tokens", () => {
  it("gives what it holds, then as many each second as come back, and never holds more", () => {
    const clock = new MovedClock(0);
    const bucket = new TokenBucket({ tokens: 3, perSecond: 2 }, clock);
    assert.equal(takenOf(bucket), 3);
    clock.advance(499);
    assert.equal(takenOf(bucket), 0);
    clock.advance(1);
    assert.equal(takenOf(bucket), 1);
    clock.advance(60_000);
    assert.equal(takenOf(bucket), 3);
  });

  it("gives a caller who takes all at every moment exactly what it held and what came back, however it asks", () => {
    const waits = fc.array(fc.integer({ min: 0, max: 250 }), { maxLength: 50 });
    const property = fc.property(waits, fc.integer({ min: 1, max: 20 }), (each, perSecond) => {
      const clock = new MovedClock(0);
      // What comes back between two moments fits in.
      const bucket = new TokenBucket({ tokens: 6, perSecond }, clock);
      let taken = takenOf(bucket);
      for (const wait of each) {
        clock.advance(wait);
        taken += takenOf(bucket);
      }
      assert.equal(taken, 6 + Math.floor((clock.now() * perSecond) / 1000));
    });
    fc.assert(property, OFTEN);
  });
});

function takenOf(bucket: TokenBucket): number {
  let count = 0;
  while (bucket.take()) count++;
  return count;
}
