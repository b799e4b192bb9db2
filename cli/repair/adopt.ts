/**
 * A state that has a resource it did not have: as the engine would have recorded it, had it seen it being made. Its
 * outputs come with the next refresh. Pure.
 */
import type { ExportedStack, Recorded } from "./state";

/** A resource without an identifier, and the identifier of what was found to be it. */
export interface Adoption {
  readonly resource: Recorded;
  readonly id: string;
}

/** The state with the resources, and without operations that had begun: those are settled or cleared. */
export function adopted(exported: ExportedStack, adoptions: readonly Adoption[]): ExportedStack {
  const { resources = [] } = exported.deployment;
  const after = adoptions.reduce(withOne, resources);
  return { ...exported, deployment: { ...exported.deployment, resources: after, pending_operations: [] } };
}

/** Whether a state has what the resource hangs on: its provider, and its parent where it has one. */
export function canBeAdopted({ deployment }: ExportedStack, { provider, parent }: Recorded): boolean {
  const { resources = [] } = deployment;
  const hasProvider = resources.some(({ urn, id }) => id !== undefined && `${urn}::${id}` === provider);
  return hasProvider && (parent === undefined || resources.some(({ urn }) => urn === parent));
}

/** Where the entry of a resource belongs, for a person who edits the state. */
export function placeOf({ deployment }: ExportedStack, resource: Recorded): string {
  const { resources = [] } = deployment;
  const old = resources[indexOf(resources, resource)];
  if (old === undefined) return "at the end";
  return old.pendingReplacement === true
    ? "in place of the one it replaces, which is deleted"
    : 'before the one it replaces, which gets "delete": true';
}

function withOne(resources: readonly Recorded[], { resource, id }: Adoption): readonly Recorded[] {
  const at = indexOf(resources, resource);
  const entry = { ...onlyKnown(resources.slice(0, at), resource), outputs: {}, id };
  const old = resources[at];
  // A replacement: what was deleted for it is gone, what was to be deleted after it still waits for that.
  const waiting = old === undefined || old.pendingReplacement === true ? [] : [{ ...old, delete: true }];
  return [...resources.slice(0, at), entry, ...waiting, ...resources.slice(at + 1)];
}

/** Where the resource stands that is to be replaced; behind the last one where there is none. */
function indexOf(resources: readonly Recorded[], { urn }: Recorded): number {
  const index = resources.findIndex((one) => one.urn === urn && one.delete !== true);
  return index === -1 ? resources.length : index;
}

/** Without dependencies that are not among those before it; the next up records them. */
function onlyKnown(before: readonly Recorded[], resource: Recorded): Recorded {
  const urns = new Set(before.map(({ urn }) => urn));
  const known = (names: readonly string[]): readonly string[] => names.filter((urn) => urns.has(urn));
  const { dependencies = [], propertyDependencies = {} } = resource;
  return {
    ...resource,
    dependencies: known(dependencies),
    propertyDependencies: Object.fromEntries(
      Object.entries(propertyDependencies).map(([name, names]) => [name, known(names)]),
    ),
  };
}
