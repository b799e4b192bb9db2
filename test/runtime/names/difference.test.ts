import assert from "node:assert/strict";
import * as fc from "fast-check";
import { difference, type StoredRecord } from "../../../runtime/names/difference";
import { wantedNames, type WantedNames } from "../../../runtime/names/wanted";
import { OFTEN } from "../../helpers/property-runs";
import { DOMAIN, instances, MARK, services, zones } from "./any-stage";
import { changed, ordered } from "./strict-zone";

const NAME = `prd.web.${DOMAIN}`;
const a = (more: Partial<StoredRecord> = {}): StoredRecord => {
  return { name: NAME, type: "A", ttl: 20, values: ["10.0.0.1"], simple: true, ...more };
};
const mark = (more: Partial<StoredRecord> = {}): StoredRecord => {
  return { name: NAME, type: "TXT", ttl: 20, values: [MARK], simple: true, ...more };
};
const NOTHING: WantedNames = { addresses: new Map(), untouched: new Set() };
const ONE: WantedNames = { ...NOTHING, addresses: new Map([[NAME, ["10.0.0.1"]]]) };

describe("the difference between a zone and the names it is to have", () => {
  for (const [why, records] of [
    ["has an address and no mark", [a()]],
    ["is another's alias", [a({ simple: false, values: [] })]],
    ["is marked by us and answers by weight", [mark(), a({ simple: false })]],
    ["has the mark of another stage", [a(), mark({ values: [MARK.replace("dev", "prod")] })]],
    ["has more in its text record than our mark", [a(), mark({ values: [MARK, '"v=spf1 -all"'] })]],
    ["has the mark as one of several", [a(), mark({ simple: false })]],
    ["is a CNAME", [a({ type: "CNAME", values: ["shop.example."] })]],
  ] as const) {
    it(`leaves a name alone that ${why}, and says so where it is wanted`, () => {
      assert.deepEqual(difference(records, ONE, MARK), { changes: [], foreign: [NAME] });
      assert.deepEqual(difference(records, NOTHING, MARK), { changes: [], foreign: [] });
    });
  }

  it("is nothing where all is as it is to be, in whatever order the addresses come", () => {
    const two = { ...NOTHING, addresses: new Map([[NAME, ["10.0.0.1", "10.0.0.2"]]]) };
    const records = [a({ values: ["10.0.0.2", "10.0.0.1"] }), mark()];
    assert.deepEqual(difference(records, two, MARK), { changes: [], foreign: [] });
  });

  it("deletes with the values that are stored, to the letter", () => {
    const records = [a({ ttl: 300, values: ["10.0.0.9", "10.0.0.3"] }), mark({ ttl: 60 })];
    assert.deepEqual(difference(records, NOTHING, MARK).changes, [
      { action: "DELETE", name: NAME, type: "A", ttl: 300, values: ["10.0.0.9", "10.0.0.3"] },
      { action: "DELETE", name: NAME, type: "TXT", ttl: 60, values: [MARK] },
    ]);
  });

  it("writes the address and the mark of a new name, and only what differs of one it has", () => {
    const upsert = { action: "UPSERT", name: NAME, type: "A", ttl: 20, values: ["10.0.0.1"] };
    assert.deepEqual(difference([], ONE, MARK).changes, [upsert, { ...upsert, type: "TXT", values: [MARK] }]);
    assert.deepEqual(difference([mark()], ONE, MARK).changes, [upsert]);
    assert.deepEqual(difference([a({ ttl: 300 }), mark()], ONE, MARK).changes, [upsert]);
  });

  it("makes of any zone what is wanted beside what is others', and is nothing the second time", () => {
    fc.assert(
      fc.property(zones, services, instances, (zone, some, live) => {
        const wanted = wantedNames(DOMAIN, some, live);
        const { changes, foreign } = difference(zone, wanted, MARK);
        const after = changed(zone, changes);
        const left = new Set([...foreign, ...wanted.untouched]);
        const isOurs = ({ name, type }: StoredRecord): boolean =>
          (type === "A" || type === "TXT") && !left.has(name) && isMarked(zone, name);
        const ours = [...wanted.addresses]
          .filter(([name]) => !left.has(name))
          .flatMap(([name, values]) => [a({ name, values: [...values] }), mark({ name })]);
        assert.deepEqual(ordered(after), ordered([...zone.filter((record) => !isOurs(record)), ...ours]));
        assert.deepEqual(difference(after, wanted, MARK), { changes: [], foreign });
      }),
      OFTEN,
    );
  });

  it("never brings back an instance that is gone, whatever was read and written before", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(services, instances)), services, instances, (before, some, live) => {
        let zone: StoredRecord[] = [];
        for (const read of [...before, [some, live] as const])
          zone = changed(zone, difference(zone, wantedNames(DOMAIN, ...read), MARK).changes);
        const ids = zone.map(({ name }) => /^i-[^.]*/.exec(name)?.[0]).filter((id) => id !== undefined);
        assert.deepEqual(new Set(ids), new Set(live.map(({ id }) => id)));
      }),
      OFTEN,
    );
  });
});

/** Whether the names' own mark, and no record that is not simple, stands there. */
function isMarked(zone: readonly StoredRecord[], name: string): boolean {
  const at = zone.filter((record) => record.name === name && ["A", "TXT"].includes(record.type));
  return at.every(({ simple }) => simple) && at.some(({ values }) => values.join() === MARK);
}
