/** The first step: a lock that a dead engine left behind is taken away; any other is left to whoever holds it. */
import { Refusal } from "../../refusal/refusal";
import { lockFiles, type FileBackend } from "./file-backend";
import { whereabouts, type Holder, type Whereabouts } from "../../processes/holder";
import { readLock, type Lock } from "./lock";
import { mendFiles } from "./mend-files";
import type { Repair } from "./repair";

interface Seen {
  readonly lock: Lock;
  readonly where: Whereabouts | "unknown";
}

/** The stack is nobody's now. */
export interface Freed {
  /** Who held the locks that were taken away. */
  readonly holders: readonly Holder[];
  /** Whether the state can be read: in a dry run not, where the engine left torn files beside it. */
  readonly readable: boolean;
}

/** @throws Refusal when a lock's holder is not seen to be gone */
export async function freeLock(repair: Repair, backend: FileBackend | undefined): Promise<Freed> {
  const { line } = repair.session.output;
  if (backend === undefined) {
    line("lock: cannot be seen in this backend; the engine refuses below if there is one");
    return { holders: [], readable: true };
  }
  const seen = await Promise.all(lockFiles(backend).map(readLock).map(look));
  const held = seen.filter(({ where }) => where !== "ended").map((one) => refusal(one, repair.target.stack));
  if (held.length > 0) throw new Refusal(...held);
  if (seen.length === 0) line("lock: free");
  for (const { lock } of seen) line(`lock: left by ${who(lock)}; that process has ended`);
  const readable = mendFiles(repair, backend);
  if (seen.length > 0) await repair.pulumi.change("cancel", "--yes");
  return { readable, holders: seen.flatMap(({ lock }) => lock.holder ?? []) };
}

async function look(lock: Lock): Promise<Seen> {
  return { lock, where: lock.holder === undefined ? "unknown" : await whereabouts(lock.holder) };
}

function refusal({ lock, where }: Seen, stack: string): ConstructorParameters<typeof Refusal>[number] {
  const rule = "free, or held by a process of this machine that has ended";
  const cancel = `\`pulumi cancel --stack ${stack} --yes\``;
  const remedy =
    where === "runs"
      ? "wait until that update ends, or end it, and repair again"
      : `make sure that no update runs there, then ${cancel}, and repair again`;
  return { property: "lock", rule, got: `held by ${who(lock)}`, remedy };
}

function who({ file, holder }: Lock): string {
  if (holder === undefined) return `nobody knows whom (${file})`;
  const { username, hostname, pid, timestamp } = holder;
  return `${username}@${hostname}, process ${pid}, since ${timestamp.slice(0, 19).replace("T", " ")} UTC`;
}
