import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { ROOT } from "../helpers/command-line";

/** What the script prints in a process whose stacks Pulumi's runner would map. */
function printed(script: string): unknown {
  const loading = `
    // Stands for what maps: it gives the files it was asked about.
    Error.prepareStackTrace = (error, frames) => "mapped " + frames.map((frame) => frame.getFileName()).join();
    require("./startup/quick-stacks");
    const { runInThisContext } = require("node:vm");
    const thrower = (filename) => runInThisContext("(next) => next()", { filename });
    const pulumi = thrower("/shop/node_modules/@pulumi/pulumi/runtime/resource.js");
    const own = thrower("/shop/index.js");
    const failed = () => own(() => pulumi(() => new Error("no")));`;
  return JSON.parse(
    execFileSync(process.execPath, ["-e", loading + script], { cwd: ROOT, encoding: "utf8" }),
  );
}

describe("quick stacks", () => {
  it("are not mapped while a program makes its resources", () => {
    const script = `console.log(JSON.stringify(failed().stack))`;
    assert.match(String(printed(script)), /^Error: no\n {4}at /);
  });

  it("are mapped once an error is nobody's, without the lines of Pulumi itself", () => {
    const script = `
      process.on("unhandledRejection", (error) => console.log(JSON.stringify(error.stack)));
      void Promise.reject(failed());`;
    const stack = String(printed(script));
    assert.match(stack, /^mapped .*\/shop\/index\.js/);
    assert.doesNotMatch(stack, /@pulumi/);
  });
});
