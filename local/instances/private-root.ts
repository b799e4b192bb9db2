/** A private root: processes that see the system's programs, a disk and a network of their own and nobody else. Linux only. */
import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { runChild } from "../../processes/run-child";
import { Refusal } from "../../refusal/refusal";
import { findExecutable } from "../engine/executable";
import { packageRoot } from "../package-root";
import { inNetwork, type Network } from "./network";

const PROBE_SECONDS = 20;
/** Namespaces for mounts and processes; what is in them ends with the program that made them, and that with its parent. */
const NAMESPACES = ["-mpf", "--kill-child", "--propagation", "private"];
const WITH_PARENT = ["setpriv", "--pdeathsig", "KILL"];
const REMEDIES = {
  "a private root":
    "allow user namespaces (sysctl kernel.unprivileged_userns_clone=1, or kernel.apparmor_restrict_unprivileged_userns=0), or leave the container this runs in",
  "a network of its own":
    "allow network namespaces (sysctl user.max_net_namespaces), or leave the container this runs in",
};
const INSTANCE_PATH = "/run/stand-ins:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** What a private root is made of. */
export interface RootParts {
  /** The program. */
  readonly unshare: string;
  /** Of version 3.10 or newer. */
  readonly python: string;
  /** A folder with what an instance has of AWS: `aws` and `hostname`. */
  readonly standIns: string;
  /** The Python package that cloud-init brings. */
  readonly yaml: string;
}

/**
 * The full path of `unshare`, once it has made a private root and a network of its own.
 *
 * @throws Refusal where there is none, or where it may not
 */
export async function usableUnshare(env: NodeJS.ProcessEnv, python: string): Promise<string> {
  const unshare = process.platform === "linux" ? findExecutable("unshare", env) : undefined;
  if (unshare === undefined) {
    const got = process.platform === "linux" ? "no such program" : `none on ${process.platform}`;
    const remedy = "install util-linux; elsewhere than on Linux instances cannot be played";
    throw new Refusal({ property: "unshare", rule: "a program on PATH (Linux)", got, remedy });
  }
  const root = [
    ...NAMESPACES,
    "/bin/sh",
    "-c",
    "mount -t tmpfs none /mnt && command -v pivot_root findmnt setpriv",
  ];
  await probe("a private root", [unshare, "-r", ...root]);
  const network = { address: "127.16.0.1", reached: [] };
  await probe("a network of its own", inNetwork({ unshare, python }, network, ["true"]));
  return unshare;
}

/** @throws Refusal where it does not run */
async function probe(what: keyof typeof REMEDIES, [program, ...args]: [string, ...string[]]): Promise<void> {
  const { status, lastErrorLines } = await runChild(program, args, {
    env: { PATH: INSTANCE_PATH },
    deadlineSeconds: PROBE_SECONDS,
    graceSeconds: 0,
  });
  if (status === 0) return;
  const got = `exit ${status} (${lastErrorLines.at(-1) ?? "it printed nothing"})`;
  throw new Refusal({ property: "unshare", rule: `able to make ${what}`, got, remedy: REMEDIES[what] });
}

/**
 * Starts the first process of a private root; its descriptor 3 says `rooted` and `booted <status>`, and it ends,
 * with everything in the root, when its standard input does.
 *
 * @param folder - holds `user-data`; its `root` becomes the disk
 * @param environment - of the user data, beside PATH
 */
export function startRoot(
  parts: RootParts,
  folder: string,
  network: Network,
  environment: Readonly<Record<string, string>>,
): ChildProcess {
  const { unshare, standIns, yaml } = parts;
  const script = join(packageRoot(), "local", "instances", "private-root.sh");
  const root = [...WITH_PARENT, unshare, ...NAMESPACES, "/bin/sh", script, folder, standIns, yaml];
  const [program, ...args] = inNetwork(parts, network, root);
  return spawn(program, args, {
    env: { PATH: INSTANCE_PATH, HOME: "/root", LANG: "C.UTF-8", PYTHONPATH: "/run/python", ...environment },
    stdio: ["pipe", "pipe", "pipe", "pipe"],
    detached: true,
  });
}
