/** What there is to get an engine from, for `multistage doctor`: nothing is downloaded, built or written. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gte } from "semver";
import { GO_MODULE } from "./build";
import { findExecutable, probeVersion } from "./executable";
import { engineInCache, engineOnPath, type Engine, type Found } from "./found";
import { versionIn } from "./versions";

/** One source of an engine, in the order they are tried; `go` is what one can be built with. */
export type Surveyed = {
  readonly source: Engine["source"] | "go";
} & (
  | { readonly usable: true; readonly version: string; readonly path: string }
  | {
      readonly usable: false;
      /** Why not, as a sentence without its end. */
      readonly why: string;
      /** The command, or the address, that gets it. */
      readonly remedy: string;
    }
);

const FIRST_USE = "npx multistage rehearse gets it when there is no pulumi on PATH";

/** Looks at every source; takes a second, at most a minute where programs hang. */
export async function surveyEngines(env: NodeJS.ProcessEnv): Promise<readonly Surveyed[]> {
  const [path, download, built, go] = await Promise.all([
    engineOnPath(env),
    engineInCache("download", env),
    engineInCache("built", env),
    surveyGo(env),
  ]);
  return [
    surveyed("path", path, "curl -fsSL https://get.pulumi.com | sh"),
    surveyed("download", download, FIRST_USE),
    surveyed("built", built, FIRST_USE),
    go,
  ];
}

function surveyed(source: Engine["source"], found: Found, remedy: string): Surveyed {
  if ("why" in found) return { source, usable: false, why: found.why, remedy };
  return { source, usable: true, version: found.engine.version, path: found.engine.pulumi };
}

async function surveyGo(env: NodeJS.ProcessEnv): Promise<Surveyed> {
  const unusable = (why: string): Surveyed => ({
    source: "go",
    usable: false,
    why,
    remedy: "https://go.dev/dl/",
  });
  const path = findExecutable("go", env);
  if (path === undefined) return unusable("no go on PATH");
  const probe = await probeVersion(path, env);
  if ("why" in probe) return unusable(probe.why);
  const needed = versionIn(/^go .*$/m.exec(readFileSync(join(GO_MODULE, "go.mod"), "utf8"))?.[0] ?? "") ?? "";
  if (gte(probe.version, needed)) return { source: "go", usable: true, version: probe.version, path };
  return unusable(
    `${path} is ${probe.version}, and the engine needs ${needed} (newer Go may fetch that by itself)`,
  );
}
