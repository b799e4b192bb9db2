import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { thisProcess } from "../../processes/holder";
import { tryLock } from "../../processes/lock-file";
import { temporaryFolder } from "../helpers/temporary-folder";

describe("a lock", () => {
  const ended = (): number => spawnSync(process.execPath, ["-e", ""]).pid;

  const taken = async (file: string): Promise<() => void> => {
    const lock = await tryLock(file);
    assert.ok("unlock" in lock);
    return lock.unlock;
  };

  it("is had by one, who is named to all others, and is free again after that", async () => {
    const folder = temporaryFolder();
    const unlock = await taken(join(folder, "lock"));
    const other = await tryLock(join(folder, "lock"));
    assert.ok("holder" in other);
    assert.equal(other.holder.pid, process.pid);
    unlock();
    assert.deepEqual(readdirSync(folder), []);
    (await taken(join(folder, "lock")))();
  });

  it("is taken over from a process that has ended, or whose file is torn", async () => {
    const file = join(temporaryFolder(), "lock");
    for (const left of [JSON.stringify({ ...thisProcess(), pid: ended() }), '{"pid":']) {
      writeFileSync(file, left);
      const unlock = await taken(file);
      assert.equal((JSON.parse(readFileSync(file, "utf8")) as { pid: number }).pid, process.pid);
      unlock();
    }
  });

  it("is taken over where another process has the number of the one that held it", async () => {
    const file = join(temporaryFolder(), "lock");
    writeFileSync(file, JSON.stringify({ ...thisProcess(), timestamp: "2020-01-01T00:00:00.000Z" }));
    (await taken(file))();
  });

  it("goes to one of several that see at once that its holder has ended", async () => {
    const file = join(temporaryFolder(), "lock");
    writeFileSync(file, JSON.stringify({ ...thisProcess(), pid: ended() }));
    const locks = await Promise.all([tryLock(file), tryLock(file), tryLock(file)]);
    assert.equal(locks.filter((lock) => "unlock" in lock).length, 1);
  });
});
