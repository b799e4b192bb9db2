// A program of ours as the engine starts it from its sources: transpiled afresh into memory (nothing to build, nothing
// to go stale) and run. Types are checked by `npm run check`, not by a deployment. An installed package has its programs
// compiled.
"use strict";
const Module = require("node:module");
const { join } = require("node:path");
const { build } = require("esbuild");

/** Runs `index.ts` of the folder of that module; gives what it exports. Transpiling begins at once. */
module.exports = (owner) => {
  const folder = owner.path;
  const program = join(folder, "index.js"); // in memory only
  const transpiled = build({
    entryPoints: [join(folder, "index.ts")],
    outfile: program,
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node20",
    format: "cjs",
    sourcemap: "external",
    write: false,
  });
  require("./light-pulumi");
  require("./quick-stacks");
  const pulumi = require("@pulumi/pulumi"); // what takes longest to load, loaded while esbuild works
  const tellSourceLines = require("./source-lines");

  return async () => {
    const { outputFiles } = await transpiled;
    const [map, code] = outputFiles.map(({ text }) => text);
    // Those of errors nobody caught; see quick-stacks.js.
    require("source-map-support").install({
      handleUncaughtExceptions: false,
      retrieveSourceMap: (source) => (source === program ? { url: program, map } : null),
    });
    tellSourceLines(pulumi, program, map);
    const loaded = new Module(program, owner);
    loaded.filename = program;
    loaded.paths = owner.paths;
    loaded._compile(code, program);
    return loaded.exports;
  };
};
