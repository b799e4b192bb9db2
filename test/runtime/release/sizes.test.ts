import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { FleetRead } from "../../../runtime/release/observed";
import type { Registration } from "../../../runtime/release/registration";
import {
  atLeast,
  EMPTY,
  isEmptied,
  nightPreProduct,
  productSizes,
  wantedSize,
  within,
} from "../../../runtime/release/sizes";
import { OFTEN } from "../../helpers/property-runs";
import { colourRead, NOON, REGISTRATION } from "./sample";

const MIDNIGHT = NOON + 12 * 3_600_000;
const hours = [{ days: ["sat" as const], from: "20:00", until: "06:00", timeZone: "UTC" }];

function nightly(night: Omit<NonNullable<Registration["night"]>, "hours">): Registration {
  return { ...REGISTRATION, night: { hours, ...night } };
}

const count = fc.integer({ min: 0, max: 1000 });
const fleets = fc
  .record({ sizes: fc.tuple(count, count, count), instances: count })
  .map(({ sizes, instances }): FleetRead => {
    const [min = 0, desired = 0, max = 0] = [...sizes].sort((one, other) => one - other);
    return { min, desired, max, instances, templateVersion: 1 };
  });

describe("how many healthy instances take over", () => {
  it("are never none, where at night none serve", () => {
    const none = nightly({ product: { min: 0, max: 2 } });
    assert.equal(wantedSize(none, colourRead(0, "r1"), 0, MIDNIGHT), 1);
    const unserved = { ...REGISTRATION, sizes: { min: 0, max: 2, initial: 0 } };
    assert.equal(wantedSize(unserved, undefined, 0, NOON), 1);
  });

  it("are more than the declared maximum where more serve: whoever asks has to look", () => {
    const { fleet, ...rest } = colourRead(2, "r1");
    assert.equal(wantedSize(REGISTRATION, { ...rest, fleet: { ...fleet, desired: 9 } }, 2, NOON), 9);
  });

  it("are as many as served when the release began, should fewer do so by now", () => {
    assert.equal(wantedSize(REGISTRATION, colourRead(2, "r1"), 3, NOON), 3);
  });

  it("are no fewer than declared, should fewer serve", () => {
    assert.equal(wantedSize(REGISTRATION, colourRead(0, "r1"), 0, NOON), 2);
    assert.equal(wantedSize(REGISTRATION, colourRead(1, "r1"), 1, NOON), 2);
  });

  it("are no fewer than declared for the night, at night", () => {
    const registration = nightly({ product: { min: 1, max: 2 } });
    assert.equal(wantedSize(registration, colourRead(1, "r1"), 1, MIDNIGHT), 1);
    assert.equal(wantedSize(registration, colourRead(1, "r1"), 1, NOON), 2);
  });

  it("are those declared for the first release, where nothing serves", () => {
    const registration = { ...REGISTRATION, sizes: { min: 1, max: 4, initial: 3 } };
    assert.equal(wantedSize(registration, undefined, 0, NOON), 3);
    assert.equal(wantedSize(registration, undefined, 0, MIDNIGHT), 3);
  });
});

describe("how many serve", () => {
  it("are as declared, by day and at any hour that no night is said for", () => {
    const declared = { min: 2, max: 4 };
    assert.deepEqual(productSizes(REGISTRATION, MIDNIGHT), declared);
    assert.deepEqual(productSizes(nightly({ preProduct: 0 }), MIDNIGHT), declared);
    assert.deepEqual(productSizes(nightly({ product: { min: 1, max: 1 } }), NOON), declared);
  });

  it("are fewer at night, where that is said", () => {
    assert.deepEqual(productSizes(nightly({ product: { min: 1, max: 1 } }), MIDNIGHT), { min: 1, max: 1 });
  });
});

describe("how many testers have", () => {
  it("is said for the night alone, and may be none", () => {
    assert.equal(nightPreProduct(REGISTRATION, MIDNIGHT), undefined);
    assert.equal(nightPreProduct(nightly({}), MIDNIGHT), undefined);
    assert.equal(nightPreProduct(nightly({ preProduct: 0 }), NOON), undefined);
    assert.equal(nightPreProduct(nightly({ preProduct: 0 }), MIDNIGHT), 0);
  });
});

describe("a fleet", () => {
  const fleet: FleetRead = { min: 1, max: 4, desired: 2, instances: 2, templateVersion: 1 };

  it("that is not to shrink may still do so below its desired number: that is held", () => {
    assert.deepEqual(atLeast(fleet, 2), { min: 2, max: 4, desired: 2 });
  });

  it("that is to be larger than its maximum gets a higher one", () => {
    assert.deepEqual(atLeast(fleet, 6), { min: 6, max: 6, desired: 6 });
  });

  it("that may not grow as far as it is to gets a higher maximum, and no lower one", () => {
    assert.deepEqual(atLeast(fleet, 1, 6), { min: 1, max: 6, desired: 2 });
    assert.equal(atLeast(fleet, 1, 3), undefined);
  });

  it("is never made smaller where it is to be at least so large", () => {
    assert.equal(atLeast(fleet, 0), undefined);
    assert.equal(atLeast(fleet, 1), undefined);
    assert.deepEqual(atLeast({ ...fleet, min: 0, desired: 4 }, 2), { min: 2, max: 4, desired: 4 });
  });

  it("that is empty is left so where it is to have none", () => {
    assert.equal(atLeast({ ...fleet, ...EMPTY }, 0), undefined);
    assert.equal(within({ ...fleet, ...EMPTY }, { min: 0, max: 0 }), undefined);
  });

  it("outside its sizes is brought to the nearer one, and otherwise keeps its desired number", () => {
    assert.deepEqual(within({ ...fleet, desired: 4 }, { min: 1, max: 3 }), { min: 1, max: 3, desired: 3 });
    assert.deepEqual(within(fleet, { min: 3, max: 4 }), { min: 3, max: 4, desired: 3 });
    assert.deepEqual(within(fleet, { min: 2, max: 9 }), { min: 2, max: 9, desired: 2 });
    assert.equal(within(fleet, { min: 1, max: 4 }), undefined);
  });

  it("is emptied only where it has no room for any instance", () => {
    assert.equal(isEmptied({ ...fleet, ...EMPTY, instances: 3 }), true);
    assert.equal(isEmptied({ ...fleet, ...EMPTY, max: 1 }), false);
    assert.equal(isEmptied({ ...fleet, min: 0, desired: 1 }), false);
    assert.equal(isEmptied(fleet), false);
  });

  it("is asked for sizes that AWS takes, and is left alone once it has them", () => {
    const isLegal = ({ min, max, desired }: { min: number; max: number; desired: number }): boolean =>
      0 <= min && min <= desired && desired <= max;
    fc.assert(
      fc.property(fleets, count, count, (read, one, other) => {
        const larger = atLeast(read, one);
        if (larger !== undefined) {
          assert.ok(isLegal(larger) && larger.min >= one);
          assert.equal(atLeast({ ...read, ...larger }, one), undefined);
        }
        const wanted = { min: Math.min(one, other), max: Math.max(one, other) };
        const inside = within(read, wanted);
        if (inside !== undefined) {
          assert.ok(isLegal(inside));
          assert.equal(within({ ...read, ...inside }, wanted), undefined);
        }
      }),
      OFTEN,
    );
  });
});
