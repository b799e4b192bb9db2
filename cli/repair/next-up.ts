/** The preview: what the next up will do. */
import type { Adoption } from "./adopt";
import type { Preview } from "./pulumi";
import type { Repair } from "./repair";
import { titleOf } from "./state";

/** More is not read by anyone here. */
const SHOWN = 20;

/** @param pretended - in a dry run, what would have been adopted: the engine does not know it yet */
export async function previewed(
  { pulumi, session }: Repair,
  pretended: readonly Adoption[],
): Promise<Preview> {
  const { line } = session.output;
  line("preview: what the next up will do");
  const preview = await pulumi.preview();
  const steps = preview.steps.filter(({ urn }) => !pretended.some(({ resource }) => resource.urn === urn));
  const changes = steps.filter(({ op }) => op !== "same");
  for (const { op, newState, oldState } of changes.slice(0, SHOWN)) {
    const resource = newState ?? oldState;
    line(`  ${op}${resource === undefined ? "" : ` ${titleOf(resource)}`}`);
  }
  if (changes.length > SHOWN) line(`  and ${changes.length - SHOWN} more`);
  line(`  ${changes.length === 0 ? "no changes, " : ""}${preview.changeSummary["same"] ?? 0} unchanged`);
  return { ...preview, steps };
}
