/**
 * Gets the Pulumi engine for the rehearsal: the one on PATH, else one in the cache, else the official download, else
 * a build from Go modules. Every step down is said, with its reason.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { Refusal } from "../../refusal/refusal";
import { buildEngine, diskFull } from "./build";
import { writableCache } from "./cache-folder";
import { DownloadError, downloadEngine, reachDownload } from "./download";
import { findExecutable, probeVersion } from "./executable";
import { cachedRoot, engineInCache, engineOnPath, ENGINES, type Engine, type Found } from "./found";
import { engineIn, place } from "./placing";
import { MINIMUM, VERSION } from "./versions";

export type { Engine } from "./found";
export { surveyEngines, type Surveyed } from "./survey";

export interface EngineRequest {
  /** Where PATH, HOME and the cache's variables are read; what is run gets it too. */
  readonly env: NodeJS.ProcessEnv;
  /** Gets one line for every fallback, and one every few seconds of a build. */
  readonly report: (line: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * The engine, in seconds where there is one, in minutes where it has to be built.
 *
 * @throws Refusal when there is none and none can be had, or the cache cannot be written, or its disk is full;
 *   the signal's reason when aborted, with nothing left behind
 */
export async function getEngine(request: EngineRequest): Promise<Engine> {
  const { env, report, signal } = request;
  const onPath = await engineOnPath(env, signal);
  if ("engine" in onPath) return laidOut(onPath.engine, env);

  for (const source of ["download", "built"] as const) {
    const cached = await engineInCache(source, env, signal);
    if (!("engine" in cached)) continue;
    const how = source === "built" ? "built from Go modules" : "downloaded";
    report(`${onPath.why}; using the engine ${cached.engine.version} ${how} earlier`);
    return cached.engine;
  }

  writableCache(env, ENGINES);
  const downloaded = await tryDownload(onPath.why, request);
  if ("engine" in downloaded) return downloaded.engine;
  return build([onPath.why, downloaded.why], request);
}

async function tryDownload(why: string, request: EngineRequest): Promise<Found> {
  const { report, signal } = request;
  try {
    report(`${why}; trying the official download of ${VERSION}`);
    await reachDownload(signal);
    const engine = await made("download", request, (root, temporary) =>
      downloadEngine(root, temporary, request),
    );
    return { engine };
  } catch (error) {
    if (error instanceof DownloadError) return { why: error.message };
    throw error;
  }
}

async function build(reasons: readonly string[], request: EngineRequest): Promise<Engine> {
  const { env, report } = request;
  const go = findExecutable("go", env);
  if (go === undefined)
    throw new Refusal({
      property: "engine",
      rule: `Pulumi ${MINIMUM} or newer, on PATH, downloaded or built`,
      got: [...reasons, "no go on PATH to build it with"].join(", "),
      remedy:
        "install Pulumi (curl -fsSL https://get.pulumi.com | sh) or Go (https://go.dev/dl/), and run this again",
    });
  report(`${reasons.at(-1) ?? ""}; building ${VERSION} from Go modules, once (about five minutes)`);
  return made("built", request, (root, temporary) => buildEngine(root, temporary, { ...request, go }));
}

/** Has an engine made and put into the cache, unless another process did so meanwhile. */
async function made(
  source: "download" | "built",
  { env, signal }: EngineRequest,
  make: (root: string, temporary: string) => Promise<void>,
): Promise<Engine> {
  const meanwhile = await engineInCache(source, env, signal);
  if ("engine" in meanwhile) return meanwhile.engine;
  const target = cachedRoot(source, env);
  try {
    rmSync(target, { recursive: true, force: true });
    await place(target, async (root, temporary) => {
      await make(root, temporary);
      const probe = await probeVersion(engineIn(root), env, signal);
      if ("why" in probe) throw unfit(source, probe.why);
    });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === "ENOSPC" ? diskFull(env) : error;
  }
  const found = await engineInCache(source, env, signal);
  if ("why" in found) throw unfit(source, found.why);
  return found.engine;
}

function unfit(source: "download" | "built", why: string): Error {
  if (source === "download") return new DownloadError(`the official download is of no use here (${why})`);
  const remedy = "install Pulumi: curl -fsSL https://get.pulumi.com | sh";
  return new Refusal({ property: "engine", rule: "an engine that runs", got: why, remedy });
}

/** The Automation API takes only `<root>/bin/pulumi`: an engine that stands elsewhere gets a link in the cache. */
function laidOut(engine: Engine, env: NodeJS.ProcessEnv): Engine {
  if (existsSync(engineIn(engine.root))) return engine;
  const name = createHash("sha256").update(engine.pulumi).digest("hex").slice(0, 12);
  const root = join(writableCache(env, ENGINES), `path-${name}`);
  const link = engineIn(root);
  mkdirSync(dirname(link), { recursive: true });
  if (!existsSync(link)) {
    rmSync(link, { force: true });
    symlinkSync(engine.pulumi, link);
  }
  return { ...engine, root };
}
