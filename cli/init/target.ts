/** The folder of a new project: what is there already, and what of it is in the way. */
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { Refusal, shown, type Problem } from "../../refusal/refusal";
import { installsMultistage, MANIFEST, manifestProblems, type Manifest } from "./manifest";
import { STAGING } from "./write-project";

/** What is nobody's work: a new repository, and what an interrupted init left. */
const NOTHING = [".git", STAGING.writing];

/** What `npm install multistage` makes of an empty folder. */
const INSTALLED = [MANIFEST, "package-lock.json", "node_modules"];

export interface Target {
  readonly folder: string;
  /** package.json, where there is one. */
  readonly manifest: Manifest | undefined;
  readonly problems: readonly Problem[];
}

/**
 * Looks at the folder.
 *
 * @param beside whether other files may lie there; those of the project still must not
 * @throws Refusal when it cannot be looked at
 */
export function lookAt(folder: string, beside: boolean): Target {
  const names = namesIn(folder);
  const { manifest, problems } = readManifest(folder, names);
  const installed = manifest !== undefined && installsMultistage(manifest);
  const fine = [...NOTHING, ...(installed ? INSTALLED : [])];
  const others = beside ? [] : names.filter((name) => !fine.includes(name));
  return { folder, manifest, problems: [...inTheWay(folder, others), ...problems] };
}

/** Refuses a folder in which something lies at one of the paths, or above it; package.json is completed, not replaced. */
export function refuseReplaced(folder: string, paths: readonly string[]): void {
  const there = paths.flatMap((path) => (path === MANIFEST ? [] : (obstacle(folder, path) ?? [])));
  if (there.length === 0) return;
  const got = `${folder} with ${listed([...new Set(there)])}`;
  const remedy = "move them away; nothing is overwritten";
  throw new Refusal({ property: "folder", rule: "without files the project has, too", got, remedy });
}

/** The path itself where something lies there, or the first above it that is no folder. */
function obstacle(folder: string, path: string): string | undefined {
  const steps = path.split(sep);
  for (const [index] of steps.entries()) {
    const part = steps.slice(0, index + 1).join(sep);
    const found = lstatSync(join(folder, part), { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    if (!found.isDirectory() || part === path) return part;
  }
  return undefined;
}

function inTheWay(folder: string, names: readonly string[]): Problem[] {
  if (names.length === 0) return [];
  const remedy = "name another folder, or move them away; with --force the project is written beside them";
  return [{ property: "folder", rule: "empty", got: `${folder} with ${listed(names)}`, remedy }];
}

/** The first of the names. */
function listed(names: readonly string[]): string {
  const [shownNames, rest] = [names.slice(0, 10), names.length - 10];
  return shownNames.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return []; // it will be made
    throw unusable(folder, code);
  }
}

/** A folder that nothing can be written to, or that is none. */
export function unusable(folder: string, code: string): Refusal {
  const rule = "a folder that can be written";
  return new Refusal({
    property: "folder",
    rule,
    got: `${shown(folder)} (${code})`,
    remedy: "name another one",
  });
}

function readManifest(
  folder: string,
  names: readonly string[],
): { manifest: Manifest | undefined; problems: Problem[] } {
  if (!names.includes(MANIFEST)) return { manifest: undefined, problems: [] };
  try {
    const manifest = JSON.parse(readFileSync(join(folder, MANIFEST), "utf8")) as Manifest | null;
    if (typeof manifest !== "object" || manifest === null || Array.isArray(manifest))
      throw new SyntaxError("no object");
    return { manifest, problems: manifestProblems(manifest) };
  } catch {
    const remedy = "mend it, or name another folder";
    const problem = { property: MANIFEST, rule: "an object in JSON", got: "something else", remedy };
    return { manifest: undefined, problems: [problem] };
  }
}
