/** The folder for what is worth keeping between runs and can always be made again. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { Refusal, shown } from "../../refusal/refusal";

/** `MULTISTAGE_CACHE_DIR`, else `multistage` in `XDG_CACHE_HOME`, else `~/.cache/multistage`; it may not exist yet. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  const { MULTISTAGE_CACHE_DIR: own = "", XDG_CACHE_HOME: shared = "", HOME: home = "" } = env;
  if (own !== "") return resolve(own);
  // The XDG specification has relative paths ignored.
  if (isAbsolute(shared)) return join(shared, "multistage");
  return join(home === "" ? homedir() : home, ".cache", "multistage");
}

/**
 * Makes the cache's folder of that name and proves that it can be written, by writing: permission bits say little to
 * root, and nothing about a read-only disk.
 *
 * @throws Refusal when it cannot
 */
export function writableCache(env: NodeJS.ProcessEnv, name: string): string {
  const folder = join(cacheFolder(env), name);
  try {
    mkdirSync(folder, { recursive: true });
    rmSync(mkdtempSync(join(folder, ".probe-")), { recursive: true });
    return folder;
  } catch (error) {
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    throw new Refusal({
      property: "MULTISTAGE_CACHE_DIR",
      rule: "a folder that can be written",
      got: `${shown(cacheFolder(env))} (${code})`,
      remedy: "set MULTISTAGE_CACHE_DIR to a folder of yours, or mend this one",
    });
  }
}
