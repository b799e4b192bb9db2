/** `multistage local status`: how everything is that runs. */
import { resolve } from "node:path";
import { askCondition, runningSupervisor } from "../../local/planes/supervisor/running";
import { planesIn } from "../../local/planes/folder";
import { readState } from "../../local/planes/supervisor/state";
import type { Session } from "../command";
import { Failure } from "../exit";
import { conditionLines, NOT_MODELLED } from "./condition-lines";
import type { LocalOptions } from "./options";

/** @throws Failure when not everything answers, after all was said */
export async function localStatus({ output, project }: Session, { workspace }: LocalOptions): Promise<void> {
  const folder = workspaceFolder(project, workspace);
  const state = await runningSupervisor(folder);
  if (state === undefined) {
    const died = readState(planesIn(folder).state) !== undefined;
    throw new Failure(
      `${died ? "what ran was killed" : "nothing runs"} in the workspace ${workspace}; multistage local up starts it`,
    );
  }
  const condition = await askCondition(state).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new Failure(
      `process ${state.holder.pid} runs and does not answer (${why}); multistage local up mends it`,
    );
  });
  for (const line of conditionLines(condition)) output.line(line);
  output.result({ ...condition, notModelled: NOT_MODELLED });
  const silent = condition.planes.filter(({ answers }) => !answers);
  if (silent.length > 0)
    throw new Failure(
      `${silent.map(({ name }) => name).join(", ")} does not answer; multistage local up mends it`,
    );
}

/** The folder of a workspace that need not be there. */
export function workspaceFolder(project: string, workspace: string): string {
  return resolve(project, ".multistage", workspace);
}
