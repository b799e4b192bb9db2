// Transpiles the TypeScript that runs as a program of its own into dist/, one file for one file. Types are not
// checked here (`npm run check:types` does that), so `npm ci` stays quick: npm runs this as `prepare`.
import { chmodSync, existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const folders = ["refusal", "naming", "components", "packaging", "cli", "local"].filter((folder) =>
  existsSync(folder),
);

/** Every TypeScript source below a folder; Node 20 has no stable glob. */
function sources(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.d)\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

rmSync("dist", { recursive: true, force: true });
await build({
  entryPoints: folders.flatMap(sources),
  outdir: "dist",
  outbase: ".",
  format: "cjs",
  platform: "node",
  target: "node20",
  supported: { "dynamic-import": false }, // a command loads its parts with require: no extension, no second loader
  sourcemap: true,
  logLevel: "warning",
});
if (existsSync("dist/cli/main.js")) chmodSync("dist/cli/main.js", 0o755);
