/** Starts a tool and waits for it, never longer than its deadline. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

/** What the tools print can be long. */
const MOST_OUTPUT = 256 * 2 ** 20;
/** Nobody listens there: what a tool tries to fetch fails at once, and no tool is slowed by a network that is not. */
const OFFLINE = { HTTP_PROXY: "http://127.0.0.1:9", HTTPS_PROXY: "http://127.0.0.1:9", NO_PROXY: "" };

/** @throws Error that says what failed, or for how long it was waited. */
export function run([file, ...args], { seconds, isOnline = false, passing = [0], ...options }) {
  const offline = isOnline ? {} : OFFLINE;
  const { status, signal, error, stdout, stderr } = spawnSync(file, args, {
    encoding: "utf8",
    maxBuffer: MOST_OUTPUT,
    timeout: seconds * 1000,
    killSignal: "SIGKILL",
    ...options,
    env: { ...process.env, ...offline, ...options.env },
  });
  if (error?.code === "ETIMEDOUT") throw new Error(`did not end within ${seconds} s`);
  if (error !== undefined) throw new Error(`could not be started: ${error.code ?? error.message}`);
  if (!passing.includes(status)) throw new Error(`ended with ${status ?? signal}: ${complaint(stderr)}`);
  return stdout;
}

/** The line that says what was wrong, or else the last one, as Python has it. */
function complaint(text) {
  const lines = text.trim().split("\n");
  return (lines.find((line) => /^(error|refused)\b/i.test(line)) ?? lines.at(-1)).trim();
}

/** A virtual environment with exactly this version of the package, made once; its folder of programs. */
export function environment(folder, name, version) {
  const place = join(folder, "venv", name);
  const stamp = join(place, "installed");
  const wanted = `${name}==${version}`;
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return join(place, "bin");
  mkdirSync(place, { recursive: true });
  run(["python3", "-m", "venv", "--clear", place], { seconds: 120 });
  // pip's own output names its index; nobody needs it here.
  const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", wanted];
  try {
    run([join(place, "bin", "python"), ...install], { seconds: 600, isOnline: true });
  } catch {
    throw new Error(`pip could not install ${wanted}`);
  }
  writeFileSync(stamp, wanted);
  return join(place, "bin");
}
