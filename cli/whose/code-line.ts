/** Which lines of the program a recorded resource comes from, as far as the state tells. Pure. */
import { logicalName } from "../../wire/urn";
import type { Resource } from "../rehearsal/exported";

/** A place in a source file. */
export interface CodeLine {
  /** From the project's root. */
  readonly file: string;
  readonly line: number;
  readonly column: number | undefined;
}

export interface Code {
  /** The innermost line first, each called from the next; none where the state tells none. */
  readonly lines: readonly CodeLine[];
  /** What the lines are of where they are not the resource's own, or why there are none. */
  readonly note?: string;
}

/**
 * The lines of the resource, or those of the nearest component around it that has some.
 *
 * @param parents - the components around it, the innermost first
 * @param plugins - the packages whose components plugins make: the lines of these are not the program's
 */
export function codeOf(resource: Resource, parents: readonly Resource[], plugins: ReadonlySet<string>): Code {
  const chain = [resource, ...parents];
  const foreign = chain.findLastIndex(({ type, custom }) => !custom && plugins.has(packageOf(type)));
  const ofProgram = chain.slice(foreign + 1);
  const maker = chain[foreign];
  const made =
    maker === undefined ? "" : `${maker.type}, which a plugin makes, tells no lines of the program`;
  for (const one of ofProgram) {
    const lines = linesOf(one);
    if (lines.length === 0) continue;
    if (one === resource) return { lines };
    const why = made === "" ? "the state has no line of its own" : made;
    return { lines, note: `${why}; these ask for ${around(one)}` };
  }
  const why = made === "" ? "the state has no line of it" : made;
  const nearest = ofProgram.find((one) => !one.custom && sourceOf(one.type) !== undefined);
  return { lines: [], note: nearest === undefined ? why : `${why}; it is part of ${around(nearest)}` };
}

/** The package of a type: `awsx` of `awsx:ec2:Vpc`. */
export function packageOf(type: string): string {
  return type.split(":")[0] ?? "";
}

/** `LoadBalancer`, and of a package that is not ours the whole: `awsx:ec2:Vpc`. */
export function shortType(type: string): string {
  return type.replace(/^multistage:index:/, "");
}

/** The source of a component of ours, by its type: a test holds that each stands there. */
export function sourceOf(type: string): string | undefined {
  const name = /^multistage:index:(\w+)$/.exec(type)?.[1];
  if (name === undefined) return undefined;
  const kebab = name.replaceAll(/(?<=[a-z0-9])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
  return `components/${FOLDERS[name] ?? kebab}/${kebab}.ts`;
}

/** Of components whose folder is not called as they are. */
const FOLDERS: Readonly<Record<string, string>> = { BlueGreenService: "blue-green" };

function around({ urn, type }: Resource): string {
  const source = sourceOf(type);
  const name = logicalName(urn);
  return `${name} (${source === undefined ? type : `${shortType(type)}, ${source}`})`;
}

/** Without those of installed packages. */
function linesOf({ stackTrace, sourcePosition }: Resource): CodeLine[] {
  const positions = stackTrace.map((frame) => frame.sourcePosition);
  const lines = (positions.length === 0 ? [sourcePosition] : positions).flatMap((one) => lineOf(one) ?? []);
  return lines.filter(
    ({ file, line }, index) => lines[index - 1]?.file !== file || lines[index - 1]?.line !== line,
  );
}

/** `project:///stacks/index.ts#12,19`. */
function lineOf(position = ""): CodeLine | undefined {
  const [, path, line, column] = /^project:\/\/\/(.+)#(\d+)(?:,(\d+))?$/.exec(position) ?? [];
  if (path === undefined || path.split("/").includes("node_modules")) return undefined;
  return {
    file: decoded(path),
    line: Number(line),
    column: column === undefined ? undefined : Number(column),
  };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
