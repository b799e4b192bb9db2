/** A private root: processes that see the system's programs, a disk of their own and nobody else. Linux only. */
import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { runChild } from "../../processes/run-child";
import { Refusal } from "../../refusal/refusal";
import { findExecutable } from "../engine/executable";
import { packageRoot } from "../package-root";

const PROBE_SECONDS = 20;
/** Namespaces for the user, mounts and processes; what is in them ends with the program that made them. */
const NAMESPACES = ["-rmpf", "--kill-child", "--propagation", "private"];
const INSTANCE_PATH = "/run/stand-ins:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** What a private root is made of. */
export interface RootParts {
  /** The program. */
  readonly unshare: string;
  /** A folder with what an instance has of AWS: `aws` and `hostname`. */
  readonly standIns: string;
  /** The Python package that cloud-init brings. */
  readonly yaml: string;
}

/**
 * The full path of `unshare`, once it has made a private root.
 *
 * @throws Refusal where there is none, or where it may not
 */
export async function usableUnshare(env: NodeJS.ProcessEnv): Promise<string> {
  const unshare = process.platform === "linux" ? findExecutable("unshare", env) : undefined;
  if (unshare === undefined) {
    const got = process.platform === "linux" ? "no such program" : `none on ${process.platform}`;
    const remedy = "install util-linux; elsewhere than on Linux instances cannot be played";
    throw new Refusal({ property: "unshare", rule: "a program on PATH (Linux)", got, remedy });
  }
  const probe = [...NAMESPACES, "/bin/sh", "-c", "mount -t tmpfs none /mnt && command -v pivot_root findmnt"];
  const { status, lastErrorLines } = await runChild(unshare, probe, {
    env: { PATH: INSTANCE_PATH },
    deadlineSeconds: PROBE_SECONDS,
    graceSeconds: 0,
  });
  if (status === 0) return unshare;
  const got = `exit ${status} (${lastErrorLines.at(-1) ?? "it printed nothing"})`;
  const remedy =
    "allow user namespaces (sysctl kernel.unprivileged_userns_clone=1, or kernel.apparmor_restrict_unprivileged_userns=0), or leave the container this runs in";
  throw new Refusal({ property: "unshare", rule: "able to make a private root", got, remedy });
}

/**
 * Starts the first process of a private root; its descriptor 3 says `rooted` and `booted <status>`, and it ends,
 * with everything in the root, when its standard input does.
 *
 * @param folder - holds `user-data`; its `root` becomes the disk
 * @param environment - of the user data, beside PATH
 */
export function startRoot(
  { unshare, standIns, yaml }: RootParts,
  folder: string,
  environment: Readonly<Record<string, string>>,
): ChildProcess {
  const script = join(packageRoot(), "local", "instances", "private-root.sh");
  return spawn(unshare, [...NAMESPACES, "/bin/sh", script, folder, standIns, yaml], {
    env: { PATH: INSTANCE_PATH, HOME: "/root", LANG: "C.UTF-8", PYTHONPATH: "/run/python", ...environment },
    stdio: ["pipe", "pipe", "pipe", "pipe"],
    detached: true,
  });
}
