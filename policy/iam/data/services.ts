/** The services that AWS documents, each decoded when it is first asked for. */
import { decoded } from "./decode";
import type { Action, Service } from "./reference";
import { table } from "./table";

const known = new Map<string, Service>();
let prefixes: ReadonlySet<string> | undefined;
let everything: readonly Action[] | undefined;

/** Which data the table is made of: its package, version and date. */
export function source(): string {
  return table().source;
}

/** In lower case, sorted. */
export function servicePrefixes(): ReadonlySet<string> {
  return (prefixes ??= new Set(table().blocks.keys()));
}

/** By its prefix in any case; undefined where AWS documents none of this name. */
export function service(prefix: string): Service | undefined {
  const wanted = prefix.toLowerCase();
  const before = known.get(wanted);
  if (before !== undefined) return before;
  const text = table().blocks.get(wanted);
  if (text === undefined) return undefined;
  const found = decoded(text);
  known.set(wanted, found);
  return found;
}

/** An action as a document names it, `s3:GetObject`, in any case and without wildcards. */
export function action(name: string): Action | undefined {
  const colon = name.indexOf(":");
  if (colon === -1) return undefined;
  return service(name.slice(0, colon))?.actions.get(name.slice(colon + 1).toLowerCase());
}

/** Every action of every service, sorted; decodes all of them the first time. */
export function allActions(): readonly Action[] {
  return (everything ??= [...servicePrefixes()].flatMap((prefix) => service(prefix)?.allActions ?? []));
}
