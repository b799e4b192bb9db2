/**
 * The program that keeps the planes of a stack running. Until it is told to go on alone it ends when whoever started it
 * does; then it ends when it is told to, or when its state file has gone.
 */
import { mkdirSync, rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { thisProcess } from "../../../processes/holder";
import { Refusal } from "../../../refusal/refusal";
import { realClock } from "../../clock/clock";
import { conditionOf } from "../condition";
import { planesIn } from "../folder";
import { Logs } from "../logs";
import { startPlanes, type RunningPlanes } from "../planes";
import { StackObjects } from "../stack-objects";
import { startControl, type Control } from "./control";
import { GO_ON, type Assignment, type Told } from "./launch";
import { readState, writeState } from "./state";

const LOOK_MS = 2_000;
const STOP_SECONDS = 15;

async function main(): Promise<void> {
  const { workspace, store, region, account } = JSON.parse(process.argv[2] ?? "") as Assignment;
  const folder = planesIn(workspace);
  mkdirSync(folder.root, { recursive: true, mode: 0o700 });
  const logs = new Logs(folder.logs, realClock);
  const objects = new StackObjects(store);
  const starting = new AbortController();
  let [planes, control]: [RunningPlanes?, Control?] = [];

  let stopping: Promise<never> | undefined;
  const stop = (code = 0): void => {
    stopping ??= end(code);
  };
  const end = async (code: number): Promise<never> => {
    // What hangs ends with us all the same: moto, instances and functions hear that their pipes end.
    setTimeout(() => process.exit(1), STOP_SECONDS * 1000).unref();
    starting.abort(new Error("stopped while starting"));
    await control?.close();
    await planes?.close();
    logs.flush();
    if (readState(folder.state)?.holder.pid === process.pid) rmSync(folder.state, { force: true });
    for (const own of [folder.functions, folder.instances]) rmSync(own, { recursive: true, force: true });
    process.exit(code);
  };
  process.on("SIGTERM", () => {
    stop();
  });
  process.on("SIGINT", () => {
    stop();
  });
  process.on("uncaughtException", (error) => {
    process.stderr.write(`${error.stack ?? error.message}\n`);
    stop(1);
  });
  let alone = false;
  createInterface({ input: process.stdin })
    .on("line", (line) => {
      alone ||= line === GO_ON;
    })
    .on("close", () => {
      if (!alone) stop();
    });
  // Nobody listens any more: that is no reason to end.
  process.stdout.on("error", () => undefined);

  const { env } = process;
  planes = await startPlanes({
    ...{ clock: realClock, region, account, folder, logs, objects, env },
    signal: starting.signal,
  });
  const running = planes;
  control = await startControl({
    condition: () => conditionOf(running, objects.list()),
    follow: () => running.follow(),
    stop,
  });
  const { url, token } = control;
  const { emulator, endpoints } = planes;
  const holder = thisProcess();
  writeState(folder.state, { holder, region, account, control: { url, token }, emulator, endpoints });
  const look = (): void => {
    if (readState(folder.state)?.control.token !== token) stop();
    realClock.after(LOOK_MS, look);
  };
  look();
  tell({ running: true });
}

function tell(told: Told): void {
  process.stdout.write(`${JSON.stringify(told)}\n`);
}

main().catch((error: unknown) => {
  if (error instanceof Refusal) tell({ refused: error.problems });
  else tell({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  process.exitCode = 1;
  process.stdin.destroy();
});
