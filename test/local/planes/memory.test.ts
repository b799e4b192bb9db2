import assert from "node:assert/strict";
import { treeMemoryMiB, treeOf } from "../../../local/planes/memory";

describe("the memory of a process tree", () => {
  it("is that of the process and of all below it, and of nobody else", () => {
    const table = " 1 0 1000\n 12 11 11\n 10 1 5\n 11 10 7\n 20 1 13\n";
    assert.deepEqual(
      treeOf(10, table).map(({ pid, memory }) => [pid, memory]),
      [
        [10, 5],
        [11, 7],
        [12, 11],
      ],
    );
    assert.deepEqual(treeOf(99, table), []);
  });

  it("is told of this one, and is more where what is shared counts for each", async () => {
    const [own, shared] = [await treeMemoryMiB(process.pid), await treeMemoryMiB(process.pid, true)];
    assert.ok(own !== undefined && shared !== undefined && own > 10);
    assert.ok(own < shared * 1.2);
  });
});
