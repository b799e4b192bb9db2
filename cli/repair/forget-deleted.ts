/**
 * What an interrupted replacement had deleted already is taken out of the state, so that the next up makes it anew.
 * Left there, the engine (3.259) may delete it once more, after it was made anew: a resource of the same name is gone
 * then.
 */
import type { Repair } from "./repair";
import { titleOf, type ExportedStack, type Recorded } from "./state";

/** @returns the state without them */
export async function forgetDeleted(
  { pulumi, session }: Repair,
  exported: ExportedStack,
): Promise<ExportedStack> {
  const deleted = forgettable(exported);
  if (deleted.length > 0) session.output.line(`deleted for an interrupted replacement: ${deleted.length}`);
  for (const resource of deleted) {
    session.output.line(`  ${titleOf(resource)}: taken out of the state; the next up makes it anew`);
    await pulumi.change("state", "delete", resource.urn, "--yes");
  }
  const { resources = [] } = exported.deployment;
  const rest = resources.filter((one) => !deleted.includes(one));
  return { ...exported, deployment: { ...exported.deployment, resources: rest } };
}

/** Those nothing that stays hangs on, in an order in which they can be taken out. */
export function forgettable({ deployment }: ExportedStack): Recorded[] {
  const { resources = [] } = deployment;
  const going: Recorded[] = [];
  // What hangs on a resource stands behind it.
  for (const one of resources.toReversed()) {
    if (one.pendingReplacement !== true) continue;
    if (resources.some((other) => !going.includes(other) && hangsOn(other, one.urn))) continue;
    going.push(one);
  }
  return going;
}

function hangsOn(
  { parent, deletedWith, dependencies = [], propertyDependencies = {} }: Recorded,
  urn: string,
): boolean {
  const urns = [parent, deletedWith, ...dependencies, ...Object.values(propertyDependencies).flat()];
  return urns.includes(urn);
}
