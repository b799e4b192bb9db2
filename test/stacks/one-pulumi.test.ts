import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, run } from "../helpers/command-line";
import { temporaryFolder } from "../helpers/temporary-folder";

describe("a project with a Pulumi of its own", () => {
  it("is refused, with both versions and what to write", async () => {
    const project = temporaryFolder();
    const own = join(project, "node_modules/@pulumi/pulumi");
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, "package.json"), JSON.stringify({ name: "@pulumi/pulumi", version: "3.999.0" }));
    const load = `try { require("${ROOT}/dist/stacks/program.js") } catch (error) { console.log(error.message) }`;
    const { out } = await run(process.execPath, ["-e", load], { project });
    assert.equal(
      out,
      `@pulumi/pulumi: must be the one that multistage brings, 3.248.0, got 3.999.0 as well (${join(own, "package.json")}); ` +
        'write "@pulumi/pulumi": "3.248.0" in package.json, or leave it out, and run npm install\n',
    );
  });

  it("is not, where it is the same", async () => {
    const { code, err } = await run(process.execPath, ["-e", `require("./dist/stacks/one-pulumi.js")`]);
    assert.deepEqual([code, err], [0, ""]);
  });
});
