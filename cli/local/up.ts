/** `multistage local up`: from a stack's settings to all its planes, running. */
import { mkdirSync } from "node:fs";
import type { Condition } from "../../local/planes/condition";
import { planesIn } from "../../local/planes/folder";
import { takeLock } from "../../local/planes/lock";
import { getEngine } from "../../local/engine/engine";
import { openStack } from "../../local/workspace/stack";
import { openWorkspace } from "../../local/workspace/workspace";
import { EMULATOR_VARIABLE } from "../../local/mirror/variable";
import type { Session } from "../command";
import { Failure } from "../exit";
import { packageServices } from "../packages/package-services";
import { engineRun } from "../rehearsal/engine-run";
import { Steps } from "../steps";
import { answering } from "./answering";
import { conditionLines } from "./condition-lines";
import { stayWith } from "./foreground";
import { repairInterrupted } from "./interrupted";
import type { LocalOptions } from "./options";
import { planesOf } from "./planes-of";

interface Options extends LocalOptions {
  readonly foreground?: boolean;
}

export async function localUp(session: Session, options: Options): Promise<void> {
  const { output, signal, project } = session;
  const { stack: name } = options;
  const steps = new Steps(output);
  const engine = await steps.step("the Pulumi engine is here", async (detail) => {
    const found = await getEngine({ env: process.env, report: output.note, signal });
    detail(`${found.version}, ${found.source}`);
    return found;
  });
  const workspace = openWorkspace(project, options.workspace, engine);
  const folder = planesIn(workspace.folder);
  mkdirSync(folder.root, { recursive: true, mode: 0o700 });
  const unlock = await takeLock(folder.lock);
  try {
    await steps.step("the services are packaged", async (detail) => {
      const made = await packageServices(project, name, { report: output.progress, signal });
      detail(made.map(({ service, bytes }) => `${service} ${(bytes / 1e6).toFixed(1)} MB`).join(", "));
    });
    await repairInterrupted(session, steps, workspace, options);
    const planes = await steps.step("the planes run", (detail) =>
      planesOf({ session, workspace, stack: name, detail }),
    );
    const condition = await planes.orEnded(async () => {
      await steps.step(`${name}: the engine brings it up`, async (detail) => {
        process.env[EMULATOR_VARIABLE] = planes.state.emulator;
        const stack = await openStack(workspace, name);
        const { changeSummary } = await engineRun(stack, "up", { signal, report: output.progress });
        detail(changes(changeSummary));
      });
      const answered = await steps.step("everything answers", (detail) =>
        answering(planes.state, signal, detail),
      );
      signal.throwIfAborted();
      return answered;
    });
    tell(session, condition, options);
    if (options.foreground === true) {
      unlock();
      await stayWith(session, folder, planes);
    } else planes.release();
    const impossible = condition.planes.filter(({ answers }) => !answers);
    if (impossible.length > 0)
      throw new Failure(`not everything can run here; the rest does\n${said(impossible)}`);
  } finally {
    unlock();
  }
}

function said(planes: Condition["planes"]): string {
  return planes.map(({ name, detail }) => `  ${name}: ${detail}`).join("\n");
}

function changes(summary: Readonly<Record<string, number>>): string {
  const { same = 0, ...others } = summary;
  const told = Object.entries(others).map(([kind, count]) => `${count} ${kind}`);
  return [...told, ...(same > 0 ? [`${same} unchanged`] : [])].join(", ");
}

function tell({ output }: Session, condition: Condition, { foreground, stack, workspace }: Options): void {
  output.line();
  for (const line of conditionLines(condition)) output.line(line);
  output.line();
  const named = [
    ...(stack === "dev" ? [] : [` --stack ${stack}`]),
    ...(workspace === "local" ? [] : [` --workspace ${workspace}`]),
  ].join("");
  output.line(
    foreground === true
      ? "Ctrl-C ends it all."
      : `It runs in the background: multistage local status, logs, env or down${named} go on from here.`,
  );
  output.result(condition);
}
