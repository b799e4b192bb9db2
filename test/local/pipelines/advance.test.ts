import assert from "node:assert/strict";
import { advance, nextDue, type Happening } from "../../../local/pipelines/advance";
import type { ActionRun, Line, Outcome } from "../../../local/pipelines/execution";
import type { Pipeline } from "../../../local/pipelines/pipeline";
import { told } from "../../../local/pipelines/state-change";
import { action, pipeline, RELEASE, SOURCE, step } from "./declared";

const NOON = Date.UTC(2026, 10, 21, 12);
const MINUTE = 60_000;

/** A line that things happen to, one after the other. */
class Played {
  now = NOON;
  /** What was to be done since somebody looked. */
  private orders: string[] = [];
  private line: Line;
  private ids = 0;

  constructor(declared: Pipeline = RELEASE) {
    this.line = { pipeline: declared, version: 1, executions: [] };
  }

  happen(happening: Happening): void {
    const world = { now: this.now, newId: () => `id-${++this.ids}`, continueSeconds: 5 };
    const { line, orders } = advance(this.line, happening, world);
    this.line = line;
    for (const order of orders) {
      if (order.kind === "tell") {
        const { detail } = told(order.change);
        const { stage, action: name } = detail as { stage?: string; action?: string };
        const of = [stage, name].filter((one) => one !== undefined).join("/");
        this.orders.push(`${order.change.execution.id} ${of}${of === "" ? "" : " "}${order.change.state}`);
      } else {
        const token = order.kind === "invoke" ? (order.continuationToken ?? "") : "";
        const text = `${order.execution.id} ${order.kind} ${order.run.action.name}`;
        this.orders.push(token === "" ? text : `${text} with ${token}`);
      }
    }
  }

  start(id: string): void {
    this.happen({
      kind: "started",
      start: { id, trigger: { type: "CloudWatchEvent" }, revisions: [], variables: {} },
    });
  }

  /** The newest run of an action. */
  run(id: string, name: string): ActionRun {
    const found = this.execution(id).runs.findLast((one) => one.action.name === name);
    assert.ok(found, `${name} of ${id}`);
    return found;
  }

  end(id: string, name: string, outcome: Outcome = { status: "Succeeded" }): void {
    this.happen({ kind: "ended", runId: this.run(id, name).id, outcome });
  }

  source(id: string): void {
    this.end(id, "Revision", { status: "Succeeded", variables: { VersionId: `v-${id}` } });
  }

  /** Minutes go by, in steps of what is due. */
  wait(minutes: number): void {
    const until = this.now + minutes * MINUTE;
    for (let due = nextDue(this.line); due !== undefined && due <= until; due = nextDue(this.line)) {
      this.now = due;
      this.happen({ kind: "passed" });
    }
    this.now = until;
  }

  status(id: string): string {
    const { status, entered } = this.execution(id);
    return [status, ...entered.map((one) => `${one.stage} ${one.status}`)].join(", ");
  }

  took(): string[] {
    return this.orders.splice(0);
  }

  private execution(id: string): Line["executions"][number] {
    const found = this.line.executions.find((one) => one.id === id);
    assert.ok(found, id);
    return found;
  }
}

describe("an execution of a pipeline", () => {
  it("fails where a source is not there, and calls nobody", () => {
    const played = new Played();
    played.start("r1");
    played.took();
    played.end("r1", "Revision", { status: "Failed", error: { code: "RevisionUnavailable", message: "no" } });
    assert.deepEqual(played.took(), ["r1 Source/Revision FAILED", "r1 Source FAILED", "r1 FAILED"]);
    assert.equal(played.status("r1"), "Failed, Source Failed");
    assert.equal(played.run("r1", "Revision").error?.message, "no");
  });

  it("fails at an action that is not modelled, and says which", () => {
    const played = new Played(pipeline([action("Build", "Build/AWS/CodeBuild")]));
    played.start("r1");
    played.source("r1");
    assert.equal(played.status("r1"), "Failed, Source Succeeded, Release Failed");
    assert.deepEqual(played.run("r1", "Build").error, {
      code: "NotModelled",
      message: "actions Build/AWS/CodeBuild are not modelled here",
    });
  });

  it("fails at a variable that stands for nothing, and says which", () => {
    const wrong = { ...step("Prepare", 1), configuration: { UserParameters: "#{Source.Nothing}" } };
    const played = new Played(pipeline([wrong]));
    played.start("r1");
    played.source("r1");
    assert.match(played.run("r1", "Prepare").error?.message ?? "", /^#\{Source\.Nothing\} is no variable/);
  });

  it("goes from action to action as each succeeds, its variables filled in, and tells of all", () => {
    const played = new Played();
    played.start("r1");
    assert.deepEqual(played.took(), [
      "r1 STARTED",
      "r1 Source STARTED",
      "r1 Source/Revision STARTED",
      "r1 source Revision",
    ]);
    played.source("r1");
    assert.deepEqual(played.took(), [
      "r1 Source/Revision SUCCEEDED",
      "r1 Source SUCCEEDED",
      "r1 Release STARTED",
      "r1 Release/Prepare STARTED",
      "r1 invoke Prepare",
    ]);
    assert.deepEqual(JSON.parse(played.run("r1", "Prepare").configuration["UserParameters"] ?? ""), {
      executionId: "r1",
      versionId: "v-r1",
    });
    played.end("r1", "Prepare");
    assert.deepEqual(played.took().slice(1), ["r1 Release/Approve STARTED", "r1 ask Approve"]);
    played.end("r1", "Approve", { status: "Succeeded", by: "ada", summary: "looks good" });
    played.end("r1", "Release");
    assert.deepEqual(played.took().slice(-3), [
      "r1 Release/Release SUCCEEDED",
      "r1 Release SUCCEEDED",
      "r1 SUCCEEDED",
    ]);
    assert.equal(played.status("r1"), "Succeeded, Source Succeeded, Release Succeeded");
  });

  it("begins actions of one number together, and fails when all of them have ended", () => {
    const played = new Played(pipeline([step("One", 1), step("Other", 1), step("Later", 2)]));
    played.start("r1");
    played.source("r1");
    assert.deepEqual(
      played.took().filter((one) => one.includes("invoke")),
      ["r1 invoke One", "r1 invoke Other"],
    );
    played.end("r1", "One", { status: "Failed" });
    assert.equal(played.status("r1"), "InProgress, Source Succeeded, Release InProgress");
    played.end("r1", "Other");
    assert.equal(played.status("r1"), "Failed, Source Succeeded, Release Failed");
  });

  it("calls a function again five seconds after it said that it goes on, by a new job", () => {
    const played = new Played();
    played.start("r1");
    played.source("r1");
    const { id: runId, jobs } = played.run("r1", "Prepare");
    played.took();
    played.happen({ kind: "continued", runId, token: "t1", summary: "waiting" });
    assert.deepEqual(played.took(), []);
    played.wait(0.1);
    assert.deepEqual(played.took(), ["r1 invoke Prepare with t1"]);
    const { jobs: now, summary } = played.run("r1", "Prepare");
    assert.deepEqual([now.length, now[0], summary], [2, jobs[0], "waiting"]);
  });

  it("fails when a function has not answered for 20 minutes, each answer beginning them anew", () => {
    const played = new Played();
    played.start("r1");
    played.source("r1");
    played.wait(19);
    played.happen({ kind: "continued", runId: played.run("r1", "Prepare").id, token: "t1" });
    played.wait(19);
    assert.equal(played.run("r1", "Prepare").status, "InProgress");
    played.wait(2);
    assert.deepEqual(played.run("r1", "Prepare").error, {
      code: "Timeout",
      message: "the function has not answered its job within 20 minutes",
    });
    assert.equal(played.status("r1"), "Failed, Source Succeeded, Release Failed");
  });

  it("fails when a function has gone on for 24 hours", () => {
    const played = new Played();
    played.start("r1");
    played.source("r1");
    for (let minutes = 0; minutes < 24 * 60; minutes += 10) {
      assert.equal(played.run("r1", "Prepare").status, "InProgress");
      played.happen({ kind: "continued", runId: played.run("r1", "Prepare").id, token: "t" });
      played.wait(10);
    }
    assert.match(played.run("r1", "Prepare").error?.message ?? "", /^the function went on for 24 hours/);
  });

  it("takes silence for a no when the approval's minutes are over; nobody's name stands on it", () => {
    const played = new Played();
    played.start("r1");
    played.source("r1");
    played.end("r1", "Prepare");
    played.wait(59);
    assert.equal(played.run("r1", "Approve").status, "InProgress");
    played.wait(1);
    const { status, by, error } = played.run("r1", "Approve");
    assert.deepEqual(
      [status, by, error?.message],
      ["Failed", undefined, "nobody has answered within 60 minutes"],
    );
    assert.equal(played.status("r1"), "Failed, Source Succeeded, Release Failed");
  });

  it("waits seven days for an approval that names no minutes", () => {
    const played = new Played(pipeline([action("Approve", "Approval/AWS/Manual")]));
    played.start("r1");
    played.source("r1");
    played.wait(7 * 24 * 60 - 1);
    assert.equal(played.run("r1", "Approve").status, "InProgress");
    played.wait(1);
    assert.equal(played.run("r1", "Approve").status, "Failed");
  });

  it("does not end a second time", () => {
    const played = new Played();
    played.start("r1");
    played.source("r1");
    const { id: runId } = played.run("r1", "Prepare");
    played.end("r1", "Prepare");
    played.took();
    played.happen({ kind: "ended", runId, outcome: { status: "Failed" } });
    played.happen({ kind: "continued", runId, token: "late" });
    assert.deepEqual(played.took(), []);
    assert.equal(played.run("r1", "Prepare").status, "Succeeded");
  });
});

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
