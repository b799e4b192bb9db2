import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ROOT } from "../../helpers/command-line";

const FOLDER = join(ROOT, "dist/runtime/release");

describe("the bundles of the functions", () => {
  it("are five, one file each and no source map", () => {
    const files = readdirSync(FOLDER, { recursive: true, encoding: "utf8" });
    const bundles = files.filter((path) => basename(path) === "index.js").map((path) => dirname(path));
    assert.deepEqual(bundles.sort(), ["deploy", "events", "prepare", "release", "retire"]);
    for (const name of bundles) assert.deepEqual(readdirSync(join(FOLDER, name)), ["index.js"]);
  });

  for (const name of ["prepare", "deploy", "release", "retire", "events"]) {
    const text = readFileSync(join(FOLDER, name, "index.js"), "utf8");

    it(`(${name}) are the same wherever they are built: they tell of no folder and no source map`, () => {
      assert.ok(!text.includes(ROOT));
      assert.ok(!text.includes("sourceMappingURL"));
    });

    it(`(${name}) have nothing of Pulumi in them`, () => {
      assert.ok(!text.includes("node_modules/@pulumi"));
    });
  }
});
