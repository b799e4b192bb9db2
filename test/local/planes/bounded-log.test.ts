import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { join } from "node:path";
import { MovedClock } from "../../../local/clock/clock";
import { BoundedLog, readLog } from "../../../local/planes/bounded-log";
import { temporaryFolder } from "../../helpers/temporary-folder";

describe("a bounded log", () => {
  const made = (keptBytes?: number): { log: BoundedLog; file: string; clock: MovedClock } => {
    const [clock, file] = [new MovedClock(0), join(temporaryFolder(), "one.log")];
    return { log: new BoundedLog(file, clock, keptBytes), file, clock };
  };

  it("is empty where nothing was written, and where its folder has gone", () => {
    const { file } = made();
    assert.equal(readLog(file), "");
    const log = new BoundedLog(join(file, "nowhere", "one.log"), new MovedClock(0));
    log.add("lost\n");
    log.flush();
  });

  it("keeps the newest of what is too much, and stays small", () => {
    const { log, file } = made(1_000);
    for (let line = 0; line < 10_000; line += 1) {
      log.add(`line ${line}\n`);
      if (line % 7 === 0) log.flush();
    }
    log.flush();
    const kept = readLog(file);
    assert.ok(kept.endsWith("line 9998\nline 9999\n"));
    assert.ok(kept.length <= 2_100);
    assert.ok(statSync(file).size <= 1_000);
  });

  it("says how much came faster than it could be written", () => {
    const { log, file } = made(20);
    for (const text of ["0123456789\n", "abcdefghij\n", "ABCDEFGHIJ\n"]) log.add(text);
    log.flush();
    assert.equal(readLog(file), "[22 characters are left out]\nABCDEFGHIJ\n");
  });

  it("writes a tenth of a second later, characters whole whose bytes came in two parts", () => {
    const { log, file, clock } = made();
    const bytes = Buffer.from("grün\n");
    log.add(bytes.subarray(0, 3));
    log.add(bytes.subarray(3));
    clock.advance(99);
    assert.equal(readLog(file), "");
    clock.advance(1);
    assert.equal(readLog(file), "grün\n");
  });
});
