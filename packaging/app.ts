/** Reads an app's folder as packaging needs it, and refuses one that cannot become a package, for all its faults at once. */
import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { Refusal, type Problem } from "../refusal/refusal";
import { filesBelow, type PackagedFile, type PassOver } from "./folder-files";
import { reasonToLeaveOut } from "./left-out";
import { lockName, lockProblems } from "./requirements-lock";
import { startScriptName, startScriptProblems } from "./start-script";
import { sizeProblems } from "./unzipped-size";

/** An app that can be packaged. */
export interface App {
  /** Its files that belong in the package, sorted by path. */
  readonly files: readonly PackagedFile[];
  /** Path of its lock. */
  readonly lock: string;
  /** Whether it is a Django project: it has a `manage.py`. */
  readonly django: boolean;
  /** What was left out and why, a line each. */
  readonly leftOut: readonly string[];
}

/**
 * Reads the app in a folder. The artifact, should it lie in there, and what packaging writes beside it are no part of the
 * app. Throws a Refusal when the folder, the lock or the start script is missing or wrong, or when the app's own files are
 * too large already.
 */
export async function readApp(source: string, artifact: string): Promise<App> {
  if ((await stat(source).catch(() => undefined))?.isDirectory() !== true) {
    const remedy = "give the folder that has the start script and the lock";
    throw new Refusal({ property: "source", rule: "the app's folder", got: source, remedy });
  }
  const django = await isFile(join(source, "manage.py"));
  const leftOut: string[] = [];
  const passOver: PassOver = (entry) => {
    if (isOfArtifact(resolve(source, entry.path), artifact)) return true;
    const reason =
      entry.kind === "folder" && entry.names.includes("pyvenv.cfg")
        ? "packages of this machine"
        : django && entry.path === "staticfiles"
          ? "collected anew"
          : reasonToLeaveOut(entry.name, entry.kind);
    if (reason !== undefined) leftOut.push(`${entry.path} (${reason})`);
    return reason !== undefined;
  };
  const files = await filesBelow(source, passOver);

  const lock = files.find(({ path }) => path === lockName);
  const start = files.find(({ path }) => path === startScriptName);
  const problems: Problem[] = [
    ...lockProblems(lock && (await readFile(lock.from, "utf8"))),
    ...startScriptProblems(
      start && { text: await readFile(start.from, "utf8"), executable: start.executable },
    ),
    ...sizeProblems(files),
  ];
  if (problems.length > 0) throw new Refusal(...problems);
  return { files, lock: join(source, lockName), django, leftOut: leftOut.sort() };
}

/** Whether a path is the artifact or one of the files that packaging writes beside it. */
function isOfArtifact(path: string, artifact: string): boolean {
  if (dirname(path) !== dirname(artifact)) return false;
  const name = basename(artifact);
  return basename(path) === name || basename(path).startsWith(`${name}.`);
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() === true;
}
