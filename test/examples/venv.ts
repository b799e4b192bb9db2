/** A virtual environment for an example's own tests, kept in the project's cache folder and made anew for another lock. */
import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The Python of an environment in `folder` that has a lock's packages. Needs no network when it is there already. Made
 * beside its place and put there in one step, as several workers may ask for it at once.
 */
export function venvPython(folder: string, lock: string): string {
  const digest = createHash("sha256").update(readFileSync(lock)).digest("hex");
  const madeFrom = "made-from.sha256";
  const isMade = (): boolean =>
    existsSync(join(folder, madeFrom)) && readFileSync(join(folder, madeFrom), "utf8") === digest;
  const pythonIn = (venv: string): string => join(venv, "bin", "python3");
  if (isMade()) return pythonIn(folder);

  const part = `${folder}.${process.pid}`;
  execFileSync("python3", ["-m", "venv", part], { timeout: 120_000 });
  const install = ["-m", "pip", "install", "--quiet", "--require-hashes", "--only-binary=:all:", "-r", lock];
  execFileSync(pythonIn(part), install, { timeout: 300_000 });
  writeFileSync(join(part, madeFrom), digest);
  const superfluous = isMade() ? part : folder;
  rmSync(superfluous, { recursive: true, force: true });
  if (superfluous === folder) renameSync(part, folder);
  return pythonIn(folder);
}
