/** What the supervisor tells of itself in a file: who it is, what it runs, and where it and its planes answer. */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { whereabouts } from "../../../processes/holder";

const state = z.object({
  holder: z.object({ pid: z.number(), username: z.string(), hostname: z.string(), timestamp: z.string() }),
  region: z.string(),
  account: z.string(),
  /** Where it takes orders, and what orders must bring. */
  control: z.object({ url: z.string(), token: z.string() }),
  /** The endpoint of what the engine makes. */
  emulator: z.string(),
  /** What SDK clients find in their environment. */
  endpoints: z.record(z.string(), z.string()),
});

export type SupervisorState = z.infer<typeof state>;

/** Whole or not at all. */
export function writeState(file: string, told: SupervisorState): void {
  const part = `${file}.part`;
  writeFileSync(part, JSON.stringify(told), { mode: 0o600 });
  renameSync(part, file);
}

/** What the file says; undefined where there is none, or none that can be read. */
export function readState(file: string): SupervisorState | undefined {
  try {
    return state.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
}

/** Whether that supervisor lives; a process that has its number by chance is another one. */
export async function lives({ holder }: SupervisorState): Promise<boolean> {
  return (await whereabouts(holder)) === "runs";
}
