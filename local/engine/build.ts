/** Builds the engine from Go modules, where it can be had no other way: Go and its module proxy are all this needs. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DeadlineError, runChild, type ChildResult } from "../../processes/run-child";
import { Refusal } from "../../refusal/refusal";
import { packageRoot } from "../package-root";
import { cacheFolder } from "./cache-folder";
import { engineIn } from "./placing";
import { VERSION } from "./versions";

/** The folder of our Go module, which names the engine as its tool; it may be read-only. */
export const GO_MODULE = join(packageRoot(), "local", "engine", "go");

const PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const FLAGS = [
  "-mod=readonly",
  "-trimpath",
  "-buildvcs=false",
  "-tags=osusergo,grpcnotrace",
  // Without a version the Automation API refuses the engine.
  `-ldflags=-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${VERSION}`,
];
const DEADLINE_MINUTES = 30;

/** Names the built engine in the cache: another one as soon as a module, a flag or the machine's kind changes. */
export function buildKey(goModule = GO_MODULE): string {
  const hash = createHash("sha256").update(readFileSync(join(goModule, "go.sum")));
  for (const part of [...FLAGS, process.platform, process.arch]) hash.update(`\n${part}`);
  return `${VERSION}-${hash.digest("hex").slice(0, 12)}`;
}

export interface Build {
  readonly go: string;
  readonly env: NodeJS.ProcessEnv;
  readonly report: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
  /** How often to report how far it is; every five seconds unless given. */
  readonly progressMs?: number;
}

/**
 * Builds into `root`; what the compiler needs on the way goes to `temporary`.
 *
 * @throws Refusal when Go fails, with its last lines; the signal's reason when aborted
 */
export async function buildEngine(root: string, temporary: string, build: Build): Promise<void> {
  const { go, env, report, signal, progressMs = 5_000 } = build;
  const progress = new Progress();
  const timer = setInterval(() => {
    report(progress.line());
  }, progressMs);
  try {
    const args = ["build", "-C", GO_MODULE, "-v", ...FLAGS, "-o", engineIn(root), PACKAGE];
    const result = await runChild(go, args, {
      // The user's workspace or target machine is not ours.
      env: { GOTMPDIR: temporary, ...env, GOWORK: "off", GOOS: "", GOARCH: "" },
      deadlineSeconds: DEADLINE_MINUTES * 60,
      signal,
      onErrorLine: (line) => {
        progress.add(line);
      },
    });
    if (result.status !== 0) throw buildFailure(result, env);
  } catch (error) {
    if (!(error instanceof DeadlineError)) throw error;
    const got = `none within ${DEADLINE_MINUTES} minutes of waiting for go build (${progress.line()})`;
    const remedy = "run this again: what is compiled stays in Go's cache";
    throw new Refusal({ property: "engine", rule: "an engine built from Go modules", got, remedy });
  } finally {
    clearInterval(timer);
  }
}

/** Counts what `go build -v` names as it goes. */
class Progress {
  private readonly start = Date.now();
  private downloads = 0;
  private packages = 0;

  add(line: string): void {
    if (line.startsWith("go: downloading ")) this.downloads++;
    // Import paths and nothing else; a compiler's message has a colon or a blank.
    else if (/^[\w.~/-]+$/.test(line)) this.packages++;
  }

  line(): string {
    const fetched = this.downloads === 0 ? "" : `${this.downloads} modules downloaded, `;
    const seconds = Math.round((Date.now() - this.start) / 1000);
    return `building the engine: ${fetched}${this.packages} packages compiled, ${seconds} s`;
  }
}

function buildFailure({ status, lastErrorLines }: ChildResult, env: NodeJS.ProcessEnv): Refusal {
  const said = lastErrorLines.join("\n");
  if (/no space left on device/i.test(said)) return diskFull(env);
  return new Refusal({
    property: "engine",
    rule: "an engine built from Go modules",
    got: `exit ${status} of go build:\n${said}\n`,
    remedy: "mend what it says, or install Pulumi: curl -fsSL https://get.pulumi.com | sh",
  });
}

/** The refusal for a disk that filled up while an engine was made; nothing of it is left there. */
export function diskFull(env: NodeJS.ProcessEnv): Refusal {
  return new Refusal({
    property: "MULTISTAGE_CACHE_DIR",
    rule: "a folder with room for the engine",
    got: `a full disk (at ${cacheFolder(env)}, or where Go keeps its caches)`,
    remedy: "free 4 GB, or set MULTISTAGE_CACHE_DIR, GOCACHE and GOMODCACHE to a larger disk",
  });
}
