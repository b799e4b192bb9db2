/**
 * Gets the emulator moto: a virtual environment of its own in the cache, made of a committed lock, once. What is not
 * whole has no place there.
 */
import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { tryLock } from "../../processes/lock-file";
import { DeadlineError, runChild } from "../../processes/run-child";
import { Refusal } from "../../refusal/refusal";
import { cacheFolder, writableCache } from "../engine/cache-folder";
import { findExecutable } from "../engine/executable";
import { place } from "../engine/placing";
import { packageRoot } from "../package-root";
import { failedInstall, missingPython, oldPython, stillInstalling } from "./refusals";

export interface MotoRequest {
  /** Where PATH, HOME and the cache's variables are read; pip gets it too. */
  readonly env: NodeJS.ProcessEnv;
  /** Gets a line when it has to be installed. */
  readonly report: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Of the cache. */
const FOLDER = "moto";
const INSTALL_SECONDS = 600;
const PROBE_SECONDS = 30;
/** How often to look whether another has finished. */
const WAIT_MS = 100;

const HAS_MOTO = "import importlib.util, sys; sys.exit(importlib.util.find_spec('moto') is None)";
/** What moto asks for. */
const IS_NEW = "import sys; print(sys.version.split()[0]); sys.exit(sys.version_info < (3, 10))";

/**
 * The Python that has moto: in milliseconds where it was installed before, else in about ten seconds, with pip.
 *
 * @throws Refusal when there is no Python 3.10 with venv and pip, when pip fails, or the cache cannot be written; the
 *   signal's reason when aborted, with nothing left behind
 */
export async function motoPython(request: MotoRequest): Promise<string> {
  const lock = join(packageRoot(), "local", "moto", "requirements.lock");
  const digest = createHash("sha256").update(readFileSync(lock)).digest("hex").slice(0, 12);
  const target = join(cacheFolder(request.env), FOLDER, digest);
  if (!(await hasMoto(target, request))) await install(target, lock, request);
  return pythonIn(target);
}

function pythonIn(venv: string): string {
  return join(venv, "bin", "python3");
}

/** A file that is written last. */
function proof(venv: string): string {
  return join(venv, "whole");
}

/** It also has none any more where the Python it was made with has gone. */
async function hasMoto(venv: string, request: MotoRequest): Promise<boolean> {
  try {
    return (await run(pythonIn(venv), ["-c", HAS_MOTO], PROBE_SECONDS, request)).status === 0;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

async function install(target: string, lock: string, request: MotoRequest): Promise<void> {
  const python = findExecutable("python3", request.env);
  if (python === undefined) throw missingPython();
  const { status, output } = await run(python, ["-c", IS_NEW], PROBE_SECONDS, request);
  if (status !== 0) throw oldPython(python, output);
  writableCache(request.env, FOLDER);
  const unlock = await alone(`${target}.lock`, request);
  try {
    // Broken, unless another process has made it meanwhile.
    if (!(await hasMoto(target, request))) await make(python, target, lock, request);
  } finally {
    unlock();
  }
}

/** The lock of who installs it; waits for another who does. */
async function alone(file: string, { report, signal }: MotoRequest): Promise<() => void> {
  const until = Date.now() + INSTALL_SECONDS * 1000;
  for (let told = false; ; told = true) {
    const lock = await tryLock(file);
    if ("unlock" in lock) return lock.unlock;
    const { holder } = lock;
    if (Date.now() > until) throw stillInstalling(file, holder, INSTALL_SECONDS);
    if (!told) report(`process ${holder.pid} installs the emulator moto; waiting until it has`);
    await sleep(WAIT_MS);
    signal?.throwIfAborted();
  }
}

async function make(python: string, target: string, lock: string, request: MotoRequest): Promise<void> {
  request.report("installing the emulator moto, once (about ten seconds)");
  rmSync(target, { recursive: true, force: true });
  const fill = async (venv: string, temporary: string): Promise<void> => {
    const own = { ...request, env: { ...request.env, TMPDIR: temporary } };
    await step(python, ["-m", "venv", venv], own);
    // What is imported is compiled when it first is: half of the packages' modules never are.
    const pip = ["-m", "pip", "install", "--quiet", "--no-compile", "--no-deps"];
    await step(pythonIn(venv), [...pip, "--require-hashes", "--only-binary=:all:", "-r", lock], own);
    writeFileSync(proof(venv), "");
  };
  await place(target, fill, proof);
}

async function step(python: string, args: readonly string[], request: MotoRequest): Promise<void> {
  let printed = "";
  const onText = (text: string): void => {
    printed = (printed + text).slice(-16_384);
  };
  const { status } = await run(python, args, INSTALL_SECONDS, { ...request, onText });
  if (status !== 0) throw failedInstall(args, status, printed);
}

type Run = MotoRequest & { readonly onText?: (text: string) => void };

async function run(
  program: string,
  args: readonly string[],
  deadlineSeconds: number,
  { env, signal, onText }: Run,
): Promise<{ status: number | NodeJS.Signals; output: string }> {
  const own = { ...env, PIP_DISABLE_PIP_VERSION_CHECK: "1", PIP_NO_INPUT: "1" };
  const options = { env: own, deadlineSeconds, signal, graceSeconds: 0 };
  try {
    return await runChild(program, args, { ...options, ...(onText === undefined ? {} : { onText }) });
  } catch (error) {
    if (!(error instanceof DeadlineError)) throw error;
    const rule = `finished within ${deadlineSeconds} s`;
    const got = "a program that was still running and has been ended";
    const remedy = "see what it waits for, and run this again";
    throw new Refusal({ property: [program, ...args.slice(0, 2)].join(" "), rule, got, remedy });
  }
}
