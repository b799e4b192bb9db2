/** A process group: what a program started, as far as it did not leave it. */

/** Sends all of it a signal; nothing happens where all of it has ended, or was never started. */
export function endGroup(pid: number | undefined, how: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, how);
  } catch {
    // It has ended already.
  }
}
