/**
 * The second step: what an interrupted operation was making either exists, and is adopted, or does not, and is cleared.
 * Interrupted updates and deletions need nothing but the refresh that follows.
 */
import type { Adoption } from "./adopt";
import { adoptAll } from "./adopting";
import type { Repair } from "./repair";
import type { Found, Search } from "./search";
import { titleOf, type ExportedStack, type Pending, type Recorded } from "./state";
import { beingMade, unrecorded } from "./unrecorded";
import { lastAsAsked } from "./wanted";

/** What became of an interrupted operation. */
export interface Settled {
  readonly urn: string;
  readonly operation: Pending["type"];
  readonly outcome: "adopted" | "cleared" | "refreshed";
  /** Of what was adopted. */
  readonly id?: string;
}

/** The outcomes, and what was adopted. */
export interface Settling {
  readonly settled: readonly Settled[];
  readonly adoptions: readonly Adoption[];
}

interface Outcome {
  readonly type: Pending["type"];
  readonly resource: Recorded;
  /** What turned out to be the resource that was being made. */
  readonly found?: Found | undefined;
}

/** @param exported - the stack as the interrupted update left it */
export async function settlePending(repair: Repair, exported: ExportedStack): Promise<Settling> {
  const { search, session } = repair;
  const { line } = session.output;
  const operations = exported.deployment.pending_operations ?? [];
  line(`pending operations: ${operations.length === 0 ? "none" : operations.length}`);
  const outcomes = lookFor(operations, await lookWhere(repair, exported));
  for (const one of outcomes) line(`  ${one.type} ${titleOf(one.resource)}: ${outcomeText(one, search)}`);
  if (search === undefined) warn(repair, beingMade(exported));
  const adoptions = outcomes.flatMap(({ resource, found }) =>
    found === undefined ? [] : [{ resource, id: found.id }],
  );
  if (adoptions.length > 0) await adoptAll(repair, exported, adoptions, "pending_operations");
  return { adoptions, settled: outcomes.map(settledAs) };
}

/** Among what no state has; nowhere where nothing was being made. */
async function lookWhere(repair: Repair, exported: ExportedStack): Promise<Found[]> {
  const { search } = repair;
  if (search === undefined || beingMade(exported).length === 0) return [];
  return unrecorded(repair, search, exported);
}

function lookFor(operations: readonly Pending[], found: readonly Found[]): Outcome[] {
  let rest = found;
  return operations.map(({ type, resource }) => {
    if (type !== "creating") return { type, resource };
    const match = lastAsAsked(resource, rest);
    rest = rest.filter((one) => one !== match);
    return { type, resource, found: match };
  });
}

function outcomeText({ type, found }: Outcome, search: Search | undefined): string {
  if (type !== "creating") return "settled by the refresh";
  if (search === undefined) return "not looked for; cleared";
  return found === undefined ? `not in ${search.where}; cleared` : `exists as ${found.id}; adopted`;
}

function settledAs({ type, resource: { urn }, found }: Outcome): Settled {
  if (type !== "creating") return { urn, operation: type, outcome: "refreshed" };
  if (found === undefined) return { urn, operation: type, outcome: "cleared" };
  return { urn, operation: type, outcome: "adopted", id: found.id };
}

/** Only a person can look into a cloud that cannot be searched from here. */
function warn({ session }: Repair, making: readonly Recorded[]): void {
  if (making.length === 0) return;
  const { note } = session.output;
  note(
    "Only the local AWS can be searched. See in AWS, before the next up, whether these exist; what does is",
  );
  note("deleted there, or imported (pulumi import):");
  for (const resource of making) note(`  ${titleOf(resource)}${marks(resource)}`);
}

/** By what a person finds it: its name and its tags. */
function marks({ inputs = {} }: Recorded): string {
  const { name, tags } = inputs;
  const parts = [
    ...(typeof name === "string" ? [`name ${name}`] : []),
    ...(typeof tags === "object" && tags !== null ? [`tags ${JSON.stringify(tags)}`] : []),
  ];
  return parts.length === 0 ? "" : ` (${parts.join(", ")})`;
}
