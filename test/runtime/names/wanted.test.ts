import assert from "node:assert/strict";
import * as fc from "fast-check";
import { Refusal } from "../../../refusal/refusal";
import { wantedNames, type LiveInstance } from "../../../runtime/names/wanted";
import { OFTEN } from "../../helpers/property-runs";
import { DOMAIN, instances, services } from "./any-stage";

const blue: LiveInstance = { id: "i-0000000b", service: "web", colour: "blue", address: "10.0.0.2" };
const green: LiveInstance = { id: "i-0000000e", service: "web", colour: "green", address: "10.0.0.1" };
const own = { [`i-0000000b.web.${DOMAIN}`]: ["10.0.0.2"], [`i-0000000e.web.${DOMAIN}`]: ["10.0.0.1"] };

/** Addresses by name, and the names that stay as they are. */
function wanted(...asked: Parameters<typeof wantedNames>): [object, string[]] {
  const { addresses, untouched } = wantedNames(...asked);
  return [Object.fromEntries(addresses), [...untouched]];
}

describe("the names a stage is to have", () => {
  it("are refused for an instance, a service or a domain that is none", () => {
    const live = (more: Partial<LiveInstance>) => () => wanted(DOMAIN, [], [{ ...blue, ...more }]);
    assert.throws(live({ id: "i-1" }), Refusal);
    assert.throws(live({ service: "Web" }), Refusal);
    assert.throws(() => wanted("internal", [], [blue]), Refusal);
  });

  it("stay as they are for both sides while nobody can say which colour serves", () => {
    const sides = [`prd.web.${DOMAIN}`, `pre.web.${DOMAIN}`];
    assert.deepEqual(wanted(DOMAIN, [{ service: "web", colours: undefined }], [blue, green]), [own, sides]);
  });

  it("stay as they are for both sides of a service with instances that is not listed", () => {
    const sides = [`prd.web.${DOMAIN}`, `pre.web.${DOMAIN}`];
    assert.deepEqual(wanted(DOMAIN, [], [blue, green]), [own, sides]);
  });

  it("are none for a service without instances", () => {
    assert.deepEqual(wanted(DOMAIN, [{ service: "web", colours: ["blue"] }], []), [{}, []]);
  });

  it("are prd for the colour that serves, pre for the other, and one for each instance", () => {
    assert.deepEqual(wanted(DOMAIN, [{ service: "web", colours: ["green"] }], [blue, green]), [
      { ...own, [`prd.web.${DOMAIN}`]: ["10.0.0.1"], [`pre.web.${DOMAIN}`]: ["10.0.0.2"] },
      [],
    ]);
  });

  it("are pre for every instance before the first release, and prd for every one while users reach both", () => {
    const all = ["10.0.0.1", "10.0.0.2"];
    const names = (colours: ("blue" | "green")[]): object =>
      wanted(DOMAIN, [{ service: "web", colours }], [blue, green])[0];
    assert.deepEqual(names([]), { ...own, [`pre.web.${DOMAIN}`]: all });
    assert.deepEqual(names(["blue", "green"]), { ...own, [`prd.web.${DOMAIN}`]: all });
  });

  it("are the same in whatever order instances and services are read, and for those read twice", () => {
    const shuffled = <T>(all: readonly T[]): fc.Arbitrary<T[]> =>
      fc
        .tuple(
          fc.shuffledSubarray([...all], { minLength: all.length, maxLength: all.length }),
          fc.subarray([...all]),
        )
        .map((parts) => parts.flat());
    const asked = fc
      .tuple(services, instances)
      .chain(([some, live]) =>
        fc.tuple(fc.constant([some, live] as const), fc.tuple(shuffled(some), shuffled(live))),
      );
    fc.assert(
      fc.property(asked, ([once, again]) => {
        const [one, other] = [wantedNames(DOMAIN, ...once), wantedNames(DOMAIN, ...again)];
        assert.deepEqual(other, one);
      }),
      OFTEN,
    );
  });

  it("lead to nothing but instances that run, and to each of them by its own name", () => {
    fc.assert(
      fc.property(services, instances, (some, live) => {
        const { addresses } = wantedNames(DOMAIN, some, live);
        const running = new Set(live.map(({ address }) => address));
        for (const [name, found] of addresses) {
          assert.ok(found.length > 0 && found.every((address) => running.has(address)), name);
          assert.deepEqual(found, [...new Set(found)].sort());
        }
        for (const { id, service, address } of live)
          assert.deepEqual(addresses.get(`${id}.${service}.${DOMAIN}`), [address]);
      }),
      OFTEN,
    );
  });

  it("have 400 addresses each at most, which is what one record takes", () => {
    const many = Array.from({ length: 500 }, (_, index): LiveInstance => {
      const [id, address] = [`i-${String(index).padStart(8, "0")}`, `10.0.${index >> 8}.${index & 255}`];
      return { ...blue, id, address };
    });
    const { addresses } = wantedNames(DOMAIN, [{ service: "web", colours: ["blue"] }], many);
    assert.equal(addresses.get(`prd.web.${DOMAIN}`)?.length, 400);
    assert.equal(addresses.size, 501);
  });
});
