// How ts-node transpiles the tests: by esbuild, which takes a tenth of the compiler's time.
"use strict";
process.env.ESBUILD_WORKER_THREADS = "1"; // one esbuild for all files, not one each
const { transformSync } = require("esbuild");

exports.create = () => ({
  transpile: (input, { fileName }) => {
    const { code, map } = transformSync(input, {
      loader: "ts",
      format: "cjs",
      target: "node20",
      supported: { "dynamic-import": false }, // as scripts/build.mjs does it
      sourcefile: fileName,
      sourcemap: "external",
    });
    return { outputText: code, sourceMapText: map };
  },
});
