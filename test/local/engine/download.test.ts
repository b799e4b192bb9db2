import assert from "node:assert/strict";
import { join } from "node:path";
import { buildKey } from "../../../local/engine/build";
import { reachDownload } from "../../../local/engine/download";
import { getEngine } from "../../../local/engine/engine";
import { isRunning, pidsIn } from "../../helpers/processes";
import { machine, MAKES_AN_ENGINE, networkPerTest, type Machine } from "./machine";

const building = (why: string): string =>
  `${why}; building 3.259.0 from Go modules, once (about five minutes)`;

describe("getEngine, the official download in reach", () => {
  const network = networkPerTest();

  const INSTALLS = `#!/bin/sh
while [ $# -gt 0 ]; do [ "$1" = --install-root ] && root=$2; [ "$1" = --version ] && version=$2; shift; done
/bin/mkdir -p "$root/bin"
for name in pulumi pulumi-language-nodejs; do
  printf "#!/bin/sh\\necho v$version\\n" > "$root/bin/$name"; /bin/chmod +x "$root/bin/$name"
done`;

  /** A machine whose child processes are led to the same place. */
  async function online(answer: string, status = 200): Promise<Machine> {
    const at = machine({ go: MAKES_AN_ENGINE });
    await network().answer((_, response) => response.writeHead(status).end(answer));
    at.env.NODE_OPTIONS = network().preload(at.folder);
    at.env.PATH = `${at.bin}:/bin`;
    return at;
  }

  it("does not wait for a server that never answers", async () => {
    await network().answer(() => undefined);
    await assert.rejects(reachDownload(undefined, 0.05), {
      name: "DownloadError",
      message: "the official download cannot be reached (no answer within 0.05 s)",
    });
  });

  it("takes it, once, with its own language host", async () => {
    const at = await online(INSTALLS);
    const engine = await getEngine(at);
    assert.equal(engine.source, "download");
    assert.equal(engine.version, "3.259.0");
    assert.equal(engine.languageHost, "official");
    assert.deepEqual(at.lines.splice(0), ["no pulumi on PATH; trying the official download of 3.259.0"]);
    assert.deepEqual(network().requests, ["https://get.pulumi.com/install.sh"]);
    assert.deepEqual(await getEngine(at), engine);
    assert.deepEqual(at.lines, ["no pulumi on PATH; using the engine 3.259.0 downloaded earlier"]);
    assert.equal(network().requests.length, 1);
    assert.equal(at.builds(), 0);
  });

  it("builds instead when the server refuses", async () => {
    const at = await online("", 403);
    assert.equal((await getEngine(at)).source, "built");
    const why = "the official download cannot be reached (HTTP status 403)";
    assert.equal(at.lines[1], building(why));
  });

  it("builds instead when the installer fails, and leaves nothing of it", async () => {
    const at = await online("echo out of order >&2; exit 1");
    assert.equal((await getEngine(at)).source, "built");
    assert.match(
      at.lines[1] ?? "",
      /^the official download failed \(.*out of order.*\); building 3\.259\.0 from /s,
    );
    assert.deepEqual(at.cached(), [buildKey()]);
  });

  it("builds instead when what came does not run", async () => {
    const at = await online(INSTALLS.replace("echo v$version", "echo hello"));
    assert.equal((await getEngine(at)).source, "built");
    const why = "the official download is of no use here (PULUMI does not say its version)";
    assert.equal(at.lines[1]?.replace(/\/\S+pulumi/, "PULUMI"), building(why));
    assert.deepEqual(at.cached(), [buildKey()]);
  });

  it("ends a download when stopped, and leaves nothing behind", async () => {
    const at = await online(
      `PIDS="$$" /bin/sh -c 'echo "$PIDS $$" > "$HOME/new"; /bin/mv "$HOME/new" "$HOME/pids"; exec /bin/sleep 60'`,
    );
    const stopped = new Error("stopped by the test");
    const stop = new AbortController();
    const ended = assert.rejects(getEngine({ ...at, signal: stop.signal }), stopped);
    const pids = await pidsIn(join(at.folder, "pids"));
    stop.abort(stopped);
    await ended;
    assert.deepEqual(pids.map(isRunning), [false, false]);
    assert.deepEqual(at.cached(), []);
  });
});
