/** What a killed engine has torn in a backend that is a folder, is taken away; nothing of the state is in it. */
import { rmSync } from "node:fs";
import { relative } from "node:path";
import { tornSideFiles, type FileBackend } from "./file-backend";
import type { Repair } from "./repair";

/** @returns whether the state can be read now; in a dry run it may not be */
export function mendFiles({ pulumi, session, dryRun }: Repair, backend: FileBackend): boolean {
  const torn = tornSideFiles(backend);
  if (torn.length === 0) return true;
  session.output.line(`files beside the state that the engine was killed over: ${torn.length}`);
  for (const { file } of torn) {
    pulumi.tell("rm", relative(session.project, file));
    if (!dryRun) rmSync(file);
  }
  return !dryRun || !torn.some(({ hidesState }) => hidesState);
}
