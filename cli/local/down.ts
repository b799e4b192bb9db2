/** `multistage local down`: ends what runs. */
import { existsSync, rmSync } from "node:fs";
import { planesIn } from "../../local/planes/folder";
import { takeLock } from "../../local/planes/lock";
import { runningSupervisor, stopSupervisor } from "../../local/planes/supervisor/running";
import { getEngine } from "../../local/engine/engine";
import { EMULATOR_VARIABLE } from "../../local/mirror/variable";
import { openStack } from "../../local/workspace/stack";
import { openWorkspace } from "../../local/workspace/workspace";
import type { Session } from "../command";
import { takeDown } from "../rehearsal/life";
import { Steps } from "../steps";
import { repairInterrupted } from "./interrupted";
import type { LocalOptions } from "./options";
import { workspaceFolder } from "./status";

interface Options extends LocalOptions {
  readonly destroy?: boolean;
}

export async function localDown(session: Session, options: Options): Promise<void> {
  const { output, project } = session;
  const workspace = workspaceFolder(project, options.workspace);
  const folder = planesIn(workspace);
  const steps = new Steps(output);
  if (!existsSync(folder.root)) {
    output.line(`nothing runs in the workspace ${options.workspace}`);
    output.result({ ok: true, ended: false });
    return;
  }
  const unlock = await takeLock(folder.lock);
  try {
    if (options.destroy === true) await destroy(session, steps, options);
    const state = await runningSupervisor(workspace);
    if (state === undefined) output.line(`nothing runs in the workspace ${options.workspace}`);
    else await steps.step("everything that ran has ended", () => stopSupervisor(state));
    // What one that was killed has left.
    for (const left of [folder.state, folder.functions, folder.instances])
      rmSync(left, { recursive: true, force: true });
    if (state !== undefined && options.destroy !== true)
      output.line(
        "The stack stays declared: multistage local up brings it back, without what was released or put into it.",
      );
    output.result({ ok: true, ended: state !== undefined });
  } finally {
    unlock();
  }
}

async function destroy(session: Session, steps: Steps, options: LocalOptions): Promise<void> {
  const { output, signal, project } = session;
  const engine = await getEngine({ env: process.env, report: output.note, signal });
  const workspace = openWorkspace(project, options.workspace, engine);
  await repairInterrupted(session, steps, workspace, options);
  // Where nothing runs there is nothing in an emulator to remove either.
  const running = await runningSupervisor(workspace.folder);
  if (running === undefined) Reflect.deleteProperty(process.env, EMULATOR_VARIABLE);
  else process.env[EMULATOR_VARIABLE] = running.emulator;
  const { stack: name } = options;
  const stack = await openStack(workspace, name);
  const exported = await stack.exportStack();
  await takeDown({ session, steps, policyPack: "" }, { name, stack, exported, created: 0, upSeconds: 0 });
}
