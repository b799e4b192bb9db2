import assert from "node:assert/strict";
import * as fc from "fast-check";
import { givenBack, leaseFrom, taken, type Lease } from "../../../runtime/release/lease";
import { OFTEN } from "../../helpers/property-runs";
import { NOON } from "./sample";

const MINUTES = 60_000;
const HELD: Lease = { owner: "one", fence: 7, until: NOON + 2 * MINUTES };

const isRead = (value: unknown): boolean => {
  try {
    leaseFrom(value);
    return true;
  } catch {
    return false;
  }
};

describe("a lease", () => {
  it("is not read where anything of it is missing, negative, no whole number or not known", () => {
    for (const wrong of [
      undefined,
      null,
      {},
      { owner: "one", fence: 1 },
      { ...HELD, owner: "" },
      { ...HELD, fence: 0 },
      { ...HELD, fence: 1.5 },
      { ...HELD, until: -1 },
      { ...HELD, until: "soon" },
      { ...HELD, more: 1 },
    ])
      assert.equal(isRead(wrong), false, JSON.stringify(wrong));
    assert.equal(isRead(HELD), true);
  });

  it("is not given while another one has it, to its last millisecond", () => {
    assert.equal(taken(HELD, "two", NOON), undefined);
    assert.equal(taken(HELD, "two", HELD.until - 1), undefined);
  });

  it("is not given to one whose clock is behind that of its owner", () => {
    assert.equal(taken(HELD, "two", NOON - 1), undefined);
    assert.equal(taken(HELD, "two", NOON - 2 * MINUTES), undefined);
  });

  it("does not stand in the way where its end is so far off that a clock was wrong", () => {
    assert.deepEqual(taken(HELD, "two", NOON - 2 * MINUTES - 1), {
      owner: "two",
      fence: 8,
      until: NOON - 1,
    });
  });

  it("is given once it has ended, for two minutes and with a fence of its own", () => {
    assert.deepEqual(taken(HELD, "two", HELD.until), { owner: "two", fence: 8, until: NOON + 4 * MINUTES });
  });

  it("is given again to its owner, under a new fence", () => {
    assert.deepEqual(taken(HELD, "one", NOON + MINUTES), {
      owner: "one",
      fence: 8,
      until: NOON + 3 * MINUTES,
    });
  });

  it("is given where nobody ever had it", () => {
    assert.deepEqual(taken(undefined, "one", NOON), { owner: "one", fence: 1, until: NOON + 2 * MINUTES });
  });

  it("is free once it is given back, and its fence is not used again", () => {
    const free = givenBack(HELD);
    assert.deepEqual(free, { owner: "one", fence: 7, until: 0 });
    assert.deepEqual(taken(free, "two", NOON), { owner: "two", fence: 8, until: NOON + 2 * MINUTES });
  });

  it("is legal, never gets an old fence and never lasts longer than four minutes, whatever the clocks say", () => {
    const time = fc.integer({ min: 0, max: 8_640_000_000_000_000 });
    const lease = fc.record({
      owner: fc.constantFrom("one", "two"),
      fence: fc.integer({ min: 1 }),
      until: time,
    });
    fc.assert(
      fc.property(lease, time, (before, now) => {
        const given = taken(before, "two", now);
        if (given === undefined) {
          assert.equal(before.owner, "one");
          assert.ok(before.until > now && before.until - now <= 4 * MINUTES);
        } else {
          assert.ok(given.fence > before.fence);
          assert.ok(isRead(given));
        }
      }),
      OFTEN,
    );
  });
});
