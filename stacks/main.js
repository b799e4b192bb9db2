// What the engine starts: transpiles the program afresh into memory (some 50 ms, nothing to build, nothing to go
// stale) and runs it. Types are checked by `npm run check`, not by a deployment.
"use strict";
const { join } = require("node:path");
const { buildSync } = require("esbuild");

const program = join(__dirname, "index.js"); // in memory only
const { outputFiles } = buildSync({
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
const [map, code] = outputFiles.map(({ text }) => text);

// Only an error nobody caught is told with the lines of the sources: Pulumi looks at a stack for every input of every
// resource, and mapping each of them would cost more than everything else the program does.
const mapStacks = () =>
  require("source-map-support").install({
    handleUncaughtExceptions: false,
    retrieveSourceMap: (source) => (source === program ? { url: program, map } : null),
  });
process.prependListener("uncaughtException", mapStacks).prependListener("unhandledRejection", mapStacks);
module._compile(code, program);
