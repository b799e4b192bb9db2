import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Finding } from "../../../policy/rule";
import { twoTargetGroups } from "../../../policy/rules/two-target-groups";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { anyInputsOf } from "../any-inputs";
import { judge } from "../judge";

const type = "aws:lb/listenerRule:ListenerRule";
const check = (inputs: Values): readonly Finding[] => judge(twoTargetGroups, { type, inputs });
const places = (findings: readonly Finding[]): string[] =>
  findings.map((finding) => ("problem" in finding ? finding.problem.property : `? ${finding.notEvaluated}`));

const ofAction = (action: Value, tags: Value = {}): string[] => places(check({ actions: [action], tags }));
const to = (...targetGroups: readonly Value[]): Values => ({ type: "forward", forward: { targetGroups } });
const plain = { type: "forward", targetGroupArn: "arn:blue" };
const blue = { arn: "arn:blue", weight: 100 };
const green = { arn: "arn:green", weight: 0 };

describe("the rule two-target-groups", () => {
  it("says which action has nothing to shift to, and what to do", () => {
    const rule = "a forward to two target groups, so that a release can shift it";
    const remedy = "name both under forward.targetGroups, the idle one with weight 0";
    assert.deepEqual(check({ actions: [to(blue)] }), [
      { problem: { property: "actions[0]", rule, got: "one", remedy } },
    ]);
  });

  it("refuses one target group with a weight, known or not, or with sessions that stay", () => {
    assert.deepEqual(ofAction(to({ ...blue, weight: UNKNOWN })), ["actions[0]"]);
    assert.deepEqual(ofAction(to({ arn: UNKNOWN, weight: 1 })), ["actions[0]"]);
    const forward = { targetGroups: [{ arn: "arn:blue" }], stickiness: { enabled: true, duration: 60 } };
    assert.deepEqual(ofAction({ type: "forward", forward }), ["actions[0]"]);
  });

  it("refuses the product's rule whichever way it forwards to one", () => {
    for (const action of [plain, to({ arn: "arn:blue" }), to(blue)])
      assert.deepEqual(ofAction(action, { Role: "product" }), ["actions[0]"]);
    const settings = { shiftedTags: { Shifted: "yes" } };
    const inputs = { actions: [plain], tags: { Shifted: "yes" } };
    assert.equal(judge(twoTargetGroups, { type, inputs }, { settings }).length, 1);
  });

  it("refuses a listener's default action as a rule's", () => {
    for (const listener of ["aws:lb/listener:Listener", "aws:alb/listener:Listener"])
      assert.deepEqual(
        places(judge(twoTargetGroups, { type: listener, inputs: { defaultActions: [{}, to(blue)] } })),
        ["defaultActions[1]"],
      );
  });

  it("takes what is static: the preview's rule, what an import writes, the provider's own weight", () => {
    assert.deepEqual(ofAction(plain, { Role: "preview" }), []);
    assert.deepEqual(ofAction({ ...plain, ...to(blue) }), []);
    assert.deepEqual(ofAction(to({ arn: "arn:blue", weight: 1, __defaults: ["weight"] })), []);
    assert.deepEqual(ofAction(to({ arn: "arn:blue" })), []);
  });

  it("takes two target groups, whatever of them is unknown", () => {
    assert.deepEqual(ofAction(to(blue, green), { Role: "product" }), []);
    assert.deepEqual(ofAction(to(UNKNOWN, UNKNOWN), UNKNOWN), []);
    assert.deepEqual(ofAction(to({ arn: UNKNOWN, weight: UNKNOWN }, { arn: UNKNOWN }), UNKNOWN), []);
  });

  it("does not evaluate what an unknown part decides", () => {
    assert.deepEqual(places(check({ actions: UNKNOWN })), ["? actions"]);
    const undecided: readonly Value[] = [
      UNKNOWN,
      { type: "forward", forward: UNKNOWN },
      { type: "forward", forward: { targetGroups: UNKNOWN } },
      { type: "forward", forward: { targetGroups: UNKNOWN, stickiness: { enabled: true } } },
      { type: "forward", forward: { targetGroups: [{ arn: "arn:blue" }], stickiness: UNKNOWN } },
      to(UNKNOWN),
    ];
    for (const action of undecided) assert.deepEqual(ofAction(action), ["? actions[0]"]);
    assert.deepEqual(ofAction(plain, UNKNOWN), ["? actions[0]"]);
    assert.deepEqual(ofAction(plain, { Role: UNKNOWN }), ["? actions[0]"]);
    assert.deepEqual(ofAction({ type: "forward", forward: { targetGroups: UNKNOWN } }, { Role: "product" }), [
      "? actions[0]",
    ]);
  });

  it("never throws, whatever the inputs", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...twoTargetGroups.types),
        anyInputsOf(
          ["actions", "defaultActions", "tags", "tagsAll"],
          [
            "type",
            "forward",
            "targetGroups",
            "targetGroupArn",
            "stickiness",
            "enabled",
            "weight",
            "__defaults",
            "Role",
          ],
        ),
        (one, inputs) => {
          assert.ok(Array.isArray(judge(twoTargetGroups, { type: one, inputs })));
        },
      ),
    );
  });
});
