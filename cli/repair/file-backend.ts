/** A backend that is a folder of this machine: where things lie in it, and what a killed engine may have torn. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { stackName } from "./stack-name";

/** A stack in a backend that is a folder. */
export interface FileBackend {
  /** Where everything lies. */
  readonly root: string;
  readonly project: string;
  readonly stack: string;
}

/**
 * The backend of that URL; undefined when it is no folder of this machine.
 *
 * @param folder - what a relative path is relative to
 * @param stack - by any of its names
 */
export function fileBackend(
  url: string,
  folder: string,
  project: string,
  stack: string,
): FileBackend | undefined {
  if (!url.startsWith("file://")) return undefined;
  const path = decodeURIComponent(url.slice("file://".length).replace(/\?.*$/, ""));
  const root = resolve(folder, path.replace(/^~(?=\/|$)/, homedir()), ".pulumi");
  return { root, ...stackName(stack, project) };
}

/** The files of the stack's locks: one for each engine that took one. */
export function lockFiles(backend: FileBackend): string[] {
  return filesIn(lockFolder(backend), (name) => name.endsWith(".json"));
}

/** A file beside another one (`.attrs`) that is empty or torn. */
export interface TornFile {
  readonly file: string;
  /** Whether the engine cannot read the state before it is gone. */
  readonly hidesState: boolean;
}

/**
 * The torn side files of the stack. The engine writes them in place, unlike the state itself; killed in between, it
 * cannot read the state any more ("failed to load checkpoint: EOF"), which is whole. Without them it can.
 */
export function tornSideFiles(backend: FileBackend): TornFile[] {
  const { root, project, stack } = backend;
  const side = (name: string): boolean => name.endsWith(".attrs");
  const own = (name: string): boolean => side(name) && name.startsWith(`${stack}.json`);
  const beside = filesIn(join(root, "stacks", project), own);
  const others = [
    lockFolder(backend),
    join(root, "history", project, stack),
    join(root, "backups", project, stack),
  ];
  return [...beside, ...others.flatMap((folder) => filesIn(folder, side))]
    .filter((file) => !isJson(readFileSync(file, "utf8")))
    .map((file) => ({ file, hidesState: beside.includes(file) && !file.endsWith(".bak.attrs") }));
}

function lockFolder({ root, project, stack }: FileBackend): string {
  return join(root, "locks", "organization", project, stack);
}

function filesIn(folder: string, wanted: (name: string) => boolean): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter(wanted)
    .map((name) => join(folder, name));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
