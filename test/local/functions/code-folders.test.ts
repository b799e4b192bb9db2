import { strict as assert } from "node:assert";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../helpers/temporary-folder";
import { becomes } from "../../helpers/processes";
import { stage, versionOf, zipOf, type Stage } from "./helpers";

const handler = (body: string): Promise<Buffer> =>
  zipOf({ "index.js": `exports.handler = async (event) => { ${body} };` });

describe("the unpacked code of functions", () => {
  const stages: Stage[] = [];
  const staged = (...given: Parameters<typeof stage>): Stage => {
    const made = stage(...given);
    stages.push(made);
    return made;
  };
  afterEach(() => Promise.all(stages.splice(0).map(({ stop }) => stop())));
  const unpacked = ({ folder }: { readonly folder: string }): string[] => readdirSync(join(folder, "code"));
  const gone = (from: Stage, version: string): Promise<void> => {
    const { versions } = from.functions;
    versions.splice(
      versions.findIndex((one) => one.version === version),
      1,
    );
    return from.runner.retire("guestbook", version);
  };

  it("goes with the last version that has it", async () => {
    const [one, two] = [await handler("return 1"), await handler("return 2")];
    const own = staged([
      versionOf({ zip: one, version: "1" }),
      versionOf({ zip: one, version: "2" }),
      versionOf({ zip: two, version: "3" }),
    ]);
    for (const version of ["1", "2", "3"]) await own.call({}, version);
    assert.equal(unpacked(own).length, 2);
    await gone(own, "1");
    assert.equal(unpacked(own).length, 2);
    assert.equal((await own.call({}, "2")).value, 1);
    await gone(own, "2");
    assert.equal(unpacked(own).length, 1);
    assert.equal((await own.call({}, "3")).value, 2);
  });

  it("stays while an invocation of it is under way, and goes after that", async () => {
    const wait = `const { existsSync } = require("node:fs");
      require("node:fs").writeFileSync(event.begun, "");
      while (!existsSync(event.go)) await new Promise((resolve) => setTimeout(resolve, 10));
      return existsSync(__filename);`;
    const own = staged([versionOf({ zip: await handler(wait), version: "1" })]);
    const [begun, go] = [join(own.folder, "begun"), join(own.folder, "go")];
    const answer = own.call({ begun, go }, "1");
    await becomes(() => existsSync(begun), "the invocation");
    await gone(own, "1");
    assert.equal(unpacked(own).length, 1);
    writeFileSync(go, "");
    assert.equal((await answer).value, true);
    await own.runner.retire("guestbook");
    await becomes(() => unpacked(own).length === 0, "its code to go");
  });

  it("is unpacked again for a version that comes back while it goes", async () => {
    const version = versionOf({ zip: await handler("return 1"), version: "1" });
    const own = staged([version]);
    await own.call({}, "1");
    const going = gone(own, "1");
    own.functions.versions.push(version);
    assert.equal((await own.call({}, "1")).value, 1);
    await going;
    assert.equal((await own.call({}, "1")).value, 1);
    assert.equal(unpacked(own).length, 1);
  });

  it("that a killed runner has left is gone at the next start", async () => {
    const folder = temporaryFolder();
    const left = join(folder, "code", "0a1b");
    mkdirSync(left, { recursive: true });
    writeFileSync(join(left, "index.js"), "");
    const own = staged([versionOf({ zip: await handler("return 1") })], { folder });
    assert.ok(!existsSync(left));
    assert.equal((await own.call()).value, 1);
    assert.equal(unpacked({ folder }).length, 1);
  });

  it("goes with the runner", async () => {
    const own = staged([versionOf({ zip: await handler("return 1") })]);
    await own.call();
    await own.runner.stop();
    assert.ok(!existsSync(join(own.folder, "code")));
  });
});
