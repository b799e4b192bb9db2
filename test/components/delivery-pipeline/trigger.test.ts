import assert from "node:assert/strict";
import { make, only } from "../make";
import { pipeline, ROLE, ROLE_POLICY, RULE, TARGET } from "./pipeline";

describe("what starts a delivery pipeline", () => {
  it("is an upload of its service's revision, and of nothing else", async () => {
    const { eventPattern, name } = only(await make(pipeline()), RULE).inputs;
    assert.equal(name, "shop-dev-storefront-trigger");
    assert.deepEqual(JSON.parse(eventPattern as string), {
      source: ["aws.s3"],
      "detail-type": ["Object Created"],
      detail: { bucket: { name: ["artifacts"] }, object: { key: ["storefront/revision.zip"] } },
    });
  });

  it("hands on the version that was uploaded, as StartPipelineExecution takes it", async () => {
    const made = await make(pipeline());
    const { inputTransformer, ...inputs } = only(made, TARGET).inputs;
    assert.deepEqual(inputs, {
      rule: "shop-dev-storefront-trigger",
      targetId: "pipeline",
      arn: "arn:Pipeline storefront-pipeline",
      roleArn: "arn:Role storefront-trigger",
    });
    const { inputPaths, inputTemplate } = inputTransformer as { inputPaths: object; inputTemplate: string };
    assert.deepEqual(inputPaths, { versionId: "$.detail.object.version-id" });
    // What EventBridge makes of it.
    assert.deepEqual(JSON.parse(inputTemplate.replace("<versionId>", '"3/L4kqtJlcpXroDTDmJ"')), {
      sourceRevisions: [
        {
          actionName: "Revision",
          revisionType: "S3_OBJECT_VERSION_ID",
          revisionValue: "3/L4kqtJlcpXroDTDmJ",
        },
      ],
    });
    assert.deepEqual(only(made, TARGET).dependsOn, [`${ROLE_POLICY}::storefront-trigger`]);
  });

  it("is EventBridge for this rule alone, which may start this pipeline alone", async () => {
    const made = await make(pipeline());
    const trust = only(made, ROLE, "storefront-trigger").inputs["assumeRolePolicy"];
    assert.deepEqual(JSON.parse(trust as string), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "events.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: { ArnEquals: { "aws:SourceArn": "arn:EventRule storefront-trigger" } },
        },
      ],
    });
    const { policy } = only(made, ROLE_POLICY, "storefront-trigger").inputs;
    assert.deepEqual(JSON.parse(policy as string), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "StartPipeline",
          Effect: "Allow",
          Action: ["codepipeline:StartPipelineExecution"],
          Resource: "arn:Pipeline storefront-pipeline",
        },
      ],
    });
  });
});
