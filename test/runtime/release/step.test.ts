import assert from "node:assert/strict";
import { JOB_ID, jobEvent, parameters } from "./event";
import { answered, BEGINNING, invoked, played, StageInMemory } from "./stage-in-memory";
import { approve, executes, side } from "./stories/stage";
import { NOON } from "./sample";

const STEPS = ["prepare", "deploy", "release"] as const;

let stage: StageInMemory;
beforeEach(() => {
  stage = new StageInMemory("storefront");
});

describe("a step of the pipeline", () => {
  it("is told to come again while another invocation has the lease", async () => {
    const one = stage.of();
    one.world = { ...one.world, lease: { owner: "another", fence: 7, until: NOON + 120_000 } };
    const event = jobEvent(JSON.stringify(parameters("prepare", "r2")));
    const { result, lines } = await invoked(stage, "prepare", event);
    assert.deepEqual(result, [
      [
        JOB_ID,
        {
          kind: "continue",
          token: JSON.stringify({ since: NOON, beginning: BEGINNING }),
          summary: "another invocation is looking at the service",
        },
      ],
    ]);
    assert.deepEqual(lines, [
      {
        level: "info",
        step: "prepare",
        service: "storefront",
        goal: "prepare",
        executionId: "r2",
        guard: "busy",
        message: "another invocation is looking at the service",
      },
    ]);
  });

  it("gives the same answer when its job comes once more, and is content that it was answered before", async () => {
    const event = jobEvent(JSON.stringify(parameters("prepare", "r2")));
    const { result } = await invoked(stage, "prepare", event);
    const { state } = stage.of().world;
    const again = await invoked(stage, "prepare", event, true);
    assert.equal(again.result[0]?.[1].kind, result[0]?.[1].kind);
    assert.deepEqual(stage.of().world.state, state);
    assert.deepEqual(again.lines.at(-1), {
      level: "info",
      step: "prepare",
      jobId: JOB_ID,
      message: "the job was answered before",
    });
  });

  it("begins no pass 8 s after it began, and goes on the next time", async () => {
    stage.passTakes = 5000;
    const answer = await answered(stage, "prepare");
    assert.equal(answer.kind, "continue");
    assert.equal(stage.of().world.now - NOON, 10_000);
  });

  it("answers by what is recorded when a later pass fails, and that failure is in the log", async () => {
    stage.of().throttle = true;
    const event = jobEvent(JSON.stringify(parameters("prepare", "r2")));
    const { result, lines } = await invoked(stage, "prepare", event);
    assert.equal(result[0]?.[1].kind, "continue");
    assert.deepEqual(
      lines.map(({ level, guard, message }) => [level, guard, message]),
      [
        ["info", "begin", "release r2 has the service, and gets green"],
        ["error", undefined, "Error: Throttling: Rate exceeded"],
      ],
    );
  });

  it("releases, all three in turn: each decision is a line with its guard, its call and its reason", async () => {
    const one = stage.of();
    const event = jobEvent(JSON.stringify(parameters("prepare", "r2")));
    const { result, lines } = await invoked(stage, "prepare", event);
    assert.deepEqual(result[0]?.[1], {
      kind: "succeeded",
      summary: "green is ready to be filled with release r2",
    });
    const line = {
      level: "info",
      step: "prepare",
      service: "storefront",
      goal: "prepare",
      executionId: "r2",
    };
    assert.deepEqual(lines, [
      { ...line, guard: "begin", release: "r2", message: "release r2 has the service, and gets green" },
      {
        ...line,
        guard: "preparing-revision",
        action: "instances of green install release r2",
        release: "r2",
        message: "instances of green install release r2",
      },
      {
        ...line,
        guard: "prepared",
        release: "r2",
        message: "green is ready to be filled with release r2",
      },
    ]);
    assert.deepEqual(await played(stage, "deploy"), [
      {
        kind: "succeeded",
        summary: "green: 1 of 1 are healthy and report release r2; the preview shows it at http://shop:8443",
      },
      [
        "waiting for green: 0 of 1 are healthy and report release r2",
        "green: 1 of 1 are healthy and report release r2; read again in a moment",
      ],
    ]);
    approve(one);
    assert.deepEqual(await played(stage, "release", 3600), [
      { kind: "succeeded", summary: "release r2 serves on green" },
      ["users are on green, which is watched for 3600 s more"],
    ]);
    assert.deepEqual(one.calls, [
      "instances of green install release r2",
      "green has 1 to 2 instances, 1 of them now",
      "the product rule shows green (weights 0, 102)",
      "green is written down as serving",
      "the preview rule shows blue",
    ]);
    const [ended] = one.history;
    assert.deepEqual(
      [ended?.outcome, ended?.release.by, ended?.release.commit, ended?.release.artifact?.versionId],
      ["done", "Ada, who started r2", "c0ffee", "3L4k"],
    );
  });

  it("fails with the reason once an alarm took users back, and succeeds at nothing after that", async () => {
    await played(stage, "prepare");
    await played(stage, "deploy");
    approve(stage.of());
    await answered(stage, "release");
    side(stage.of(), "green", { alarm: "ALARM" });
    const [answer] = await played(stage, "release");
    const message = "users are back on blue: green-errors fired";
    assert.deepEqual(answer, { kind: "failed", type: "JobFailed", message });
    executes(stage.of(), { status: "failed" });
    for (const step of STEPS)
      assert.deepEqual(await answered(stage, step), { kind: "failed", type: "JobFailed", message });
  });
});
