import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Finding } from "../../../policy/rule";
import { approvalInReleaseStage } from "../../../policy/rules/approval-in-release-stage";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { anyInputsOf } from "../any-inputs";
import { judge } from "../judge";
import { pipelineOf, type StageOfCase } from "../pipelines";

const type = "aws:codepipeline/pipeline:Pipeline";
const check = (stages: Readonly<Record<string, StageOfCase>>): readonly Finding[] =>
  judge(approvalInReleaseStage, pipelineOf(stages));
const places = (findings: readonly Finding[]): string[] =>
  findings.map((finding) => ("problem" in finding ? finding.problem.property : `? ${finding.notEvaluated}`));

const action = (category: Value, runOrder: Value, timeoutInMinutes: Value = 60): Values => {
  return { category, runOrder, timeoutInMinutes };
};
const ofStages = (...stages: readonly Value[]): string[] =>
  places(judge(approvalInReleaseStage, { type, inputs: { stages } }));

describe("the rule approval-in-release-stage", () => {
  it("says which approval stands apart, and what to do", () => {
    assert.deepEqual(check({ Ask: { Approve: ["Approval", 1] }, Release: { Deploy: ["Deploy", 1] } }), [
      {
        problem: {
          property: "stages[1].actions[0]",
          rule: "in the stage of what it releases, which it then holds until that is done",
          got: "nothing after it in its stage",
          remedy: "move it into the stage of what it releases, with a runOrder lower than that",
        },
      },
    ]);
  });

  it("says which approval has no time-out of its own", () => {
    const [approval, deploy] = [{ category: "Approval", runOrder: 1 }, action("Deploy", 2)];
    const stages = [{ actions: [approval, deploy] }];
    assert.deepEqual(judge(approvalInReleaseStage, { type, inputs: { stages } }), [
      {
        problem: {
          property: "stages[0].actions[0].timeoutInMinutes",
          rule: "given, so that nobody's answer soon means no",
          got: "nothing: 7 days",
          remedy: "give it, 5 to 86400: for instance 1440, a day",
        },
      },
    ]);
  });

  it("refuses an approval after the deployment of its stage, which waits for the stage that follows", () => {
    const test: StageOfCase = { Deploy: ["Deploy", 1], Approve: ["Approval", 2] };
    assert.deepEqual(places(check({ Test: test, Live: { Deploy: ["Deploy", 1] } })), [
      "stages[1].actions[1]",
    ]);
  });

  it("refuses two approvals that only wait for each other", () => {
    const ask: StageOfCase = { First: ["Approval", 1], Second: ["Approval", 2] };
    assert.deepEqual(places(check({ Ask: ask, Live: { Deploy: ["Deploy", 1] } })), [
      "stages[1].actions[0]",
      "stages[1].actions[1]",
    ]);
  });

  it("takes two approvals before what they release, and one that is the pipeline's last word", () => {
    const release: StageOfCase = {
      First: ["Approval", 1],
      Second: ["Approval", 2],
      Release: ["Invoke", 3],
      Confirm: ["Approval", 4],
    };
    assert.deepEqual(check({ Release: release }), []);
    assert.deepEqual(check({ Release: release, Retire: { Retire: ["Invoke", 1] } }).length, 1);
  });

  it("does not evaluate an approval that an unknown part decides on", () => {
    const [approve, deploy] = [action("Approval", 1), action("Deploy", 2)];
    assert.deepEqual(places(judge(approvalInReleaseStage, { type, inputs: { stages: UNKNOWN } })), [
      "? stages",
    ]);
    assert.deepEqual(ofStages({ actions: [approve] }, UNKNOWN), ["? stages[0].actions[0]", "? stages[1]"]);
    assert.deepEqual(ofStages({ actions: [approve, UNKNOWN] }, { actions: [deploy] }), [
      "? stages[0].actions[0]",
      "? stages[0].actions[1]",
    ]);
    assert.deepEqual(ofStages({ actions: [approve, action("Deploy", UNKNOWN)] }, { actions: [deploy] }), [
      "? stages[0].actions[0]",
    ]);
    assert.deepEqual(ofStages({ actions: [deploy, { category: UNKNOWN }] }), ["? stages[0].actions[1]"]);
    assert.deepEqual(ofStages({ actions: [action(UNKNOWN, 1)] }, { actions: [deploy] }), [
      "? stages[0].actions[0]",
    ]);
  });

  it("does evaluate what no unknown part can change", () => {
    const [approve, deploy] = [action("Approval", 1, UNKNOWN), action("Deploy", 2)];
    assert.deepEqual(ofStages({ actions: [approve, deploy, action(UNKNOWN, 3)] }), []);
    assert.deepEqual(ofStages({ actions: [approve] }, { actions: [deploy, action(UNKNOWN, 1)] }), [
      "stages[0].actions[0]",
    ]);
  });

  it("never throws, whatever the inputs", () => {
    fc.assert(
      fc.property(
        anyInputsOf(["stages"], ["actions", "category", "runOrder", "timeoutInMinutes"]),
        (inputs) => {
          assert.ok(Array.isArray(judge(approvalInReleaseStage, { type, inputs })));
        },
      ),
    );
  });
});
