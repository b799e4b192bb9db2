import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { hostname } from "node:os";
import { whereabouts, type Holder } from "../../processes/holder";

describe("the holder of a lock", () => {
  const holder = (pid: number, timestamp = new Date().toISOString()): Holder => {
    return { pid, timestamp, username: "ada", hostname: hostname() };
  };

  it("cannot be seen on another machine", async () => {
    assert.equal(await whereabouts({ ...holder(process.pid), hostname: "build-7" }), "elsewhere");
  });

  it("runs as long as its process does", async () => {
    assert.equal(await whereabouts(holder(process.pid)), "runs");
  });

  it("has ended when its process has", async () => {
    const child = spawn(process.execPath, ["--version"]);
    await once(child, "exit");
    assert.equal(await whereabouts(holder(child.pid!)), "ended");
  });

  it("has ended when its number belongs to a process that began later", async () => {
    assert.equal(await whereabouts(holder(process.pid, "2026-01-01T00:00:00Z")), "ended");
  });

  it("has ended when only its number is kept for a parent that does not ask", async () => {
    const parent = spawn("sh", ["-c", "sleep 0.2 & echo $!; exec sleep 60"]);
    try {
      const [line] = (await once(parent.stdout, "data")) as [Buffer];
      const zombie = Number(line.toString());
      const deadline = Date.now() + 5_000;
      while ((await whereabouts(holder(zombie))) !== "ended") assert.ok(Date.now() < deadline);
      process.kill(zombie, 0); // it is still there
    } finally {
      parent.kill("SIGKILL");
    }
  });
});
