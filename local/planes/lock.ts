/** A workspace is brought up or taken down by one command at a time. */
import type { Holder } from "../../processes/holder";
import { tryLock } from "../../processes/lock-file";
import { Refusal } from "../../refusal/refusal";

/**
 * Takes its lock; what is returned gives it back.
 *
 * @param file - its folder is there
 * @throws Refusal when another process holds it
 */
export async function takeLock(file: string): Promise<() => void> {
  const lock = await tryLock(file);
  if ("holder" in lock) throw held(lock.holder);
  return lock.unlock;
}

function held({ pid, timestamp }: Holder): Refusal {
  return new Refusal({
    property: "workspace",
    rule: "brought up or taken down by one command at a time",
    got: `process ${pid}, at it since ${timestamp.slice(0, 19).replace("T", " ")} UTC`,
    remedy: "wait until that one has ended, or end it, and run this again",
  });
}
