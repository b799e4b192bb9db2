/**
 * Makes a Python web app and its locked packages into the one zip that Lambda runs. Equal input gives equal bytes, so the
 * zip's sha256 names the release; unchanged input costs no work.
 */
import { mkdir, mkdtemp, realpath, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { Refusal, shown, type Problem } from "../refusal/refusal";
import { readApp } from "./app";
import { digestOf, remember, unchanged, type PackageRecord } from "./inputs";
import { architectures, pythonVersions, type Architecture, type PythonVersion } from "./pip";
import { stage } from "./stage";
import { sizeProblems, totalBytes } from "./unzipped-size";
import { writeZip } from "./zip";

/** Part of every input digest: raise it whenever the same input is to give other bytes than before. */
const packerVersion = 1;

/** What to package, and for which function. */
export interface PackagePythonOptions {
  /** Folder of the app: `run.sh`, `requirements.lock`, its code, and for a Django project its `manage.py`. */
  readonly source: string;
  /** Path of the zip to write; its folder is made when missing. */
  readonly output: string;
  /** The function's Python, `3.13` when not given. */
  readonly python?: PythonVersion | undefined;
  /** The function's processor, `arm64` when not given. */
  readonly architecture?: Architecture | undefined;
  /** Told in one line each what is being done. */
  readonly report?: ((line: string) => void) | undefined;
  /** Ends the packaging early; nothing is left behind. */
  readonly signal?: AbortSignal | undefined;
}

/** A package that lies ready. */
export interface PythonPackage {
  /** Where it is, absolute. */
  readonly path: string;
  /** Hexadecimal digest of the zip. */
  readonly sha256: string;
  /** Size of the zip. */
  readonly bytes: number;
  /** Size of its files when unpacked. */
  readonly unzippedBytes: number;
  /** How many files it has. */
  readonly files: number;
}

/**
 * Packages an app. The zip appears in one step when everything succeeded; until then, and after a failure, an earlier one
 * stays as it was. Throws a Refusal for a folder that is no such app, a missing `python3` or pip, a failed or overlong pip
 * (10 minutes) or collectstatic (2 minutes) and a package over Lambda's limit, and the signal's reason when aborted.
 */
export async function packagePython({
  source,
  output,
  python = "3.13",
  architecture = "arm64",
  report = () => undefined,
  signal,
}: PackagePythonOptions): Promise<PythonPackage> {
  signal?.throwIfAborted();
  refuseIfAny(choiceProblems(python, architecture));
  const path = resolve(output);
  const app = await readApp(resolve(source), path);

  const inputs = await digestOf(app.files, { packerVersion, python, architecture });
  const known = await unchanged(path, inputs);
  if (known !== undefined) {
    report("nothing has changed since the last packaging");
    return asPackage(path, known);
  }

  for (const line of app.leftOut) report(`left out ${line}`);
  await makeFolderOf(path);
  const staging = await mkdtemp(join(await realpath(tmpdir()), "multistage-package-"));
  try {
    const files = await stage(app, staging, { python, architecture, report, signal });
    refuseIfAny(sizeProblems(files));
    report("writing the zip");
    const zip = await writeZip(files, path, signal);
    const record = { inputs, ...zip, unzippedBytes: totalBytes(files), files: files.length };
    await remember(path, record);
    return asPackage(path, record);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

function asPackage(path: string, { sha256, bytes, unzippedBytes, files }: PackageRecord): PythonPackage {
  return { path, sha256, bytes, unzippedBytes, files };
}

function choiceProblems(python: string, architecture: string): Problem[] {
  const choices = [
    { property: "python", allowed: pythonVersions as readonly string[], got: python },
    { property: "architecture", allowed: architectures as readonly string[], got: architecture },
  ];
  return choices
    .filter(({ allowed, got }) => !allowed.includes(got))
    .map(({ property, allowed, got }) => {
      const rule = `one of ${allowed.join(", ")}`;
      return { property, rule, got: shown(got), remedy: "choose what the function runs on" };
    });
}

/** Makes the artifact's folder. Throws a Refusal when it cannot be made, or when a folder stands in the artifact's place. */
async function makeFolderOf(path: string): Promise<void> {
  const remedy = "give the path of a zip in a folder that can be written";
  if ((await stat(path).catch(() => undefined))?.isDirectory() === true) {
    throw new Refusal({ property: "output", rule: "the path of a file", got: `the folder ${path}`, remedy });
  }
  try {
    await mkdir(dirname(path), { recursive: true });
  } catch (error) {
    const got = `${path} (${error instanceof Error ? error.message : String(error)})`;
    throw new Refusal({ property: "output", rule: "in a folder that can be made", got, remedy });
  }
}

function refuseIfAny(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new Refusal(...problems);
}
