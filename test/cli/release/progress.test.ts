import assert from "node:assert/strict";
import { progressOf } from "../../../cli/release/progress";
import { decide } from "../../../runtime/release/decide";
import { at, released, stageOf } from "../../runtime/release/stories/stage";
import { NOON, SERVING } from "../../runtime/release/sample";
import { QUESTION } from "./read-of";

describe("following a release", () => {
  it("ends where the pipeline's execution is over before the release began", () => {
    const look = { state: SERVING, questions: [], pipelineEnd: "Failed" };
    assert.deepEqual(progressOf("r2", look, 0), {
      news: [],
      told: 0,
      stop: { kind: "neverBegan", reason: "the pipeline's execution is over: Failed" },
    });
  });

  it("ends with the reason where the release was refused before it began", () => {
    const end = { id: "r2", outcome: "rejected", reason: "no alarm", at: NOON } as const;
    const { stop } = progressOf("r2", { state: { ...SERVING, ended: [end] }, questions: [] }, 0);
    assert.deepEqual(stop, { kind: "over", end });
  });

  it("goes on while the release waits in the queue behind another one", async () => {
    const { world } = await at(stageOf(decide), "deployed");
    assert.equal(progressOf("r3", { state: world.state, questions: [QUESTION] }, 0).stop, undefined);
  });

  it("goes on while the execution is over and the open release not yet", async () => {
    const { world } = await at(stageOf(decide), "baking");
    assert.equal(
      progressOf("r2", { state: world.state, questions: [], pipelineEnd: "Stopped" }, 0).stop,
      undefined,
    );
  });

  it("tells what came since, and nothing twice", async () => {
    const stage = await at(stageOf(decide), "prepared");
    const first = progressOf("r2", { state: stage.world.state, questions: [] }, 0);
    assert.deepEqual(
      first.news.map(({ text }) => text),
      [
        "begun: release r2 has the service, and gets green",
        "prepared: green is ready to be filled with release r2",
      ],
    );
    assert.deepEqual(progressOf("r2", { state: stage.world.state, questions: [] }, first.told).news, []);
  });

  it("stops where a person is asked", async () => {
    const { world } = await at(stageOf(decide), "deployed");
    const { stop } = progressOf("r2", { state: world.state, questions: [QUESTION] }, 0);
    assert.deepEqual(stop, { kind: "asks", question: QUESTION });
  });

  it("does not stop at a question whose answer was seen already", async () => {
    const { world } = await at(stageOf(decide), "switching");
    assert.equal(progressOf("r2", { state: world.state, questions: [QUESTION] }, 0).stop, undefined);
  });

  it("ends with the release", async () => {
    const { world } = await released(stageOf(decide));
    const { stop } = progressOf("r2", { state: world.state, questions: [] }, 99);
    assert.ok(stop?.kind === "over");
    assert.deepEqual([stop.end.outcome, stop.end.reason], ["done", "release r2 serves on green"]);
  });
});
