/** What starts a pipeline: an upload of its service's revision, by the version that was uploaded. */
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../naming/names";
import { tags } from "../../naming/tags";
import { createRole } from "../role";
import type { DeliveryPipelineArgs } from "./delivery-pipeline";
import { triggerPolicy, triggerTrust } from "./iam";
import { revisionKey, SOURCE_ACTION } from "./stages";

/**
 * The input of StartPipelineExecution. EventBridge puts a text in for its variable, quotation marks included.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-trigger-source-overrides.html
 */
const INPUT = `{"sourceRevisions":[{"actionName":"${SOURCE_ACTION}","revisionType":"S3_OBJECT_VERSION_ID","revisionValue":<versionId>}]}`;

export function createTrigger(
  parent: pulumi.Resource,
  name: string,
  service: string,
  { identity: whose, ownership, artifactBucket }: DeliveryPipelineArgs,
  pipelineArn: pulumi.Output<string>,
): void {
  const identity = { ...whose, role: "trigger" };
  const tagged = { tags: tags(identity, ownership) };

  const rule = new cloudwatch.EventRule(
    `${name}-trigger`,
    {
      name: physicalName("aws:cloudwatch/eventRule:EventRule", identity),
      eventPattern: pulumi.output(artifactBucket.name).apply((bucket) => pattern(bucket, service)),
      ...tagged,
    },
    { parent },
  );
  const { role, rolePolicy } = createRole(
    { parent, logicalName: `${name}-trigger`, identity, ...tagged },
    rule.arn.apply(triggerTrust),
    pipelineArn.apply(triggerPolicy),
  );
  new cloudwatch.EventTarget(
    `${name}-trigger`,
    {
      rule: rule.name,
      targetId: "pipeline",
      arn: pipelineArn,
      roleArn: role.arn,
      inputTransformer: {
        // Without it two uploads in a row would both release the second.
        inputPaths: { versionId: "$.detail.object.version-id" },
        inputTemplate: INPUT,
      },
    },
    // Without its policy the first upload would start nothing.
    { parent, dependsOn: [rolePolicy] },
  );
}

function pattern(bucket: string, service: string): string {
  return JSON.stringify({
    source: ["aws.s3"],
    "detail-type": ["Object Created"],
    detail: { bucket: { name: [bucket] }, object: { key: [revisionKey(service)] } },
  });
}
