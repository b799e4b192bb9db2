/** What is there although no state has it. */
import type { Repair } from "./repair";
import type { Found, Search } from "./search";
import { isSameStack } from "./stack-name";
import type { ExportedStack, Recorded } from "./state";
import { lastAsAsked } from "./wanted";

/**
 * Everything that neither the stack's state nor, in the same backend, another stack's accounts for. What an
 * interrupted operation of another stack made is that stack's.
 */
export async function unrecorded(
  { pulumi, target }: Repair,
  search: Search,
  own: ExportedStack,
): Promise<Found[]> {
  // Looked at first: what another update makes meanwhile is then in its state when that is read.
  const objects = await search.objects();
  const left = objects.filter((found) => !has(search, own, found));
  if (left.length === 0) return [];
  const names = (await pulumi.stacks()).filter((name) => !isSameStack(name, target.stack, target.project));
  const others = await Promise.all(names.map((name) => pulumi.exported(name)));
  return others.reduce((rest, other) => withoutThoseOf(search, other, rest), left);
}

/** The resources that operations were making when they were interrupted. */
export function beingMade({ deployment }: ExportedStack): Recorded[] {
  const operations = deployment.pending_operations ?? [];
  return operations.filter(({ type }) => type === "creating").map(({ resource }) => resource);
}

/** What was deleted to be replaced may have a successor of the same identifier, which no state has. */
function has(search: Search, { deployment }: ExportedStack, found: Found): boolean {
  const standing = (deployment.resources ?? []).filter((resource) => resource.pendingReplacement !== true);
  return standing.some((resource) => search.isOf(resource, found));
}

function withoutThoseOf(search: Search, other: ExportedStack, found: readonly Found[]): Found[] {
  const rest = found.filter((one) => !has(search, other, one));
  const making = beingMade(other).map((resource) => lastAsAsked(resource, rest));
  return rest.filter((one) => !making.includes(one));
}
