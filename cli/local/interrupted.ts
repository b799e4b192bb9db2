/** What an engine that was killed has left is mended before the next one begins. */
import { setTimeout as sleep } from "node:timers/promises";
import { runningSupervisor, stopSupervisor } from "../../local/planes/supervisor/running";
import { EMULATOR_VARIABLE } from "../../local/mirror/variable";
import { workspaceEnvironment, type Workspace } from "../../local/workspace/workspace";
import { whereabouts } from "../../processes/holder";
import { projectName } from "../../settings/committed-settings";
import type { Session } from "../command";
import { fileBackend, lockFiles, type FileBackend } from "../repair/file-backend";
import { readLock } from "../repair/lock";
import { repairStack } from "../repair/repair-stack";
import type { Steps } from "../steps";
import type { LocalOptions } from "./options";

/** An engine whose command was killed ends soon: what it speaks to has gone. */
const ENDING_SECONDS = 30;

/** Does nothing where the last engine has ended as it should. */
export async function repairInterrupted(
  session: Session,
  steps: Steps,
  workspace: Workspace,
  { stack, workspace: name }: LocalOptions,
): Promise<void> {
  const { PULUMI_BACKEND_URL: url = "" } = workspaceEnvironment(workspace, stack);
  const backend = fileBackend(url, session.project, projectName(session.project), stack);
  if (backend === undefined || lockFiles(backend).length === 0) return;
  await steps.step(`${stack}: what an interrupted engine has left is mended`, async () => {
    await ending(backend, session.signal);
    // Without the emulator, which gets what there is when it starts anew.
    const running = await runningSupervisor(workspace.folder);
    if (running !== undefined) await stopSupervisor(running);
    Reflect.deleteProperty(process.env, EMULATOR_VARIABLE);
    const quiet = {
      ...session.output,
      line: (text = "") => {
        session.output.progress(text);
      },
      result: () => undefined,
    };
    await repairStack({ ...session, output: quiet }, { stack, workspace: name, deleteOrphans: true });
  });
}

async function ending(backend: FileBackend, signal: AbortSignal): Promise<void> {
  const until = Date.now() + ENDING_SECONDS * 1000;
  while (Date.now() < until) {
    const locks = lockFiles(backend).map(readLock);
    const holders = locks.flatMap(({ holder }) => holder ?? []);
    const seen = await Promise.all(holders.map(whereabouts));
    if (!seen.includes("runs")) return;
    await sleep(200, undefined, { signal });
  }
}
