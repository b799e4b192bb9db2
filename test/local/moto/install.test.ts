import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { motoPython } from "../../../local/moto/install";
import { Refusal } from "../../../refusal/refusal";
import { ROOT, run } from "../../helpers/command-line";
import { becomes } from "../../helpers/processes";
import { temporaryFolder } from "../../helpers/temporary-folder";

const INSTALL = join(ROOT, "local", "moto", "install.ts");

/** As much of Python as the installation asks for; `venv` copies it, `pip` leaves what is asked for later. */
const PYTHON = `#!/bin/sh
case "$1 $2" in
  "-c import importlib"*) exec test -e "$(dirname "$0")/../moto" ;;
  "-c "*) echo "$VERSION"; test "$VERSION" = 3.11.7 ;;
  "-m venv") [ "$FAULT" != venv ] || { echo "No module named venv" >&2; exit 1; }
    mkdir -p "$3/bin" && cp "$0" "$3/bin/python3"; echo venv >> "$TRACE" ;;
  "-m pip") echo "from https://someone:secret@example.org/simple" >&2
    [ "$FAULT" != pip ] || { echo "no space left" >&2; exit 2; }
    [ "$FAULT" != kill ] || kill -9 $$
    sleep 0.3; : > "$(dirname "$0")/../moto"; echo pip >> "$TRACE" ;;
esac
`;

/** A machine with that Python and a cache of its own. */
function machine(given: Readonly<Record<string, string>> = {}) {
  const folder = temporaryFolder();
  const bin = join(folder, "bin");
  mkdirSync(bin);
  writeFileSync(join(bin, "python3"), PYTHON);
  chmodSync(join(bin, "python3"), 0o755);
  const cache = join(folder, "cache");
  const trace = join(folder, "trace");
  const env = {
    PATH: `${bin}:/usr/bin:/bin`,
    MULTISTAGE_CACHE_DIR: cache,
    VERSION: "3.11.7",
    TRACE: trace,
    ...given,
  };
  const lines: string[] = [];
  const get = (changes: Readonly<Record<string, string>> = {}, signal?: AbortSignal): Promise<string> =>
    motoPython({ env: { ...env, ...changes }, report: (line) => lines.push(line), signal });
  const steps = (): string => (existsSync(trace) ? readFileSync(trace, "utf8") : "");
  const inCache = (): string[] => (existsSync(join(cache, "moto")) ? readdirSync(join(cache, "moto")) : []);
  return { env, get, lines, steps, inCache };
}

async function refused(promise: Promise<unknown>, message: string): Promise<void> {
  await assert.rejects(promise, (error) => {
    assert.ok(error instanceof Refusal);
    assert.equal(error.message, message);
    return true;
  });
}

describe("the installation of the emulator", () => {
  it("is refused without Python, and says what to do", async () => {
    const { get } = machine({ PATH: temporaryFolder() });
    await refused(
      get(),
      "python3: must be Python 3.10 or newer on PATH, got no such program; install Python 3 with venv and pip, or put its folder on PATH",
    );
  });

  it("is refused with a Python that is too old, and says which it is", async () => {
    const { get, inCache } = machine({ VERSION: "3.9.2" });
    await assert.rejects(
      get(),
      /python3: must be Python 3.10 or newer on PATH, got .*\/bin\/python3 of version 3.9.2; install/,
    );
    assert.deepEqual(inCache(), []);
  });

  it("is refused without venv, and leaves nothing", async () => {
    const { get, inCache } = machine({ FAULT: "venv" });
    await refused(
      get(),
      "python3 -m venv: must be there, got no such module; install your system's python3-venv, or another Python 3, and run this again",
    );
    assert.deepEqual(inCache(), []);
  });

  it("says what pip said last, but no password, and leaves nothing", async () => {
    const { get, inCache } = machine({ FAULT: "pip" });
    await refused(
      get(),
      "python3 -m pip: must be able to install the emulator moto, got exit code 2; mend what it says and run this again; " +
        "its last lines:\n  from https://***@example.org/simple\n  no space left",
    );
    assert.deepEqual(inCache(), []);
  });

  it("is never half done: what was interrupted is made anew", async () => {
    const { get, inCache, steps } = machine();
    await assert.rejects(get({ FAULT: "kill" }), /got its end by SIGKILL/);
    assert.deepEqual(inCache(), []);
    const python = await get();
    assert.ok(existsSync(join(python, "../../whole")));
    assert.equal(steps(), "venv\nvenv\npip\n");
  });

  it("is made once, and said once", async () => {
    const { get, lines, steps } = machine();
    assert.equal(await get(), await get());
    assert.equal(steps(), "venv\npip\n");
    assert.deepEqual(lines, ["installing the emulator moto, once (about ten seconds)"]);
  });

  it("may be asked for twice at once, and is made once", async () => {
    const { get, inCache, lines, steps } = machine();
    const [one, other] = await Promise.all([get(), get()]);
    assert.equal(one, other);
    assert.equal(steps(), "venv\npip\n");
    assert.deepEqual(lines, [
      "installing the emulator moto, once (about ten seconds)",
      `process ${process.pid} installs the emulator moto; waiting until it has`,
    ]);
    assert.equal(inCache().length, 1);
  });

  it("is made once by two processes at once, and removes nothing the other has made", async () => {
    const { env, inCache, steps } = machine();
    const program = `require(${JSON.stringify(INSTALL)})
      .motoPython({ env: process.env, report: () => undefined })
      .then((python) => process.stdout.write(python))`;
    const node = ["-r", "ts-node/register/transpile-only", "-e", program];
    const get = () => run(process.execPath, node, { env: { ...process.env, ...env } });
    const [one, other] = await Promise.all([get(), get()]);
    assert.deepEqual([one.code, other.code], [0, 0], one.err + other.err);
    assert.equal(one.out, other.out);
    assert.ok(existsSync(join(one.out, "../../whole")));
    assert.equal(steps(), "venv\npip\n");
    assert.equal(inCache().length, 1);
  });

  it("is made by who waited where the first one failed", async () => {
    const { get, lines, steps } = machine();
    const first = assert.rejects(get({ FAULT: "pip" }), /no space left/);
    await becomes(() => lines.length === 1, "the first to install");
    await get();
    await first;
    assert.equal(steps(), "venv\nvenv\npip\n");
  });

  it("is not waited for any longer when told so, and goes on", async () => {
    const { get, inCache, lines, steps } = machine();
    const given = new AbortController();
    const first = get();
    await becomes(() => lines.length === 1, "the first to install");
    const second = get({}, given.signal);
    given.abort(new Error("told to"));
    await assert.rejects(second, { message: "told to" });
    await first;
    assert.equal(steps(), "venv\npip\n");
    assert.equal(inCache().length, 1);
  });

  it("is made anew where its Python has gone", async () => {
    const { get, steps } = machine();
    const python = await get();
    writeFileSync(python, "#!/no/such/python\n");
    assert.equal(await get(), python);
    assert.equal(steps(), "venv\npip\nvenv\npip\n");
  });
});
