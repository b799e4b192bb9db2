/** Installs a lock's packages for the function's Python and processor, whatever this machine runs, into one folder. */
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Refusal } from "../refusal/refusal";
import { runPython } from "./python";
import { lockLines } from "./requirements-lock";

/** Pythons of Lambda that a package can be made for. */
export const pythonVersions = ["3.12", "3.13", "3.14"] as const;
export type PythonVersion = (typeof pythonVersions)[number];

/** Processors of Lambda, in its own words. */
export const architectures = ["arm64", "x86_64"] as const;
export type Architecture = (typeof architectures)[number];

const pipSeconds = 600;

/** What to install, for which function, and where to. */
export interface LockedInstall {
  /** Path of the lock file. */
  readonly lock: string;
  readonly python: PythonVersion;
  readonly architecture: Architecture;
  /** An empty folder. */
  readonly target: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Installs wheels only, each checked against the lock's hashes; an empty lock installs nothing. Command-line scripts are
 * left out: they name this machine's Python. Throws a Refusal with pip's last lines when pip fails or takes longer than 10 minutes.
 */
export async function installLocked(install: LockedInstall): Promise<void> {
  const { lock, target, signal } = install;
  if (lockLines(await readFile(lock, "utf8")).length === 0) return;
  const { code, lastLines } = await runPython(pipArguments(install), {
    cwd: target,
    env: {
      ...process.env,
      PIP_DISABLE_PIP_VERSION_CHECK: "1",
      PIP_NO_INPUT: "1",
      PIP_ROOT_USER_ACTION: "ignore",
    },
    deadlineSeconds: pipSeconds,
    what: "pip install",
    signal,
  });
  if (code !== 0) throw pipFailed(code, lastLines);
  await dropScripts(target);
}

function pipArguments({ lock, python, architecture, target }: LockedInstall): string[] {
  const processor = architecture === "arm64" ? "aarch64" : "x86_64";
  return [
    ...["-m", "pip", "install", "--requirement", lock, "--require-hashes", "--only-binary=:all:"],
    // Python 3.12 and newer run on Amazon Linux 2023, whose C library (2.34) takes the newer wheels too.
    ...["--platform", `manylinux2014_${processor}`, "--platform", `manylinux_2_28_${processor}`],
    ...["--python-version", python, "--implementation", "cp"],
    ...["--target", target, "--no-compile", "--progress-bar", "off"],
  ];
}

function pipFailed(code: number | null, lastLines: string): Refusal {
  if (lastLines.includes("No module named pip")) {
    return new Refusal({
      property: "pip",
      rule: "installed for the python3 on PATH",
      got: "no module named pip",
      remedy: "run `python3 -m ensurepip`, or install your system's python3-pip",
    });
  }
  return new Refusal({
    property: "pip install",
    rule: "able to install every package of the lock as a wheel",
    got: `exit code ${code ?? "none (it was ended from outside)"}`,
    remedy: `mend what its last lines say:\n${lastLines}`,
  });
}

/** Removes the scripts and, so that the packages' records stay true, their lines there. */
async function dropScripts(target: string): Promise<void> {
  await rm(join(target, "bin"), { recursive: true, force: true });
  for (const folder of await readdir(target)) {
    if (!folder.endsWith(".dist-info")) continue;
    const record = join(target, folder, "RECORD");
    const lines = (await readFile(record, "utf8")).split("\n");
    await writeFile(record, lines.filter((line) => !line.startsWith("../")).join("\n"));
  }
}
