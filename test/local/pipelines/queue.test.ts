import assert from "node:assert/strict";
import fc from "fast-check";
import { advance } from "../../../local/pipelines/advance";
import { isOver, type Execution } from "../../../local/pipelines/execution";
import { told } from "../../../local/pipelines/state-change";
import { OFTEN } from "../../helpers/property-runs";
import { pipeline, SOURCE } from "./declared";
import { NOON, Played } from "./played";

describe("executions of one pipeline", () => {
  it("are in a stage one at a time, in the order in which they began", () => {
    const played = new Played();
    for (const id of ["r1", "r2", "r3"]) played.start(id);
    played.source("r1");
    played.source("r2");
    played.source("r3");
    assert.deepEqual(
      ["r1", "r2", "r3"].map((id) => played.status(id)),
      [
        "InProgress, Source Succeeded, Release InProgress",
        "InProgress, Source Succeeded",
        "InProgress, Source Succeeded",
      ],
    );
    played.took();
    played.end("r1", "Prepare", { status: "Failed" });
    assert.deepEqual(played.took().slice(-3), [
      "r2 Release STARTED",
      "r2 Release/Prepare STARTED",
      "r2 invoke Prepare",
    ]);
    assert.equal(played.status("r3"), "InProgress, Source Succeeded");
  });

  it("begin their source only when the one before has left it", () => {
    const played = new Played();
    played.start("r1");
    played.start("r2");
    assert.equal(played.status("r2"), "InProgress");
    played.source("r1");
    assert.equal(played.status("r2"), "InProgress, Source InProgress");
  });

  it("that are stopped let their actions end, and begin no others", () => {
    const played = new Played();
    played.start("r1");
    played.source("r1");
    played.took();
    played.happen({ kind: "stopped", executionId: "r1", abandon: false, reason: "not now" });
    assert.deepEqual(played.took(), ["r1 STOPPING"]);
    played.end("r1", "Prepare");
    assert.deepEqual(played.took(), ["r1 Release/Prepare SUCCEEDED", "r1 Release STOPPED", "r1 STOPPED"]);
    assert.equal(played.status("r1"), "Stopped, Source Succeeded, Release Stopped");
  });

  it("that are abandoned end at once, and let the next one in", () => {
    const played = new Played();
    played.start("r1");
    played.start("r2");
    played.source("r1");
    played.source("r2");
    played.happen({ kind: "stopped", executionId: "r1", abandon: false });
    played.took();
    played.happen({ kind: "stopped", executionId: "r1", abandon: true });
    assert.deepEqual(played.took().slice(0, 4), [
      "r1 Release/Prepare ABANDONED",
      "r1 Release STOPPED",
      "r1 STOPPED",
      "r2 Release STARTED",
    ]);
  });

  it("that are stopped while they wait, stop there", () => {
    const played = new Played();
    played.start("r1");
    played.start("r2");
    played.source("r1");
    played.source("r2");
    played.happen({ kind: "stopped", executionId: "r2", abandon: false });
    assert.equal(played.status("r2"), "Stopped, Source Succeeded");
    played.end("r1", "Prepare", { status: "Failed" });
    assert.equal(played.status("r2"), "Stopped, Source Succeeded");
  });
});

describe("what is told of an execution", () => {
  it("has what the rules of a stage look at", () => {
    const [line] = [{ pipeline: pipeline([SOURCE]), version: 3, executions: [] }];
    const start = { id: "r1", trigger: { type: "CloudWatchEvent" }, revisions: [], variables: {} };
    const world = { now: NOON, newId: () => "id", continueSeconds: 5 };
    const { orders } = advance(line, { kind: "started", start }, world);
    const events = orders.flatMap((order) => (order.kind === "tell" ? [told(order.change)] : []));
    const common = { pipeline: "storefront", "execution-id": "r1", version: 3 };
    const attempt = { "pipeline-execution-attempt": 1 };
    assert.deepEqual(
      events.map(({ detailType, detail }) => ({ detailType, detail })),
      [
        {
          detailType: "CodePipeline Pipeline Execution State Change",
          detail: {
            ...common,
            ...attempt,
            "execution-trigger": { "trigger-type": "CloudWatchEvent" },
            state: "STARTED",
          },
        },
        {
          detailType: "CodePipeline Stage Execution State Change",
          detail: { ...common, ...attempt, stage: "Source", state: "STARTED" },
        },
        {
          detailType: "CodePipeline Action Execution State Change",
          detail: {
            ...common,
            ...attempt,
            stage: "Source",
            action: "Revision",
            "action-execution-id": "id",
            region: "ap-northeast-2",
            type: { owner: "AWS", provider: "S3", category: "Source", version: "1" },
            state: "STARTED",
          },
        },
      ],
    );
  });
});

describe("whatever happens to a pipeline", () => {
  const some = fc.oneof(
    fc.record({ kind: fc.constant("start" as const) }),
    fc.record({ kind: fc.constantFrom("succeed", "fail", "continue" as const), which: fc.nat(9) }),
    fc.record({ kind: fc.constant("stop" as const), which: fc.nat(9), abandon: fc.boolean() }),
    fc.record({ kind: fc.constant("wait" as const), minutes: fc.nat(90) }),
  );

  it("has one execution in a stage, in turn, each ended once and with nothing left in progress", () => {
    fc.assert(
      fc.property(fc.array(some, { maxLength: 60 }), (happenings) => {
        const played = new Played();
        const over = new Map<string, string>();
        const entered: string[] = [];
        for (const happening of happenings) {
          played.any(happening);
          for (const order of played.took()) {
            const [id = "", what = "", more] = order.split(" ");
            if (what === "Release" && more === "STARTED") entered.push(id);
            if (!["SUCCEEDED", "FAILED", "STOPPED"].includes(what)) continue;
            assert.equal(over.get(id), undefined, `${id} ended twice`);
            over.set(id, what);
          }
          const { executions } = played.line;
          for (const stage of ["Source", "Release"])
            assert.ok(executions.filter((one) => isInside(one, stage)).length <= 1, stage);
          for (const { id, status, runs } of executions) {
            assert.equal(over.get(id), isOver({ status }) ? status.toUpperCase() : undefined);
            if (isOver({ status })) assert.ok(runs.every((run) => run.status !== "InProgress"));
          }
        }
        assert.deepEqual(entered, entered.toSorted());
      }),
      OFTEN,
    );
  });
});

function isInside({ entered, status }: Execution, stage: string): boolean {
  const last = entered.at(-1);
  return !isOver({ status }) && last?.stage === stage && last.status === "InProgress";
}
