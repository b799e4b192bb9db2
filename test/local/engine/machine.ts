/** A machine as getEngine sees it: a PATH with fake programs, a cache of its own, and a network that answers as told. */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { temporaryFolder } from "../../helpers/temporary-folder";

export interface Machine {
  readonly folder: string;
  /** The folder on PATH. */
  readonly bin: string;
  readonly env: NodeJS.ProcessEnv;
  /** What was reported, a line each. */
  readonly lines: string[];
  readonly report: (line: string) => void;
  /** What lies in the cache's folder of engines; none of it may begin with a dot when nothing runs. */
  cached: () => string[];
  /** How often `go build` was called. */
  builds: () => number;
}

/** Shell lines by which a fake `go build` makes an engine. */
export const MAKES_AN_ENGINE = `printf '#!/bin/sh\\necho v3.259.0\\n' > "$out"; chmod +x "$out"`;

/** @param programs - what is on PATH: shell lines by name; those of `go` find in `$out` where to build to */
export function machine(programs: { pulumi?: string; go?: string } = {}): Machine {
  const folder = temporaryFolder();
  const [bin, cache, calls] = [join(folder, "bin"), join(folder, "cache"), join(folder, "calls")];
  mkdirSync(bin);
  if (programs.pulumi !== undefined) script(join(bin, "pulumi"), programs.pulumi);
  if (programs.go !== undefined)
    script(
      join(bin, "go"),
      `if [ "$1" = version ]; then echo go version go1.26.8 linux/amd64; exit; fi
echo "$@" >> '${calls}'
while [ "$1" != -o ]; do shift; done
out=$2
${programs.go}`,
    );
  const lines: string[] = [];
  return {
    folder,
    bin,
    env: { PATH: bin, HOME: folder, MULTISTAGE_CACHE_DIR: cache },
    lines,
    report: (line) => {
      lines.push(line);
    },
    cached: () => (existsSync(join(cache, "engine")) ? readdirSync(join(cache, "engine")) : []),
    builds: () => (existsSync(calls) ? readFileSync(calls, "utf8").trim().split("\n").length : 0),
  };
}

export function script(file: string, body: string): void {
  writeFileSync(file, `#!/bin/sh\nPATH=/usr/bin:/bin\n${body}\n`);
  chmodSync(file, 0o755);
}

const realFetch = globalThis.fetch;

/** A network for each test of the `describe` around; the real one is back after it. */
export function networkPerTest(): () => Network {
  let network: Network;
  beforeEach(() => {
    network = new Network();
  });
  afterEach(() => {
    network.restore();
  });
  return () => network;
}

/** Stands between this process and the network: nothing can be reached but a server of ours, once there is one. */
class Network {
  /** The addresses this process asked for. */
  readonly requests: string[] = [];
  private server: Server | undefined;

  constructor() {
    globalThis.fetch = (address, init) => {
      const { href, hostname, pathname } = new URL(address instanceof Request ? address.url : address);
      // On this machine: the emulator that other tests of this process have is watched meanwhile.
      if (hostname === "127.0.0.1") return realFetch(address, init);
      this.requests.push(href);
      if (this.server !== undefined) return realFetch(this.origin() + pathname, init);
      const cause = Object.assign(new Error("getaddrinfo ENOTFOUND"), { code: "ENOTFOUND" });
      return Promise.reject(new TypeError("fetch failed", { cause }));
    };
  }

  /** From now on the server of ours answers, whatever is asked. */
  async answer(listener: RequestListener): Promise<void> {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    this.server = server;
  }

  /** The option by which another Node.js process has the same network. */
  preload(folder: string): string {
    const file = join(folder, "network.js");
    const origin = JSON.stringify(this.server === undefined ? "http://127.0.0.1:9" : this.origin());
    const lead = `(address, init) => real(${origin} + new URL(address).pathname, init)`;
    writeFileSync(file, `const real = fetch;\nglobalThis.fetch = ${lead};\n`);
    return `--require ${file}`;
  }

  restore(): void {
    globalThis.fetch = realFetch;
    this.server?.closeAllConnections();
    this.server?.close();
  }

  private origin(): string {
    return `http://127.0.0.1:${(this.server?.address() as AddressInfo).port}`;
  }
}
