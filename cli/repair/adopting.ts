/** Puts what was found into the state: the state is kept as it was, edited, and given back. */
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { adopted, placeOf, type Adoption } from "./adopt";
import type { Repair } from "./repair";
import { titleOf, type ExportedStack } from "./state";

/**
 * @param exported - the state as it is
 * @param from - where a person finds the entries: a key of the exported state, or a preview
 */
export async function adoptAll(
  { pulumi, target, session, dryRun }: Repair,
  exported: ExportedStack,
  adoptions: readonly Adoption[],
  from: "pending_operations" | "the preview (--json)",
): Promise<void> {
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const name = `${target.stack.replaceAll("/", "-")}-${stamp}`;
  const file = (end: string): string => relative(session.project, join(target.folder, `${name}-${end}.json`));
  const [before, after] = [file("before"), file("after")];
  if (!dryRun) mkdirSync(target.folder, { recursive: true, mode: 0o700 });
  await pulumi.change("stack", "export", "--file", before);
  session.output.line(`    edit it, and write ${after}: into resources, from ${from},`);
  for (const { resource, id } of adoptions)
    session.output.line(`      ${titleOf(resource)} with "id": "${id}", ${placeOf(exported, resource)}`);
  try {
    if (!dryRun) writeEdited(session.project, before, after, adoptions);
    await pulumi.change("stack", "import", "--file", after);
  } finally {
    // It may hold secrets that are encrypted only in the state; the state before stays, in case.
    rmSync(join(session.project, after), { force: true });
  }
}

function writeEdited(folder: string, before: string, after: string, adoptions: readonly Adoption[]): void {
  chmodSync(join(folder, before), 0o600);
  const exported = JSON.parse(readFileSync(join(folder, before), "utf8")) as ExportedStack;
  const text = JSON.stringify(adopted(exported, adoptions), undefined, 2);
  writeFileSync(join(folder, after), text, { mode: 0o600 });
}
