// What the engine starts: transpiles the program afresh into memory (some 50 ms, nothing to build, nothing to go
// stale) and runs it. Types are checked by `npm run check`, not by a deployment.
"use strict";
const { join } = require("node:path");
const { buildSync } = require("esbuild");

const { outputFiles } = buildSync({
  entryPoints: [join(__dirname, "index.ts")],
  bundle: true,
  packages: "external",
  platform: "node",
  target: "node20",
  format: "cjs",
  sourcemap: "inline",
  banner: { js: "process.setSourceMapsEnabled(false);" },
  write: false,
});

// The source map is taken in while compiling and used only for an error nobody caught: Pulumi looks at a stack for
// every input of every resource, and mapping each would double the time to the first resource.
const map = () => process.setSourceMapsEnabled(true);
process.prependListener("uncaughtException", map).prependListener("unhandledRejection", map);
map();
module._compile(outputFiles[0].text, join(__dirname, "index.js"));
