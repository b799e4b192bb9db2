import assert from "node:assert/strict";
import { decide } from "../../runtime/release/decide";
import { explore } from "../runtime/release/world/explore";
import { mutants } from "../runtime/release/world/mutants";
import { failures, text } from "../runtime/release/world/report";
import { STARTS } from "../runtime/release/world/starts";

describe("the release engine, explored within all bounds", function () {
  this.timeout(30 * 60_000);

  for (const { name, world, faults, items } of STARTS)
    it(`ends, and keeps all promises: ${name}`, () => {
      const report = explore(world, decide, { faults: faults.deep });
      console.log(text(name, report));
      assert.deepEqual(failures(report, items), []);
    });

  it("has no guard whose loss, or contrary, nothing notices", async () => {
    const made = await mutants();
    for (const { guard, how, killedBy = "NOTHING" } of made) console.log(`${guard} ${how}: ${killedBy}`);
    const alive = made.filter(({ killedBy }) => killedBy === undefined);
    console.log(`${made.length - alive.length} of ${made.length} mutants are noticed`);
    assert.deepEqual(
      alive.map(({ guard, how }) => `${guard} ${how}`),
      [],
    );
  });
});
