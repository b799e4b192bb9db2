/**
 * The Lambda Web Adapter that is used here: the real one where it was built from its crate (deep checks do that), else
 * a stand-in of ours, which speaks the same two APIs. Results say which.
 */
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runChild } from "../../processes/run-child";
import { Refusal } from "../../refusal/refusal";
import { cacheFolder, writableCache } from "../engine/cache-folder";
import { packageRoot } from "../package-root";

/** What starts an adapter. */
export interface WebAdapter {
  readonly command: readonly string[];
  /** As results name it. */
  readonly name: string;
}

/** The newest one that was published as a crate; older than the layer 1.1.0, and without its SnapStart hooks. */
const CRATE = "lambda_web_adapter";
const VERSION = "1.0.0-rc1";
const FOLDER = "web-adapter";
const BUILD_SECONDS = 1_200;

function executable(env: NodeJS.ProcessEnv): string {
  return join(cacheFolder(env), FOLDER, VERSION, "bin", "lambda-adapter");
}

/** The real one if the cache has it, else the stand-in. */
export function webAdapter(env: NodeJS.ProcessEnv): WebAdapter {
  const real = executable(env);
  return existsSync(real) ? { command: [real], name: `${CRATE} ${VERSION}` } : standIn();
}

/** Ours; started with this Node.js. */
export function standIn(): WebAdapter {
  const script = join(packageRoot(), "local", "functions", "clients", "web-adapter.mjs");
  return { command: [process.execPath, script], name: "a stand-in for the Lambda Web Adapter" };
}

/**
 * Builds the real one into the cache, unless it is there. Needs cargo and its registry; takes minutes.
 *
 * @throws Refusal when cargo is missing or fails, with its last lines
 */
export async function buildWebAdapter(env: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<WebAdapter> {
  const real = executable(env);
  if (!existsSync(real)) {
    const cache = writableCache(env, FOLDER);
    const part = join(cache, `${VERSION}.${process.pid}`);
    mkdirSync(part);
    try {
      await cargoInstall(part, env, signal);
      rmSync(join(part, "target"), { recursive: true, force: true });
      if (!existsSync(real)) renameSync(part, join(cache, VERSION));
    } finally {
      rmSync(part, { recursive: true, force: true });
    }
  }
  return webAdapter(env);
}

async function cargoInstall(root: string, env: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<void> {
  const args = ["install", "--locked", "--jobs", "1", "--root", root, `${CRATE}@${VERSION}`];
  const refused = (got: string): Refusal =>
    new Refusal({
      property: "web adapter",
      rule: `${CRATE} ${VERSION} built with cargo`,
      got,
      remedy: "install Rust, or go without: the stand-in is used then, and results say so",
    });
  let result;
  try {
    result = await runChild("cargo", args, {
      env: { ...env, CARGO_TARGET_DIR: join(root, "target") },
      deadlineSeconds: BUILD_SECONDS,
      signal,
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw refused(error instanceof Error ? error.message : String(error));
  }
  if (result.status !== 0)
    throw refused(`exit ${result.status} of cargo:\n${result.lastErrorLines.join("\n")}\n`);
}
