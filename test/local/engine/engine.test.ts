import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { PulumiCommand } from "@pulumi/pulumi/automation";
import { buildKey } from "../../../local/engine/build";
import { getEngine, type Engine } from "../../../local/engine/engine";
import { packageRoot } from "../../../local/package-root";
import { Refusal } from "../../../refusal/refusal";
import { isRunning, pidsIn } from "../../helpers/processes";
import { machine, MAKES_AN_ENGINE, networkPerTest, script, type Machine } from "./machine";

const CUT = "the official download cannot be reached (ENOTFOUND)";
const TRYING = "trying the official download of 3.259.0";
const BUILDING = `${CUT}; building 3.259.0 from Go modules, once (about five minutes)`;

describe("getEngine", () => {
  const network = networkPerTest();

  /** The refusal's text. */
  async function refused(at: Machine): Promise<string> {
    const error: unknown = await getEngine(at).then(
      () => assert.fail("no refusal"),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof Refusal, String(error));
    return error.message;
  }

  it("refuses a machine with no Pulumi, no network and no Go, and says how to get each", async () => {
    const at = machine();
    assert.equal(
      await refused(at),
      `engine: must be Pulumi 3.212.0 or newer, on PATH, downloaded or built, got no pulumi on PATH, ${CUT}, ` +
        "no go on PATH to build it with; install Pulumi (curl -fsSL https://get.pulumi.com | sh) or Go " +
        "(https://go.dev/dl/), and run this again",
    );
    assert.deepEqual(at.cached(), []);
  });

  it("refuses a cache folder it cannot write before anything is downloaded or built, and says which", async () => {
    const at = machine({ go: MAKES_AN_ENGINE });
    const file = join(at.folder, "a-file");
    writeFileSync(file, "");
    at.env.MULTISTAGE_CACHE_DIR = join(file, "cache");
    assert.equal(
      await refused(at),
      `MULTISTAGE_CACHE_DIR: must be a folder that can be written, got "${file}/cache" (ENOTDIR); ` +
        "set MULTISTAGE_CACHE_DIR to a folder of yours, or mend this one",
    );
    assert.deepEqual(network().requests, []);
    assert.equal(at.builds(), 0);
  });

  const passedOver = {
    "is too old": { pulumi: "echo v3.211.9", why: "is 3.211.9, which is older than 3.212.0" },
    "is of another major version": { pulumi: "echo v4.0.0", why: "is 4.0.0, which is not a version 3" },
    fails: { pulumi: "echo no licence >&2; exit 3", why: "does not run (exit 3: no licence)" },
    "is ended by a signal": { pulumi: "kill -9 $$", why: "does not run (exit SIGKILL: it printed nothing)" },
    "says no version": { pulumi: "echo hello", why: "does not say its version" },
  };
  for (const [how, { pulumi, why }] of Object.entries(passedOver))
    it(`passes over a pulumi on PATH that ${how}, and says so`, async () => {
      const at = machine({ pulumi, go: MAKES_AN_ENGINE });
      const engine = await getEngine(at);
      assert.equal(engine.source, "built");
      assert.deepEqual(at.lines, [`${at.bin}/pulumi ${why}; ${TRYING}`, BUILDING]);
    });

  it("passes over a pulumi on PATH that cannot be started", async () => {
    const at = machine({ go: MAKES_AN_ENGINE });
    writeFileSync(join(at.bin, "pulumi"), "#!/no/such/interpreter\n", { mode: 0o755 });
    await getEngine(at);
    assert.equal(at.lines[0], `${at.bin}/pulumi does not run (ENOENT); ${TRYING}`);
  });

  it("takes the pulumi on PATH without a word, and writes nothing", async () => {
    const at = machine({ pulumi: "echo v3.212.0", go: "exit 1" });
    assert.deepEqual(await getEngine(at), {
      source: "path",
      version: "3.212.0",
      root: at.folder,
      pulumi: join(at.bin, "pulumi"),
      languageHost: "ours",
    });
    assert.deepEqual(at.lines, []);
    assert.ok(!existsSync(at.env.MULTISTAGE_CACHE_DIR ?? ""));
  });

  it("finds the official language host beside the real file a link on PATH leads to", async () => {
    const at = machine();
    const real = join(at.folder, "real");
    mkdirSync(real);
    script(join(real, "pulumi"), "echo v3.259.0");
    script(join(real, "pulumi-language-nodejs"), "");
    symlinkSync(join(real, "pulumi"), join(at.bin, "pulumi"));
    assert.equal((await getEngine(at)).languageHost, "official");
  });

  it("gives an engine that lies in no folder bin a root the Automation API takes", async () => {
    const at = machine();
    const tools = join(at.folder, "tools");
    mkdirSync(tools);
    script(join(tools, "pulumi"), "echo v3.259.0");
    at.env.PATH = tools;
    const { root, pulumi } = await getEngine(at);
    assert.equal(pulumi, join(tools, "pulumi"));
    assert.equal((await PulumiCommand.get({ root })).version?.version, "3.259.0");
    assert.equal((await getEngine(at)).root, root);
  });

  it("builds once, and the next time neither asks the network nor calls go", async () => {
    const at = machine({ go: MAKES_AN_ENGINE });
    const root = join(at.env.MULTISTAGE_CACHE_DIR ?? "", "engine", buildKey());
    const pulumi = join(root, "bin", "pulumi");
    const built: Engine = { source: "built", version: "3.259.0", root, pulumi, languageHost: "ours" };
    assert.deepEqual(await getEngine(at), built);
    assert.deepEqual(at.lines.splice(0), [`no pulumi on PATH; ${TRYING}`, BUILDING]);
    const asked = network().requests.length;
    assert.deepEqual(await getEngine(at), built);
    assert.deepEqual(at.lines, ["no pulumi on PATH; using the engine 3.259.0 built from Go modules earlier"]);
    assert.equal(at.builds(), 1);
    assert.equal(network().requests.length, asked);
  });

  it("builds the committed module without a workspace or a target machine of the user's", async () => {
    const at = machine({ go: `echo "$GOWORK|$GOOS|$GOARCH|$PWD" > "$HOME/seen"\n${MAKES_AN_ENGINE}` });
    await getEngine({ ...at, env: { ...at.env, GOOS: "plan9", GOARCH: "mips", GOWORK: "/elsewhere" } });
    assert.match(readFileSync(join(at.folder, "seen"), "utf8"), /^off\|\|\|/);
    const call = readFileSync(join(at.folder, "calls"), "utf8");
    assert.ok(call.startsWith(`build -C ${packageRoot()}/local/engine/go -v -mod=readonly -trimpath `), call);
    assert.ok(call.trim().endsWith(" github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"), call);
  });

  it("shows the last lines of a build that fails, and leaves nothing in the cache", async () => {
    const at = machine({
      go: `printf half > "$out"; i=0; while [ $i -lt 30 ]; do i=$((i+1)); echo "line $i" >&2; done; exit 1`,
    });
    const last = Array.from({ length: 12 }, (_, index) => `line ${index + 19}`).join("\n");
    assert.equal(
      await refused(at),
      `engine: must be an engine built from Go modules, got exit 1 of go build:\n${last}\n; ` +
        "mend what it says, or install Pulumi: curl -fsSL https://get.pulumi.com | sh",
    );
    assert.deepEqual(at.cached(), []);
  });

  it("refuses a built engine that does not run, and keeps it out of the cache", async () => {
    const at = machine({ go: `printf '#!/bin/sh\\nexit 9\\n' > "$out"; chmod +x "$out"` });
    assert.match(await refused(at), /^engine: must be an engine that runs, got \S+ does not run \(exit 9: /);
    assert.deepEqual(at.cached(), []);
  });

  it("says that the disk is full, and leaves nothing of the build on it", () => {
    const at = machine({ go: `head -c 2000000 /dev/zero > "$out" || { echo "write: $FULL" >&2; exit 1; }` });
    const disk = at.env.MULTISTAGE_CACHE_DIR ?? "";
    mkdirSync(disk);
    const engine = join(packageRoot(), "local", "engine", "engine.ts");
    const driver = `
      const at = { env: process.env, report() {} };
      require(${JSON.stringify(engine)}).getEngine(at).catch(({ message }) => {
        const left = require("node:fs").readdirSync(${JSON.stringify(join(disk, "engine"))});
        console.log(JSON.stringify({ message, left }));
      });`;
    const node = [process.execPath, "-r", "ts-node/register/transpile-only", "-e", driver];
    const mayMount = spawnSync("unshare", ["-rm", "mount", "-t", "tmpfs", "tmpfs", disk]).status === 0;
    const mount = `mount -t tmpfs -o size=1m tmpfs '${disk}' && exec "$@"`;
    // Where no disk of our own may be mounted, a file-size limit stops the write, and go's words are the fake's.
    const limited = ["sh", "-c", 'ulimit -f 1000; exec "$@"', "sh", ...node];
    const [command = "", ...args] = mayMount ? ["unshare", "-rm", "sh", "-c", mount, "sh", ...node] : limited;
    const env = {
      ...at.env,
      PATH: `${at.bin}:/usr/bin:/bin:/usr/sbin:/sbin`,
      NODE_OPTIONS: network().preload(at.folder),
    };
    const FULL = mayMount ? "" : "no space left on device";
    const { stdout, stderr } = spawnSync(command, args, {
      cwd: packageRoot(),
      env: { ...env, FULL },
      encoding: "utf8",
    });
    assert.notEqual(stdout, "", stderr);
    assert.deepEqual(JSON.parse(stdout), {
      message:
        "MULTISTAGE_CACHE_DIR: must be a folder with room for the engine, got a full disk (at " +
        `${disk}, or where Go keeps its caches); free 4 GB, or set MULTISTAGE_CACHE_DIR, GOCACHE and GOMODCACHE ` +
        "to a larger disk",
      left: [],
    });
  });

  it("ends go and all it started when stopped in mid-build, and leaves nothing behind", async () => {
    const at = machine({
      go: `PIDS="$$" sh -c 'echo "$PIDS $$" > "$HOME/new"; mv "$HOME/new" "$HOME/pids"; exec sleep 60'`,
    });
    const stopped = new Error("stopped by the test");
    const stop = new AbortController();
    const ended = assert.rejects(getEngine({ ...at, signal: stop.signal }), stopped);
    const pids = await pidsIn(join(at.folder, "pids"));
    assert.deepEqual(pids.map(isRunning), [true, true]);
    assert.match(at.cached().join(), /^\.staging-/);
    stop.abort(stopped);
    await ended;
    assert.deepEqual(pids.map(isRunning), [false, false]);
    assert.deepEqual(at.cached(), []);
  });

  it("removes what a dead build left, and nothing of a living one or of another machine's", async () => {
    const at = machine({ go: MAKES_AN_ENGINE });
    const dead = spawnSync("true").pid;
    const engines = join(at.env.MULTISTAGE_CACHE_DIR ?? "", "engine");
    const [ours, living] = [
      `.staging-${dead}-${hostname()}-aaaaaa`,
      `.staging-${process.pid}-${hostname()}-bbbbbb`,
    ];
    const elsewhere = `.staging-${dead}-not-${hostname()}-cccccc`;
    for (const name of [ours, living, elsewhere])
      mkdirSync(join(engines, name, "root", "bin"), { recursive: true });
    await getEngine(at);
    assert.deepEqual(at.cached().sort(), [living, elsewhere, buildKey()].sort());
  });

  it("lets two builds at once both have the engine", async () => {
    const at = machine({ go: `sleep 0.2; ${MAKES_AN_ENGINE}` });
    const [one, other] = await Promise.all([getEngine(at), getEngine(at)]);
    assert.deepEqual(one, other);
    assert.equal(at.builds(), 2);
    assert.deepEqual(at.cached(), [buildKey()]);
  });

  it("replaces an engine in the cache that no longer runs", async () => {
    const at = machine({ go: MAKES_AN_ENGINE });
    const { pulumi } = await getEngine(at);
    writeFileSync(pulumi, "");
    assert.equal((await getEngine(at)).version, "3.259.0");
    assert.equal(at.builds(), 2);
    assert.deepEqual(at.cached(), [buildKey()]);
  });
});
