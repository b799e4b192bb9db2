/** Finds programs on PATH and asks them for their version, because a file of the right name may be of no use. */
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import { DeadlineError, runChild } from "../../processes/run-child";
import { versionIn } from "./versions";

const DEADLINE_SECONDS = 20;

/** What a program says of itself, or why it cannot be used, as a sentence without its end. */
export type Probe = { readonly version: string } | { readonly why: string };

/** The full path of the program a shell would run, or undefined; relative entries of PATH are passed over. */
export function findExecutable(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const folders = (env.PATH ?? "").split(delimiter).filter((folder) => isAbsolute(folder));
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/** Runs `<program> version`. */
export async function probeVersion(
  program: string,
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<Probe> {
  try {
    const { status, output, lastErrorLines } = await runChild(program, ["version"], {
      env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true", GOTOOLCHAIN: "local" },
      deadlineSeconds: DEADLINE_SECONDS,
      signal,
    });
    const failure = lastErrorLines.at(-1) ?? "it printed nothing";
    if (status !== 0) return { why: `${program} does not run (exit ${status}: ${failure})` };
    const version = versionIn(output);
    if (version === undefined) return { why: `${program} does not say its version` };
    return { version };
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof DeadlineError)
      return { why: `${program} did not say its version within ${DEADLINE_SECONDS} s` };
    return { why: `${program} does not run (${(error as NodeJS.ErrnoException).code ?? String(error)})` };
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
