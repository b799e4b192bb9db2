/** Lays an app and its packages into one folder as they will lie on Lambda, with the static files collected. */
import { chmod, copyFile, mkdir, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Refusal } from "../refusal/refusal";
import type { App } from "./app";
import { collectStatic } from "./collect-static";
import { filesBelow, type PackagedFile } from "./folder-files";
import { installLocked, type Architecture, type PythonVersion } from "./pip";

/** For which function to stage, and how to say what is being done. */
export interface StageOptions {
  readonly python: PythonVersion;
  readonly architecture: Architecture;
  readonly report: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Fills the empty folder `staging` and returns its files, sorted by path. Throws a Refusal when a step fails. */
export async function stage(
  app: App,
  staging: string,
  { python, architecture, report, signal }: StageOptions,
): Promise<readonly PackagedFile[]> {
  report(`installing the lock's packages for Python ${python} on ${architecture}`);
  await installLocked({ lock: app.lock, python, architecture, target: staging, signal });
  await layApp(app, staging);
  if (app.django) {
    report("collecting static files");
    await collectStatic(staging, signal);
  }
  return filesBelow(staging, ({ name }) => name === "__pycache__");
}

/** Copies the app's files between the packages; one in the place of a package would hide or be hidden by it. */
async function layApp({ files }: App, staging: string): Promise<void> {
  const installed = new Set(await readdir(staging));
  const tops = new Set(files.map(({ path }) => path.split("/", 1)[0] ?? path));
  const taken = [...tops].filter((top) => installed.has(top));
  if (taken.length > 0) {
    throw new Refusal(
      ...taken.map((name) => ({
        property: name,
        rule: "a name that no installed package uses",
        got: "a file or folder of the app and one of a package",
        remedy: "rename the app's, or leave the package out of the lock",
      })),
    );
  }
  for (const { path, from, executable } of files) {
    const to = join(staging, path);
    await mkdir(dirname(to), { recursive: true });
    await copyFile(from, to);
    await chmod(to, executable ? 0o755 : 0o644);
  }
}
