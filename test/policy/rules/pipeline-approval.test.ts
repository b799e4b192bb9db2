import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Finding } from "../../../policy/rule";
import { pipelineApproval } from "../../../policy/rules/pipeline-approval";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { anyInputsOf } from "../any-inputs";
import { judge } from "../judge";
import { pipelineOf, type StageOfCase } from "../pipelines";

type Stages = Readonly<Record<string, StageOfCase>>;

const check = (stages: Stages, others: Values = {}, isProduction = true): readonly Finding[] =>
  judge(pipelineApproval, pipelineOf(stages, others), { isProduction });
const places = (findings: readonly Finding[]): string[] =>
  findings.map((finding) => ("problem" in finding ? finding.problem.property : `? ${finding.notEvaluated}`));

const action = (category: Value, runOrder: Value, others: Values = {}): Values => ({
  name: "it",
  category,
  runOrder,
  ...others,
});
const ofStages = (...stages: readonly Value[]): string[] => places(check({}, { stages }));
const DEPLOY: Stages = { Deploy: { Deploy: ["Deploy", 1] } };

describe("the rule pipeline-approval", () => {
  it("says which action deploys unasked, and what to do", () => {
    assert.deepEqual(check(DEPLOY), [
      {
        problem: {
          property: "stages[1].actions[0]",
          rule: "preceded by a manual approval",
          got: "none in the pipeline before it",
          remedy: "add an action of the category Approval, owner AWS, provider Manual, of a lower runOrder",
        },
      },
    ]);
  });

  const refused: readonly (readonly [how: string, stages: Stages, place: string])[] = [
    [
      "asks at the same time",
      { Deploy: { Approve: ["Approval", 1], Deploy: ["Deploy", 1] } },
      "stages[1].actions[1]",
    ],
    [
      "asks after it has deployed",
      { Deploy: { Deploy: ["Deploy", 1] }, Ask: { Approve: ["Approval", 1] } },
      "stages[1].actions[0]",
    ],
    [
      "asks before it runs a function that comes after the deployment",
      { Deploy: { Deploy: ["Deploy", 1], Approve: ["Approval", 2], Report: ["Invoke", 3] } },
      "stages[1].actions[0]",
    ],
    [
      "deploys twice",
      { Test: { Deploy: ["Deploy", 1] }, Live: { Second: ["Deploy", 2], First: ["Deploy", 1] } },
      "stages[2].actions[0]",
    ],
  ];
  for (const [how, stages, place] of refused) {
    it(`refuses a pipeline that ${how}`, () => {
      assert.deepEqual(places(check(stages)), [place]);
    });
  }

  it("refuses a change set that is carried out, and none that is only made", () => {
    const changeSet = (ActionMode: Value, runOrder: number): Values =>
      action("Deploy", runOrder, { configuration: { ActionMode } });
    const make = changeSet("CHANGE_SET_REPLACE", 1);
    const carryOut = changeSet("CHANGE_SET_EXECUTE", 3);
    assert.deepEqual(ofStages({ actions: [make] }), []);
    assert.deepEqual(ofStages({ actions: [make, carryOut] }), ["stages[0].actions[1]"]);
    assert.deepEqual(ofStages({ actions: [make, action("Approval", 2), carryOut] }), []);
    assert.deepEqual(ofStages({ actions: [changeSet(UNKNOWN, 1)] }), ["? stages"]);
    assert.deepEqual(ofStages({ actions: [action("Deploy", 1, { configuration: UNKNOWN })] }), ["? stages"]);
  });

  it("takes a deployment to a test before the question, and a pipeline that only builds", () => {
    const test: StageOfCase = { Deploy: ["Deploy", 1] };
    assert.deepEqual(check({ Test: test, Live: { Approve: ["Approval", 1], Deploy: ["Deploy", 2] } }), []);
    assert.deepEqual(check({ Test: { ...test, Approve: ["Approval", 2] }, Live: test }), []);
    assert.deepEqual(check({ Build: { Build: ["Build", 1] } }), []);
  });

  it("looks at production alone, which the stack or the pipeline's tag says", () => {
    const tagged = (tags: Value, others: Values = {}): string[] =>
      places(check(DEPLOY, { tags, ...others }, false));
    assert.deepEqual(tagged({}), []);
    assert.deepEqual(tagged({ Stage: "dev" }), []);
    assert.deepEqual(tagged({ Stage: "prod" }), ["stages[1].actions[0]"]);
    assert.deepEqual(tagged({}, { tagsAll: { Stage: "production" } }), ["stages[1].actions[0]"]);
    assert.deepEqual(tagged({ Stage: UNKNOWN }), ["? tags.Stage"]);
    assert.deepEqual(tagged(UNKNOWN, { tagsAll: UNKNOWN }), ["? tags.Stage"]);
    const settings = { productionTags: ["live-*"] };
    const pipeline = pipelineOf(DEPLOY, { tags: { Stage: "live-eu" } });
    assert.equal(judge(pipelineApproval, pipeline, { settings }).length, 1);
  });

  it("does not evaluate what an unknown part decides", () => {
    const approve = action("Approval", 1);
    const deploy = action("Deploy", 2);
    assert.deepEqual(places(check({}, { stages: UNKNOWN })), ["? stages"]);
    assert.deepEqual(ofStages(UNKNOWN, { actions: [deploy] }), ["? stages"]);
    assert.deepEqual(ofStages({ actions: UNKNOWN }), ["? stages"]);
    assert.deepEqual(ofStages({ actions: [UNKNOWN, deploy] }), ["? stages"]);
    assert.deepEqual(ofStages({ actions: [action(UNKNOWN, 1), deploy] }), ["? stages"]);
    assert.deepEqual(ofStages({ actions: [approve, action(UNKNOWN, 2)] }), ["? stages"]);
    assert.deepEqual(ofStages({ actions: [approve, action("Deploy", UNKNOWN)] }), ["? stages"]);
  });

  it("does evaluate what no unknown part can change", () => {
    const deploy = action("Deploy", 1);
    assert.deepEqual(ofStages({ actions: [deploy] }, UNKNOWN), ["? stages"]); // may deploy after a question
    assert.deepEqual(ofStages({ actions: [deploy] }, { actions: [action("Invoke", UNKNOWN)] }), [
      "stages[0].actions[0]",
    ]);
    assert.deepEqual(ofStages({ actions: [action("Approval", 1), action("Deploy", 2)] }, UNKNOWN), []);
  });

  it("never throws, whatever the inputs", () => {
    fc.assert(
      fc.property(
        anyInputsOf(
          ["stages", "tags", "tagsAll"],
          ["actions", "category", "runOrder", "configuration", "ActionMode", "Stage"],
        ),
        fc.boolean(),
        (inputs, isProduction) => {
          const found = judge(
            pipelineApproval,
            { type: "aws:codepipeline/pipeline:Pipeline", inputs },
            { isProduction },
          );
          assert.ok(found.length <= 1);
        },
      ),
    );
  });
});
