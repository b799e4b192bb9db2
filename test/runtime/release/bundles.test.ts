import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ROOT } from "../../helpers/command-line";

const FOLDER = join(ROOT, "dist/runtime/release");

/** A cold start reads and parses all of it. */
const LARGEST_BYTES = 1_500_000;
const LARGEST_EVENTS_BYTES = 2_700_000;

/** As EC2's requests say their version: only what has its client has it. */
const EC2 = "2016-11-15";

describe("the bundles of the functions", () => {
  it("are five, one file each and no source map", () => {
    const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" });
    const bundles = files.filter((path) => basename(path) === "index.js").map((path) => dirname(path));
    assert.deepEqual(bundles.sort(), ["deploy", "events", "prepare", "release", "retire"]);
    for (const name of bundles) assert.deepEqual(readdirSync(join(FOLDER, name)), ["index.js"]);
  });

  for (const name of ["prepare", "deploy", "release", "retire", "events"]) {
    const file = join(FOLDER, name, "index.js");
    const text = readFileSync(file, "utf8");

    it(`(${name}) are the same wherever they are built: they tell of no folder and no source map`, () => {
      assert.ok(!text.includes(ROOT));
      assert.ok(!text.includes("sourceMappingURL"));
    });

    it(`(${name}) have nothing of Pulumi in them`, () => {
      assert.ok(!text.includes("@pulumi/"));
      assert.ok(!text.includes("pulumirpc"));
    });

    it(`(${name}) are small enough for a quick start${name === "events" ? "" : ", without the SDK of EC2"}`, () => {
      const { size } = statSync(file);
      const largest = name === "events" ? LARGEST_EVENTS_BYTES : LARGEST_BYTES;
      assert.ok(size <= largest, `${size} bytes`);
      assert.equal(text.includes(EC2), name === "events");
    });
  }
});
