import assert from "node:assert/strict";
import { balanced } from "../local/load-balancer/balanced";
import { swapped } from "../local/load-balancer/swap";

describe("a release through a load balancer of two nodes", () => {
  const world = balanced();

  it("loses none of 3,000 requests at 300/s while the change of weights takes up to 5 s to a node", async () => {
    const lost = await swapped(world, { requests: 3000, perSecond: 300, propagationSeconds: 5 });
    assert.deepEqual(lost.failures, []);
    assert.deepEqual([lost.answered, lost.both], [3000, true]);
  });
});
