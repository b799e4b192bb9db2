import assert from "node:assert/strict";
import { action, pipeline, step } from "./declared";
import { Played } from "./played";

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
