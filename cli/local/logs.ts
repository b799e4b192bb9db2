/** `multistage local logs`: what was logged, also by what has ended since. */
import { setTimeout as sleep } from "node:timers/promises";
import { readLog } from "../../local/planes/bounded-log";
import { planesIn } from "../../local/planes/folder";
import { logFiles, type LogFile } from "../../local/planes/logs";
import { Refusal } from "../../refusal/refusal";
import type { Output } from "../output";
import type { Session } from "../command";
import type { LocalOptions } from "./options";
import { workspaceFolder } from "./status";

interface Options extends LocalOptions {
  readonly follow?: boolean;
}

const LOOK_MS = 200;

/** @throws Refusal when nothing of that name has logged anything */
export async function localLogs(
  { output, project, signal }: Session,
  name: string | undefined,
  { workspace, follow }: Options,
): Promise<void> {
  const { logs } = planesIn(workspaceFolder(project, workspace));
  const found = logFiles(logs);
  const files = name === undefined ? found.filter(({ kind }) => kind === "planes") : [named(name, found)];
  const shown = linesOf(files);
  for (const line of shown) output.line(line);
  output.result({ ok: true, lines: shown });
  if (follow === true) await followLogs(output, signal, () => (name === undefined ? planeLogs(logs) : files));
}

/** Goes on until the signal, with what is logged from now on. */
export async function followLogs(
  output: Output,
  signal: AbortSignal,
  files: () => readonly LogFile[],
): Promise<void> {
  const seen = new Map(files().map(({ file }) => [file, readLog(file)]));
  while (!signal.aborted) {
    await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
    for (const one of files()) {
      const [before, now] = [seen.get(one.file) ?? "", readLog(one.file)];
      if (now === before) continue;
      // What was there is found again by its end, as its beginning may have been dropped meanwhile.
      const last = before.slice(-200);
      const from = now.startsWith(before)
        ? before.length
        : last === ""
          ? 0
          : now.lastIndexOf(last) + last.length;
      const whole = now.slice(0, now.lastIndexOf("\n") + 1);
      seen.set(one.file, whole);
      for (const line of lines(whole.slice(from))) output.line(prefixed(one, line, files().length));
    }
  }
}

export function planeLogs(folder: string): LogFile[] {
  return logFiles(folder).filter(({ kind }) => kind === "planes");
}

/** One after the other in time where there are several, each line with its plane's name. */
function linesOf(files: readonly LogFile[]): string[] {
  const all = files.flatMap((one) => lines(readLog(one.file)).map((line) => ({ one, line })));
  if (files.length > 1) all.sort((a, b) => (a.line < b.line ? -1 : a.line > b.line ? 1 : 0));
  return all.map(({ one, line }) => prefixed(one, line, files.length));
}

function prefixed({ name }: LogFile, line: string, count: number): string {
  return count > 1 ? `${name}: ${line}` : line;
}

function lines(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}

/** By its whole name, or an end of it that only one has. */
function named(name: string, found: readonly LogFile[]): LogFile {
  const whole = found.find((one) => one.name === name);
  const [only, ...others] = found.filter((one) => one.name.endsWith(`-${name}`));
  const chosen = whole ?? (others.length === 0 ? only : undefined);
  if (chosen !== undefined) return chosen;
  throw new Refusal({
    property: "name",
    rule: "one that has logged something",
    got: name,
    remedy:
      found.length === 0
        ? "nothing has run here yet: multistage local up"
        : `name one of ${found.map((one) => one.name).join(", ")}`,
  });
}
