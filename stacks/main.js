// What the engine starts: transpiles the program afresh into memory (nothing to build, nothing to go stale) and runs
// it. Types are checked by `npm run check`, not by a deployment. An installed package has it compiled: program.ts.
"use strict";
const Module = require("node:module");
const { join } = require("node:path");
const { build } = require("esbuild");

const program = join(__dirname, "index.js"); // in memory only
const transpiled = build({
  entryPoints: [join(__dirname, "index.ts")],
  outfile: program,
  bundle: true,
  packages: "external",
  platform: "node",
  target: "node20",
  format: "cjs",
  sourcemap: "external",
  write: false,
});
require("../startup/light-pulumi");
require("../startup/quick-stacks");
const pulumi = require("@pulumi/pulumi"); // what takes longest to load, loaded while esbuild works
const tellSourceLines = require("../startup/source-lines");

/** What the program exports becomes the stack's outputs. */
module.exports = async () => {
  const { outputFiles } = await transpiled;
  const [map, code] = outputFiles.map(({ text }) => text);
  // Those of errors nobody caught; see startup/quick-stacks.js.
  require("source-map-support").install({
    handleUncaughtExceptions: false,
    retrieveSourceMap: (source) => (source === program ? { url: program, map } : null),
  });
  tellSourceLines(pulumi, program, map);
  const loaded = new Module(program, module);
  loaded.filename = program;
  loaded.paths = module.paths;
  loaded._compile(code, program);
  return loaded.exports;
};
