import assert from "node:assert/strict";
import { sumOf, treeMemoryMiB } from "../../../local/planes/memory";

describe("the memory of a process tree", () => {
  it("is that of the process and of all below it, and of nobody else", () => {
    const table = " 1 0 1000\n 10 1 5\n 11 10 7\n 12 11 11\n 20 1 13\n";
    assert.equal(sumOf(10, table), 23);
    assert.equal(sumOf(99, table), 0);
  });

  it("is told of this one", async () => {
    const mebibytes = await treeMemoryMiB(process.pid);
    assert.ok(mebibytes !== undefined && mebibytes > 10);
  });
});
