/** The JSON files of a folder and of those below it, always in the same order. */
import { readdirSync, realpathSync, statSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { Refusal } from "../../refusal/refusal";

/** More are no folder of policies: that of a whole disk, or one that a program fills. */
export const MOST_FILES = 10_000;
const MOST_ENTRIES = 200_000;

/**
 * Their paths, which begin with the folder's own. Folders of packages and those whose names begin with a dot are left
 * out. What a symbolic link leads to comes last, and only where no other way led to it.
 *
 * @param folder - absolute
 * @param name - how problems name it
 * @throws Refusal when a folder cannot be read, or when there are too many
 */
export function jsonFiles(folder: string, name: string): readonly string[] {
  const files: string[] = [];
  const links: string[] = [];
  const seen = new Set<string>();
  let entries = 0;
  const shown = (path: string): string => join(name, relative(folder, path));

  function walk(path: string): void {
    if (!isNew(path)) return;
    const inside = tried(shown(path), () => readdirSync(path, { withFileTypes: true }));
    entries += inside.length;
    if (entries > MOST_ENTRIES) tooMany(name, `${MOST_ENTRIES} files and folders`);
    for (const entry of inside.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const inner = join(path, entry.name);
      if (entry.isSymbolicLink()) links.push(inner);
      else if (entry.isDirectory() && isWalked(entry.name)) walk(inner);
      else if (entry.isFile() && isJson(entry.name)) file(inner);
    }
  }

  function isNew(path: string): boolean {
    const real = tried(shown(path), () => realpathSync(path));
    return !seen.has(real) && seen.add(real).has(real);
  }

  function file(path: string): void {
    if (!isNew(path)) return;
    if (files.push(path) > MOST_FILES) tooMany(name, `${MOST_FILES} JSON files`);
  }

  walk(folder);
  for (const link of links) {
    const [target, name] = [targetOf(link), basename(link)];
    if (target === "nothing" && isJson(name)) files.push(link); // it is refused when it is read
    if (target === "folder" && isWalked(name)) walk(link);
    if (target === "file" && isJson(name)) file(link);
  }
  return files;
}

function targetOf(link: string): "file" | "folder" | "nothing" | "other" {
  try {
    const target = statSync(link);
    return target.isFile() ? "file" : target.isDirectory() ? "folder" : "other";
  } catch {
    return "nothing";
  }
}

function isWalked(name: string): boolean {
  return name !== "node_modules" && !name.startsWith(".");
}

function isJson(name: string): boolean {
  return /\.json$/i.test(name);
}

function tried<T>(property: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    const remedy = "let it be read, or name what is beside it";
    throw new Refusal({ property, rule: "a folder that can be read", got: code, remedy });
  }
}

function tooMany(property: string, most: string): never {
  const remedy = "name the folders below it that hold policies";
  throw new Refusal({ property, rule: `a folder of at most ${most}`, got: "more", remedy });
}
