import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installPlugins } from "../../../local/workspace/plugins";
import { temporaryFolder } from "../../helpers/temporary-folder";

describe("installPlugins", () => {
  /** A program that prints how it was started. */
  const program = (folder: string): string => {
    mkdirSync(folder, { recursive: true });
    const path = join(folder, "main.js");
    writeFileSync(path, "console.log(JSON.stringify([process.execPath, ...process.argv.slice(1)]))");
    return path;
  };
  const run = (starter: string, ...args: string[]): unknown =>
    JSON.parse(execFileSync(starter, args, { encoding: "utf8" }));

  for (const odd of [
    "plain",
    "two words",
    "it's",
    'quo"ted',
    "$HOME",
    "`id`",
    "back\\slash",
    "-n",
    "#;&|",
    "한글",
  ]) {
    it(`starts a program below a folder called ${odd}, with the arguments it was given`, () => {
      const folder = join(temporaryFolder(), odd);
      const path = program(folder);
      installPlugins(folder, [{ kind: "resource", name: "aws", version: "1.2.3", program: path }]);
      const starter = join(folder, "plugins/resource-aws-v1.2.3/pulumi-resource-aws");
      assert.deepEqual(run(starter, "127.0.0.1:1", "two words", "$HOME"), [
        process.execPath,
        path,
        "127.0.0.1:1",
        "two words",
        "$HOME",
      ]);
    });
  }

  it("puts each plugin where the engine looks for it, and again over what is there", () => {
    const home = temporaryFolder();
    const [old, now] = [program(join(home, "old")), program(join(home, "new"))];
    const plugins = (path: string) =>
      [
        { kind: "resource", name: "aws", version: "7.48.0", program: path },
        { kind: "language", name: "nodejs", version: "3.259.0", program: path },
      ] as const;
    installPlugins(home, plugins(old));
    installPlugins(home, plugins(now));
    assert.deepEqual(readdirSync(join(home, "plugins")).sort(), [
      "language-nodejs-v3.259.0",
      "resource-aws-v7.48.0",
    ]);
    const starter = join(home, "plugins/language-nodejs-v3.259.0/pulumi-language-nodejs");
    assert.equal(statSync(starter).mode & 0o777, 0o755);
    assert.deepEqual(run(starter), [process.execPath, now]);
  });
});
