// What the engine starts: transpiles the program afresh into memory (nothing to build, nothing to go stale) and runs
// it. Types are checked by `npm run check`, not by a deployment.
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
const pulumi = require("@pulumi/pulumi"); // what takes longest to load, loaded while esbuild works
const tellSourceLines = require("../startup/source-lines");

/** What the program exports becomes the stack's outputs. */
module.exports = async () => {
  const { outputFiles } = await transpiled;
  const [map, code] = outputFiles.map(({ text }) => text);
  mapStacksOfErrorsOnly(map);
  tellSourceLines(pulumi, program, map);
  const loaded = new Module(program, module);
  loaded.filename = program;
  loaded.paths = module.paths;
  loaded._compile(code, program);
  return loaded.exports;
};

/**
 * An error nobody caught is told with the lines of the sources, and no other: Pulumi looks at a stack for every input
 * of every resource, and mapping each of them takes longer than everything else the program does. Only the program is
 * mapped: on the mapped lines of Pulumi's own files Node.js 20's util.inspect, which Pulumi calls, loops for 20 s.
 */
function mapStacksOfErrorsOnly(map) {
  const mapped = Error.prepareStackTrace;
  const mapStacks = () => {
    require("source-map-support").install({
      handleUncaughtExceptions: false,
      overrideRetrieveSourceMap: true,
      emptyCacheBetweenOperations: true, // it has seen Pulumi's files already
      retrieveSourceMap: (source) => (source === program ? { url: program, map } : null),
    });
    Error.prepareStackTrace = mapped;
  };
  process.prependListener("uncaughtException", mapStacks).prependListener("unhandledRejection", mapStacks);
  Error.prepareStackTrace = undefined;
}
