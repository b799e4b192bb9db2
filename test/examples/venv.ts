/** A virtual environment for an example's own tests, kept in the project's cache folder and made anew for another lock. */
import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The Python of an environment in `folder` that has a lock's packages. Needs no network when it is there already. */
export function venvPython(folder: string, lock: string): string {
  const python = join(folder, "bin", "python3");
  const made = join(folder, "made-from.sha256");
  const digest = createHash("sha256").update(readFileSync(lock)).digest("hex");
  if (existsSync(python) && existsSync(made) && readFileSync(made, "utf8") === digest) return python;

  rmSync(folder, { recursive: true, force: true });
  execFileSync("python3", ["-m", "venv", folder], { timeout: 120_000 });
  const install = ["-m", "pip", "install", "--quiet", "--require-hashes", "--only-binary=:all:", "-r", lock];
  execFileSync(python, install, { timeout: 300_000 });
  writeFileSync(made, digest);
  return python;
}
