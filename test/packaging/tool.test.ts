import { strict as assert } from "node:assert";
import { join } from "node:path";
import { lastLinesOf, runTool, type ToolOptions } from "../../packaging/tool";
import { Refusal } from "../../refusal/refusal";
import { temporaryFolder } from "../helpers/temporary-folder";
import { becomes, isRunning, pidsIn } from "../helpers/processes";

describe("a tool run for packaging", () => {
  const folder = temporaryFolder();
  const options = (more: Partial<ToolOptions> = {}): ToolOptions => ({
    cwd: folder,
    env: process.env,
    deadlineSeconds: 20,
    what: "the nap",
    ...more,
  });

  it("is ended with its whole group at its deadline, which is refused with its last lines", async () => {
    // A shell with a child of its own, whose id it writes down.
    const nap = ["-c", "echo lying down; sleep 60 & echo $! > napper; wait"];
    await assert.rejects(runTool("sh", nap, options({ deadlineSeconds: 0.2 })), (error) => {
      assert.ok(error instanceof Refusal);
      assert.equal(
        error.message,
        "the nap: must be finished within 0.2 s, got a program that was still running and has been ended; " +
          "see what it waited for; its last lines:\n  lying down",
      );
      return true;
    });
    const [napper = 0] = await pidsIn(join(folder, "napper"));
    await becomes(() => !isRunning(napper), `process ${napper} to end`);
  });

  it("gives a caller who gives up the reason back", async () => {
    const reason = new Error("enough");
    await assert.rejects(runTool("sh", ["-c", ""], options({ signal: AbortSignal.abort(reason) })), reason);
  });

  it("has no exit code when a signal from outside ended it", async () => {
    const { code } = await runTool("sh", ["-c", "kill -KILL $$"], options());
    assert.equal(code, null);
  });

  it("gives back its exit code and the last lines of both streams", async () => {
    const { code, lastLines } = await runTool("sh", ["-c", "echo out; echo err >&2; exit 7"], options());
    assert.equal(code, 7);
    assert.deepEqual(lastLines.split("\n").sort(), ["  err", "  out"]);
  });

  it("shows at most 20 last lines, and no user name or password in an address", () => {
    const printed = Array.from({ length: 30 }, (_, line) => `line ${line}\n`).join("");
    const shown = lastLinesOf(`${printed}see http://ann:secret@host.example/path\n`).split("\n");
    assert.equal(shown.length, 20);
    assert.equal(shown[0], "  line 11");
    assert.equal(shown[19], "  see http://***@host.example/path");
  });
});
