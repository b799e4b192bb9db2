import assert from "node:assert/strict";
import { join } from "node:path";
import { takeLock } from "../../../local/planes/lock";
import { temporaryFolder } from "../../helpers/temporary-folder";

describe("the lock of a workspace", () => {
  it("is refused to all but one, who is named", async () => {
    const file = join(temporaryFolder(), "lock");
    const unlock = await takeLock(file);
    await assert.rejects(takeLock(file), {
      name: "Refusal",
      message: new RegExp(`one command at a time, got process ${process.pid}, at it since`),
    });
    unlock();
    (await takeLock(file))();
  });
});
