import assert from "node:assert/strict";
import type {
  DeliveryPipelineArgs,
  StepFunctions,
} from "../../../components/delivery-pipeline/delivery-pipeline";
import { Refusal } from "../../../refusal/refusal";
import { make } from "../make";
import { refused } from "../refused";
import { functions, pipeline, topicArn } from "./pipeline";

describe("a delivery pipeline is refused", () => {
  it("without a service, without functions and with an approval nobody hears of, at once", async () => {
    const args = {
      identity: { project: "shop", stage: "dev" },
      functions: { prepare: functions.prepare, deploy: { name: "deploy" } } as unknown as StepFunctions,
      approval: { topicArn: "shop-dev-approvals", timeoutMinutes: 4 },
      confirmation: { topicArn: "shop-dev-approvals", timeoutMinutes: 43_201 },
    };
    assert.deepEqual(await refused(pipeline(args)), {
      paths: [
        "identity.service",
        "functions.deploy",
        "functions.release",
        "approval.topicArn",
        "approval.timeoutMinutes",
        "confirmation.topicArn",
        "confirmation.timeoutMinutes",
      ],
      lines: [
        "identity.service: must be given, got nothing; name the service",
        'functions.deploy: must be a function\'s name and arn, got {"name":"deploy"}; ' +
          "hand over the functions of ReleaseControl",
        "functions.release: must be a function's name and arn, got nothing; " +
          "hand over the functions of ReleaseControl",
        'approval.topicArn: must be the ARN of an SNS topic, got "shop-dev-approvals"; ' +
          "use approvalTopicArn of Notifications",
        "approval.timeoutMinutes: must be a whole number from 5 to 86400, got 4; use 1440",
        'confirmation.topicArn: must be the ARN of an SNS topic, got "shop-dev-approvals"; ' +
          "use approvalTopicArn of Notifications",
        "confirmation.timeoutMinutes: must be a whole number from 5 to 43200, got 43201; use 1440",
      ],
    });
  });

  it("for a service that makes the parameters of its actions longer than 1,000 characters", async () => {
    const ofLength = (length: number): Partial<DeliveryPipelineArgs> => ({
      identity: { project: "shop", stage: "dev", service: "s".repeat(length) },
    });
    const room = 1000 - '{"service":"","step":"prepare","executionId":"","versionId":""}'.length;
    const left = room - "#{codepipeline.PipelineExecutionId}".length - "#{Source.VersionId}".length;
    assert.deepEqual((await refused(pipeline(ofLength(left + 1)))).lines, [
      "identity.service: must be short enough for UserParameters, 1000 characters in all, " +
        "got one that makes them 1001; choose a shorter one",
    ]);
    // With one character less the parameters have room; as a name it is still too long.
    await assert.rejects(make(pipeline(ofLength(left))), Refusal);
  });

  for (const topic of [
    "arn:aws:sqs:eu-west-1:123456789012:approvals",
    "arn:aws:sns:eu-west-1:1234:approvals",
    "arn:aws:sns:eu-west-1:123456789012:",
    "arn:aws:sns:eu-west-1:123456789012:approvals:0b1c",
  ]) {
    it(`for ${topic} as the topic of its approval`, async () => {
      assert.deepEqual((await refused(pipeline({ approval: { topicArn: topic } }))).paths, [
        "approval.topicArn",
      ]);
    });
  }

  for (const timeoutMinutes of [4, 86_401, 5.5, Number.NaN]) {
    it(`for an approval that waits ${timeoutMinutes} minutes`, async () => {
      const { paths } = await refused(pipeline({ approval: { topicArn, timeoutMinutes } }));
      assert.deepEqual(paths, ["approval.timeoutMinutes"]);
    });
  }
});
