/** Engines that are on this machine already: on PATH, or in the cache. Looking changes nothing. */
import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { buildKey } from "./build";
import { cacheFolder } from "./cache-folder";
import { DOWNLOAD_KEY } from "./download";
import { findExecutable, probeVersion } from "./executable";
import { engineIn } from "./placing";
import { unusable } from "./versions";

/** A Pulumi engine that has been seen to run. */
export interface Engine {
  readonly source: "path" | "download" | "built";
  /** Its number, as in `3.259.0`. */
  readonly version: string;
  /** The folder whose `bin/pulumi` it is, as `PulumiCommand.get({ root })` takes it. */
  readonly root: string;
  /** The program's full path. */
  readonly pulumi: string;
  /** Whether the official Node.js language host stands beside it; else ours has to be given to the engine. */
  readonly languageHost: "official" | "ours";
}

/** An engine, or why there is none, as a sentence without its end. */
export type Found = { readonly engine: Engine } | { readonly why: string };

/** The first `pulumi` on PATH; its root is the folder it stands in where that is not called `bin`. */
export async function engineOnPath(env: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<Found> {
  const pulumi = findExecutable("pulumi", env);
  if (pulumi === undefined) return { why: "no pulumi on PATH" };
  const folder = dirname(pulumi);
  return asFound("path", basename(folder) === "bin" ? dirname(folder) : folder, pulumi, env, signal);
}

/** The engine an earlier run downloaded or built. */
export async function engineInCache(
  source: "download" | "built",
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<Found> {
  const root = cachedRoot(source, env);
  if (!existsSync(engineIn(root))) return { why: "none in the cache" };
  return asFound(source, root, engineIn(root), env, signal);
}

/** Where an engine of that source stands in the cache, or would. */
export function cachedRoot(source: "download" | "built", env: NodeJS.ProcessEnv): string {
  return join(cacheFolder(env), ENGINES, source === "built" ? buildKey() : DOWNLOAD_KEY);
}

/** The folder of the engines within the cache. */
export const ENGINES = "engine";

async function asFound(
  source: Engine["source"],
  root: string,
  pulumi: string,
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<Found> {
  const probe = await probeVersion(pulumi, env, signal);
  if ("why" in probe) return probe;
  const { version } = probe;
  const reason = unusable(version);
  if (reason !== undefined) return { why: `${pulumi} is ${version}, which is ${reason}` };
  return { engine: { source, version, root, pulumi, languageHost: languageHostOf(pulumi) } };
}

/**
 * The engine looks beside itself before anywhere else. A language host elsewhere on PATH does not count: the
 * rehearsal runs with ambient plugins ignored.
 */
function languageHostOf(pulumi: string): Engine["languageHost"] {
  const official = join(dirname(realpathSync(pulumi)), "pulumi-language-nodejs");
  return existsSync(official) ? "official" : "ours";
}
