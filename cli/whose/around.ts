/** What is around a resource of a state. Pure. */
import type { Resource } from "../rehearsal/exported";

/** The components around it, the innermost first, up to the stack. */
export function parentsOf({ parent }: Resource, byUrn: ReadonlyMap<string, Resource>): Resource[] {
  const parents: Resource[] = [];
  let next = byUrn.get(parent ?? "");
  // A state that somebody mended by hand may go round in circles.
  while (next !== undefined && next.type !== "pulumi:pulumi:Stack" && !parents.includes(next)) {
    parents.push(next);
    next = byUrn.get(next.parent ?? "");
  }
  return parents;
}

/** The packages that have a provider. */
export function pluginsOf(resources: readonly Resource[]): ReadonlySet<string> {
  const prefix = "pulumi:providers:";
  return new Set(
    resources.flatMap(({ type }) => (type.startsWith(prefix) ? [type.slice(prefix.length)] : [])),
  );
}
