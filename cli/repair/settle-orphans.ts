/**
 * The step after the refresh: what exists although no state has it is adopted where the program asks for just that,
 * left alone otherwise, and deleted only when that was asked for. On the way the preview says what the next up will do.
 */
import { logicalName } from "../../wire/urn";
import { adoptAll } from "./adopting";
import { adopted, type Adoption } from "./adopt";
import { previewed } from "./next-up";
import type { Preview } from "./pulumi";
import { refresh } from "./refresh";
import type { Repair } from "./repair";
import type { Found, Search } from "./search";
import type { ExportedStack } from "./state";
import { unrecorded } from "./unrecorded";
import { inTheWayOf, wanted } from "./wanted";

/** Something that no state had. */
export interface Orphan {
  readonly type: string;
  readonly id: string;
  readonly outcome: "adopted" | "deleted" | "left";
}

/** What became of the orphans, and what the next up will do. */
export interface OrphansSettled {
  readonly orphans: readonly Orphan[];
  readonly preview: Preview;
}

/**
 * @param own - the stack's state; in a dry run, as it would be
 * @param pretended - in a dry run, what it would have that the engine does not know
 */
export async function settleOrphans(
  repair: Repair,
  search: Search,
  own: ExportedStack,
  pretended: readonly Adoption[],
  deleteThem: boolean,
): Promise<OrphansSettled> {
  const { pulumi, session, dryRun } = repair;
  const { line } = session.output;
  const found = await unrecorded(repair, search, own);
  line(`orphans: ${found.length === 0 ? "none" : found.length} in ${search.where}`);
  for (const { type, id } of found) line(`  ${type} ${id}`);
  const preview = await previewed(repair, pretended);

  const matches = wanted(own, preview, found);
  if (matches.length === 0)
    return { preview, orphans: await settleRest(repair, search, found, preview, deleteThem) };
  line(`orphans the program asks for: ${matches.length}`);
  for (const match of matches)
    line(`  ${match.found.type} ${match.id}: what ${logicalName(match.resource.urn)} asks for; adopted`);
  await adoptAll(repair, own, matches, "the preview (--json)");
  await refresh(repair);
  // The next preview knows more: something else may turn out to be what the program asks for.
  const next: [ExportedStack, readonly Adoption[]] = dryRun
    ? [adopted(own, matches), [...pretended, ...matches]]
    : [await pulumi.exported(), []];
  const rest = await settleOrphans(repair, search, ...next, deleteThem);
  return {
    preview: rest.preview,
    orphans: [...matches.map(({ found: one }) => one).map(settledAs("adopted")), ...rest.orphans],
  };
}

async function settleRest(
  { session, dryRun }: Repair,
  search: Search,
  found: readonly Found[],
  preview: Preview,
  deleteThem: boolean,
): Promise<Orphan[]> {
  if (found.length === 0) return [];
  const { line } = session.output;
  line(
    deleteThem ? `orphans deleted from ${search.where}` : "orphans left alone; --delete-orphans deletes them",
  );
  for (const one of found) {
    const rival = inTheWayOf(one, preview);
    const warning = rival === undefined ? "" : `: in the way of ${rival}, which asks for something else`;
    line(`  ${one.type} ${one.id}${warning}`);
  }
  if (deleteThem && !dryRun) await search.remove(found);
  return found.map(settledAs(deleteThem ? "deleted" : "left"));
}

function settledAs(outcome: Orphan["outcome"]): (found: Found) => Orphan {
  return ({ type, id }) => ({ type, id, outcome });
}
