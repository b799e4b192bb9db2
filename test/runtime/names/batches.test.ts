import assert from "node:assert/strict";
import * as fc from "fast-check";
import { batches } from "../../../runtime/names/batches";
import { difference, type Change } from "../../../runtime/names/difference";
import { MOST_ADDRESSES, wantedNames } from "../../../runtime/names/wanted";
import { OFTEN } from "../../helpers/property-runs";
import { DOMAIN, MARK } from "./any-stage";

/** Names with so many addresses each. */
const written = (...sizes: readonly number[]): Change[] =>
  sizes.flatMap((size, index) => [
    change(`n${index}.web.${DOMAIN}`, "A", Array<string>(size).fill("255.255.255.255")),
    change(`n${index}.web.${DOMAIN}`, "TXT", [MARK]),
  ]);

function change(name: string, type: "A" | "TXT", values: readonly string[]): Change {
  return { action: "UPSERT", name, type, ttl: 20, values };
}

describe("the requests that changes take", () => {
  it("are none for no change", () => {
    assert.deepEqual(batches([]), []);
  });

  it("take 1,000 values each, of which those that are written count twice", () => {
    const names = written(...Array<number>(250).fill(1));
    assert.deepEqual(batches(names), [names]);
    assert.deepEqual(
      batches([...names, { ...change("z", "A", ["10.0.0.1"]), action: "DELETE" }]).map(
        ({ length }) => length,
      ),
      [500, 1],
    );
    const gone = names.map((one) => ({ ...one, action: "DELETE" as const }));
    assert.equal(batches([...gone, ...gone.map((one) => ({ ...one, name: `x${one.name}` }))]).length, 1);
  });

  it("take 32,000 characters each, of which those that are written count twice", () => {
    const long = (name: string, length: number): Change => change(name, "TXT", ["x".repeat(length)]);
    assert.equal(batches([long("a", 8000), long("b", 8000)]).length, 1);
    assert.equal(batches([long("a", 8000), long("b", 8001)]).length, 2);
  });

  it("hold every change once and in order, never part a name, and are within what Route 53 takes", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: MOST_ADDRESSES }), { maxLength: 20 }), (sizes) => {
        const changes = written(...sizes);
        const found = batches(changes);
        assert.deepEqual(found.flat(), changes);
        const names = found.map((batch) => new Set(batch.map(({ name }) => name)));
        assert.equal(
          names.reduce((sum, { size }) => sum + size, 0),
          sizes.length,
        );
        for (const batch of found) {
          const values = batch.flatMap((one) => one.values);
          assert.ok(values.length * 2 <= 1000 && values.join("").length * 2 <= 32_000);
        }
      }),
      OFTEN,
    );
  });

  it("are one for a stage of 20 services with four instances each", () => {
    const live = Array.from({ length: 80 }, (_, index) => ({
      id: `i-${String(index).padStart(8, "0")}`,
      service: `s${index % 20}`,
      colour: index % 2 === 0 ? ("blue" as const) : ("green" as const),
      address: `10.0.0.${index}`,
    }));
    const some = Array.from({ length: 20 }, (_, index) => ({
      service: `s${index}`,
      colours: ["blue" as const],
    }));
    const { changes } = difference([], wantedNames(DOMAIN, some, live), MARK);
    assert.deepEqual(
      batches(changes).map(({ length }) => length),
      [changes.length],
    );
  });
});
