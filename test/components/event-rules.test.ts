import assert from "node:assert/strict";
import { make, only } from "./make";
import { control } from "./release-control";

const RULE = "aws:cloudwatch/eventRule:EventRule";
const ours = [{ prefix: "shop-dev-" }];

describe("the function events is called", () => {
  for (const [purpose, pattern] of [
    [
      "executions",
      {
        source: ["aws.codepipeline"],
        "detail-type": ["CodePipeline Pipeline Execution State Change"],
        detail: { pipeline: ours },
      },
    ],
    [
      "approvals",
      {
        source: ["aws.codepipeline"],
        "detail-type": ["CodePipeline Action Execution State Change"],
        detail: { pipeline: ours, type: { category: ["Approval"] } },
      },
    ],
    [
      "instances",
      {
        source: ["aws.autoscaling"],
        "detail-type": [
          "EC2 Instance Launch Successful",
          "EC2 Instance Launch Unsuccessful",
          "EC2 Instance Terminate Successful",
          "EC2 Instance Terminate Unsuccessful",
        ],
        detail: { AutoScalingGroupName: ours },
      },
    ],
    [
      "alarms",
      {
        source: ["aws.cloudwatch"],
        "detail-type": ["CloudWatch Alarm State Change"],
        detail: { alarmName: ours },
      },
    ],
  ] as const) {
    it(`for ${purpose} of the stage's services`, async () => {
      const { name, eventPattern, tags, ...rest } = only(
        await make(control()),
        RULE,
        `control-${purpose}`,
      ).inputs;
      assert.notEqual(tags, undefined);
      assert.equal(name, `shop-dev-${purpose}`);
      assert.deepEqual(JSON.parse(eventPattern as string), pattern);
      assert.deepEqual(rest, {});
    });
  }

  it("every minute", async () => {
    const { tags, ...inputs } = only(await make(control()), RULE, "control-sweep").inputs;
    assert.notEqual(tags, undefined);
    assert.deepEqual(inputs, { name: "shop-dev-sweep", scheduleExpression: "rate(1 minute)" });
  });

  for (const purpose of ["executions", "approvals", "instances", "alarms", "sweep"]) {
    it(`by its rule for ${purpose} and no other, which may call it before it does`, async () => {
      const made = await make(control());
      const target = only(made, "aws:cloudwatch/eventTarget:EventTarget", `control-${purpose}`);
      assert.deepEqual(target.inputs, {
        rule: `shop-dev-${purpose}`,
        targetId: "events",
        arn: "arn:Function control-events",
      });
      assert.deepEqual(target.dependsOn, [
        `aws:lambda/permission:Permission::control-${purpose}`,
        "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig::control-events",
      ]);
      assert.deepEqual(only(made, "aws:lambda/permission:Permission", `control-${purpose}`).inputs, {
        action: "lambda:InvokeFunction",
        function: "shop-dev-events",
        principal: "events.amazonaws.com",
        sourceArn: `arn:EventRule control-${purpose}`,
      });
    });
  }
});
