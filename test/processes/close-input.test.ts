import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeInput } from "../../processes/close-input";

describe("closing the input of a program that ends with it", () => {
  for (const [title, script, how] of [
    ["waits for a program that ends by itself", "cat; exit 3", [3, null]],
    ["ends one by force that does not in time", "echo ready; exec sleep 60", [null, "SIGKILL"]],
  ] as const)
    it(title, async () => {
      const child = spawn("sh", ["-c", script], { stdio: ["pipe", "pipe", "inherit"] });
      const ended = once(child, "exit");
      await closeInput(child, ended, how[0] === null ? 0.2 : 30);
      assert.deepEqual(await ended, how);
      // Once more, and nothing happens.
      await closeInput(child, ended, 0);
    });
});
