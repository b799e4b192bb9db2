import assert from "node:assert/strict";
import { once } from "node:events";
import { Children, endOf } from "../../../../local/engine/host/children";
import { isRunning } from "../../../helpers/processes";

describe("Children", () => {
  const STUBBORN = 'process.on("SIGINT", () => 0); console.log("ready"); setInterval(() => 0, 1000);';

  it("ends by force what stays when interrupted, and only then is done", async () => {
    const children = new Children(100);
    const child = children.start(process.execPath, ["-e", STUBBORN], { stdio: ["ignore", "pipe", "ignore"] });
    const ended = endOf(child);
    assert.ok(child.stdout);
    await once(child.stdout, "data");
    await Promise.all([children.end(), children.end([child])]);
    assert.equal(await ended, "SIGKILL");
    assert.ok(!isRunning(child.pid ?? 0));
  });

  it("is done at once when there is nothing to end", async () => {
    const children = new Children();
    const child = children.start(process.execPath, ["-e", ""], {});
    assert.equal(await endOf(child), 0);
    await children.end();
    await children.end([child]);
  });

  it("tells of a program that cannot be started", async () => {
    const children = new Children();
    await assert.rejects(endOf(children.start("no-such-program", [], {})), { code: "ENOENT" });
    await children.end();
  });
});
