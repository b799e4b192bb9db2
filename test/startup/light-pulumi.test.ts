import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { ROOT } from "../helpers/command-line";

/** What the script prints in a process of its own that has loaded it before Pulumi. */
const printed = (script: string): unknown => {
  const loading = `require("./startup/light-pulumi"); const pulumi = require("@pulumi/pulumi"); require("@pulumi/aws");`;
  const options = { cwd: ROOT, encoding: "utf8", env: { ...process.env, NODE_NO_WARNINGS: "1" } } as const;
  return JSON.parse(execFileSync(process.execPath, ["-e", loading + script], options));
};

const heavy = `Object.keys(require.cache).filter((file) => /node_modules\\/(typescript|@npmcli\\/arborist)\\/lib/.test(file))`;

describe("a light Pulumi", () => {
  it("loads neither the compiler nor the package manager for a program without closures", () => {
    // What stands for the package manager is there; of its parts none is.
    assert.deepEqual(printed(`console.log(JSON.stringify(${heavy}.map((file) => file.split("/").at(-2))))`), [
      "lib",
    ]);
  });

  it("loads them for a closure, and puts it into text as ever", () => {
    const { text, files } = printed(`
      const answer = 42;
      pulumi.runtime.serializeFunction(() => answer).then(async ({ text }) => {
        const files = await pulumi.runtime.computeCodePaths();
        console.log(JSON.stringify({ text, files: files.size }));
      });`) as { text: string; files: number };
    assert.match(text, /answer/);
    assert.ok(files > 0, "the packages a function needs were not found");
  });
});
