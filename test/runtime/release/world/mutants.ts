/** Guards left out, or turned round: whether anything notices. */
import { decider, SECTIONS } from "../../../../runtime/release/decide";
import { STORIES } from "../stories";
import { explore } from "./explore";
import { failures } from "./report";
import { STARTS } from "./starts";

export interface Mutant {
  readonly guard: string;
  readonly how: "left out" | "turned round";
  /** What noticed it; none where nothing did. */
  readonly killedBy?: string | undefined;
}

export const GUARDS: readonly string[] = SECTIONS.flatMap(({ guards }) => guards.map(({ id }) => id));

/** Breaks each guard in both ways; stories first, as they are quick. */
export async function mutants(): Promise<Mutant[]> {
  const made: Mutant[] = [];
  for (const guard of GUARDS)
    for (const how of ["left out", "turned round"] as const) {
      const decide = decider((id, matches) => {
        if (id !== guard) return matches;
        return how === "turned round" && !matches;
      });
      made.push({ guard, how, killedBy: (await story(decide)) ?? exploration(decide) });
    }
  return made;
}

async function story(decide: ReturnType<typeof decider>): Promise<string | undefined> {
  for (const { row, title, run } of STORIES) {
    try {
      await run(decide);
    } catch {
      return `${row}: ${title}`;
    }
  }
  return undefined;
}

function exploration(decide: ReturnType<typeof decider>): string | undefined {
  for (const { name, world, faults, items } of STARTS) {
    const found = failures(explore(world, decide, { faults: faults.quick }), items);
    if (found.length > 0) return `the exploration of ${name}: ${found[0]?.split(", as in")[0] ?? ""}`;
  }
  return undefined;
}
