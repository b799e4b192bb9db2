// Transpiles the TypeScript that runs as a program of its own into dist/, one file for one file. Types are not
// checked here (`npm run check:types` does that), so `npm ci` stays quick: npm runs this as `prepare`.
import { chmodSync, readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";

const folders = ["startup", "refusal", "processes", "naming", "components", "packaging", "cli", "local"];

/** Every file below a folder whose name matches; Node 20 has no stable glob. */
function files(folder, pattern) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

const { metafile } = await build({
  entryPoints: folders.flatMap((folder) => files(folder, /(?<!\.d)\.[jt]s$/)),
  outdir: "dist",
  outbase: ".",
  format: "cjs",
  platform: "node",
  target: "node20",
  supported: { "dynamic-import": false }, // a command loads its parts with require: no extension, no second loader
  sourcemap: true,
  logLevel: "warning",
  metafile: true,
});
// What has no source any more goes last: a command that runs meanwhile finds its files at every moment.
const made = new Set(Object.keys(metafile.outputs).map((path) => resolve(path)));
for (const file of files("dist", /./)) if (!made.has(resolve(file))) rmSync(file);
chmodSync("dist/cli/main.js", 0o755);
