// Another major of Node.js: the npm package `node` carries real binaries, kept beside the project's other local things.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";

/** The folder its programs are in; undefined where it could not be installed. */
export function nodeOf(major) {
  const folder = resolve(".multistage", "node", major);
  mkdirSync(folder, { recursive: true });
  // Its install script copies the binary of this machine into place.
  const installed = spawnSync("npm", ["install", "--prefix", folder, "--no-save", `node@${major}`], {
    stdio: "inherit",
  });
  if (installed.status !== 0) return undefined;
  return join(folder, "node_modules", "node", "bin");
}
