/**
 * Writes a project whole or not at all: everything first into a folder of its own within the project's, then moved to
 * its place. What is moved was complete before; a process killed while it moved is finished by the next `init`.
 */
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { MANIFEST } from "./manifest";
import type { ProjectFile } from "./project-files";

/** The folders within the project's: while files are written, and when all of them are there. */
export const STAGING = { writing: ".multistage-init.part", complete: ".multistage-init" } as const;

/**
 * Makes the folder, where it is not there, and writes the files into it.
 *
 * @throws what the file system says; then nothing is left of what was written
 */
export function writeProject(folder: string, files: readonly ProjectFile[]): void {
  const writing = join(folder, STAGING.writing);
  const made = makeFolder(folder);
  try {
    rmSync(writing, { recursive: true, force: true });
    mkdirSync(writing);
    for (const file of files) write(join(writing, file.path), file);
    renameSync(writing, join(folder, STAGING.complete));
    movePrepared(folder);
  } catch (error) {
    for (const name of Object.values(STAGING)) rmSync(join(folder, name), { recursive: true, force: true });
    if (made !== undefined) removeEmpty(folder, made);
    throw error;
  }
}

/** What an interrupted `init` has prepared and not moved yet, as paths from the project's root; nothing as a rule. */
export function preparedPaths(folder: string): string[] {
  const complete = join(folder, STAGING.complete);
  if (!existsSync(complete)) return [];
  return readdirSync(complete, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(complete, join(entry.parentPath, entry.name)));
}

/** Moves what is complete to its place; what was moved is taken back when one of the files cannot be. */
export function movePrepared(folder: string): void {
  const complete = join(folder, STAGING.complete);
  const undo: string[] = [];
  // The only one that may take the place of another goes last: nothing can fail after it.
  const paths = preparedPaths(folder).sort((a, b) => Number(a === MANIFEST) - Number(b === MANIFEST));
  try {
    for (const path of paths) {
      undo.push(mkdirSync(dirname(join(folder, path)), { recursive: true }) ?? "");
      renameSync(join(complete, path), join(folder, path));
      if (path !== MANIFEST) undo.push(join(folder, path));
    }
  } catch (error) {
    for (const path of undo.filter((made) => made !== "")) rmSync(path, { recursive: true, force: true });
    throw error;
  }
  rmSync(complete, { recursive: true });
}

/**
 * Makes the folder and those above it that are not there; gives the first it has made. Node.js' own way to do it never
 * comes back where the system takes no folder, as in /proc.
 */
function makeFolder(folder: string): string | undefined {
  if (existsSync(folder)) return undefined;
  const made = makeFolder(dirname(folder));
  mkdirSync(folder);
  return made ?? folder;
}

/** Removes the folder and those above it up to `top`, as far as nothing is in them. */
function removeEmpty(folder: string, top: string): void {
  try {
    rmdirSync(folder);
    if (folder !== top) removeEmpty(dirname(folder), top);
  } catch {
    // Something is in it that is not ours.
  }
}

function write(path: string, file: ProjectFile): void {
  mkdirSync(dirname(path), { recursive: true });
  if ("text" in file) writeFileSync(path, file.text);
  else {
    copyFileSync(file.from, path);
    chmodSync(path, file.executable ? 0o755 : 0o644); // an installed package may be read-only
  }
}
