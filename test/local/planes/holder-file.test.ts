import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { takeLock, thisProcess } from "../../../local/planes/holder-file";
import { temporaryFolder } from "../../helpers/temporary-folder";

describe("the lock of a workspace", () => {
  const ended = (): number => spawnSync(process.execPath, ["-e", ""]).pid;

  it("is refused to all but one, who is named", async () => {
    const folder = temporaryFolder();
    const unlock = await takeLock(join(folder, "lock"));
    await assert.rejects(takeLock(join(folder, "lock")), {
      name: "Refusal",
      message: new RegExp(`one command at a time, got process ${process.pid}, at it since`),
    });
    unlock();
    assert.deepEqual(readdirSync(folder), []);
    (await takeLock(join(folder, "lock")))();
  });

  it("is taken over from a process that has ended, or whose file is torn", async () => {
    const file = join(temporaryFolder(), "lock");
    for (const left of [JSON.stringify({ ...thisProcess(), pid: ended() }), '{"pid":']) {
      writeFileSync(file, left);
      const unlock = await takeLock(file);
      assert.equal((JSON.parse(readFileSync(file, "utf8")) as { pid: number }).pid, process.pid);
      unlock();
    }
  });

  it("is taken over where another process has the number of the one that held it", async () => {
    const file = join(temporaryFolder(), "lock");
    writeFileSync(file, JSON.stringify({ ...thisProcess(), timestamp: "2020-01-01T00:00:00.000Z" }));
    (await takeLock(file))();
  });

  it("goes to one of several that see at once that its holder has ended", async () => {
    const file = join(temporaryFolder(), "lock");
    writeFileSync(file, JSON.stringify({ ...thisProcess(), pid: ended() }));
    const taken = await Promise.allSettled([takeLock(file), takeLock(file), takeLock(file)]);
    assert.equal(taken.filter(({ status }) => status === "fulfilled").length, 1);
  });
});
