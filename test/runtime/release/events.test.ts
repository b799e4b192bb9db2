import assert from "node:assert/strict";
import { jobEvent, SECRETS } from "./event";
import { invoke } from "./invoke";

const NOTHING_DONE = "the release engine cannot act on events yet: nothing was done";

describe("the function events", () => {
  it("says that nothing was done for what is no event", async () => {
    for (const event of [null, "", {}, { source: 7, "detail-type": ["x"] }]) {
      const { status, log } = await invoke("events", event);
      assert.deepEqual([status, log], [0, [{ level: "info", step: "events", message: NOTHING_DONE }]]);
    }
  });

  it("says in one line what came and that nothing was done, and nothing of what is in it", async () => {
    const event = {
      source: "aws.codepipeline",
      "detail-type": "CodePipeline Action Execution State Change",
      detail: jobEvent("{}"),
    };
    const { status, log, written } = await invoke("events", event);
    assert.equal(status, 0);
    assert.deepEqual(log, [
      {
        level: "info",
        step: "events",
        source: "aws.codepipeline",
        detailType: "CodePipeline Action Execution State Change",
        message: NOTHING_DONE,
      },
    ]);
    for (const secret of SECRETS) assert.ok(!written.includes(secret), secret);
  });
});

describe("the function retire", () => {
  it("says in one line that nothing was done, and nothing of what it is called with", async () => {
    const { status, log, written } = await invoke("retire", jobEvent("{}"));
    assert.equal(status, 0);
    assert.deepEqual(log, [
      {
        level: "info",
        step: "retire",
        message: "the release engine cannot retire a fleet yet: nothing was done",
      },
    ]);
    for (const secret of SECRETS) assert.ok(!written.includes(secret), secret);
  });
});
