// Transpiles the TypeScript that runs as a program of its own into dist/, one file for one file, and bundles what runs
// in AWS Lambda, one file for one function. Types are not checked here (`npm run check:types` does that), so `npm ci`
// stays quick: npm runs this as `prepare`.
import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, normalize, resolve } from "node:path";
import { deflateRawSync } from "node:zlib";
import { build } from "esbuild";

const folders = [
  "startup",
  "refusal",
  "processes",
  "wire",
  "naming",
  "settings",
  "components",
  "stacks",
  "packaging",
  "policy",
  "cli",
  "local",
  "runtime/release", // the commands ask the engine what it would decide; its handlers are bundled below
];

/** Every file below a folder whose name matches; Node 20 has no stable glob. */
function files(folder, pattern) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** What starts programs from their sources; an installed package starts them compiled. */
const fromSources = ["stacks/main.js", "stacks/bootstrap/main.js", "startup/transpiled.js"].map(normalize);
const functions = "runtime/release";
const handlers = files(join(functions, "handlers"), /\.ts$/);

const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const define = { PACKAGE_VERSION: JSON.stringify(version) };

const transpiled = build({
  entryPoints: folders
    .flatMap((folder) => files(folder, /(?<!\.d)\.[jt]s$/))
    .filter((file) => !fromSources.includes(file) && !handlers.includes(file)),
  outdir: "dist",
  outbase: ".",
  define,
  format: "cjs",
  platform: "node",
  target: "node20",
  supported: { "dynamic-import": false }, // a command loads its parts with require: no extension, no second loader
  sourcemap: true,
  logLevel: "warning",
  metafile: true,
});
const bundled = build({
  entryPoints: handlers.map((file) => ({
    in: file,
    out: join(basename(file, ".ts"), "index"),
  })),
  outdir: join("dist", functions),
  bundle: true,
  format: "cjs",
  platform: "node",
  target: "node22",
  mainFields: ["module", "main"], // of the SDK's ES modules only what is used is taken
  minifyWhitespace: true, // names stay, for stack traces: a cold start reads half of it
  minifySyntax: true,
  sourcemap: false, // the same sources give the same bytes, wherever they lie: a function changes only with its code
  logLevel: "warning",
  metafile: true,
});
// The policy pack in one file, for an engine that is given no folder of ours: its table of IAM's actions is in it.
const table = readFileSync("policy/iam/data/table.txt");
const executable = "dist/policy/multistage-policy";
const inOneFile = build({
  entryPoints: ["policy/pack/index.ts"],
  outfile: executable,
  bundle: true,
  // Its main file finds its own parts by a require that no bundler follows.
  alias: { "jsonc-parser": "jsonc-parser/lib/esm/main.js" },
  define: { ...define, IAM_TABLE: JSON.stringify(deflateRawSync(table, { level: 9 }).toString("base64")) },
  format: "cjs",
  platform: "node",
  target: "node20",
  banner: { js: "#!/usr/bin/env node" },
  logLevel: "warning",
  metafile: true,
});
const outputs = (await Promise.all([transpiled, bundled, inOneFile])).flatMap(({ metafile }) =>
  Object.keys(metafile.outputs),
);
// The engine starts the policy pack from its folder, which is a package of its own.
const pack = {
  "dist/policy/iam/data/table.txt": table,
  "dist/policy/PulumiPolicy.yaml": readFileSync("policy/PulumiPolicy.yaml"),
  "dist/policy/package.json": JSON.stringify({ name: "multistage-policy", version, main: "pack/index.js" }),
};
for (const [path, content] of Object.entries(pack)) writeFileSync(path, content);
outputs.push(...Object.keys(pack));
// What has no source any more goes last: a command that runs meanwhile finds its files at every moment.
const made = new Set(outputs.map((path) => resolve(path)));
// Declarations are made on their own, by scripts/declarations.mjs.
for (const file of files("dist", /(?<!\.d\.ts)$/)) if (!made.has(resolve(file))) rmSync(file);
for (const file of ["dist/cli/main.js", executable]) chmodSync(file, 0o755);
