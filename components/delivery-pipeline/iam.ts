/** Who may do what around a pipeline. Pure: ARNs in, documents out. */
import { policy, trust, type PolicyDocument, type Statement, type TrustDocument } from "../policy-document";

/**
 * CodePipeline itself, and nobody else, may take the role. AWS documents no condition for it, and one that the service
 * does not send would lock it out.
 */
export const PIPELINE_TRUST = trust("codepipeline.amazonaws.com");

/** What of a pipeline's name its folder in the artifact store is called. */
const FOLDER_CHARACTERS = 20;

/** What a pipeline touches. */
export interface PipelineResources {
  readonly pipelineName: string;
  readonly bucketArn: string;
  readonly revisionKey: string;
  readonly functionArns: readonly string[];
  /** Where it asks people; none where it asks nothing. */
  readonly topicArns: readonly string[];
}

/**
 * What the pipeline may do: read its service's revision, keep its own artifacts, call its steps and ask for approval.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/how-to-custom-role.html
 */
export function pipelinePolicy(resources: PipelineResources): PolicyDocument {
  const { pipelineName, bucketArn, revisionKey, functionArns, topicArns } = resources;
  const allow = (Sid: string, Action: string[], Resource: string | readonly string[]): Statement => {
    return { Sid, Effect: "Allow", Action, Resource };
  };
  const topics = [...new Set(topicArns)];
  return policy(
    allow("ReadBucket", ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"], bucketArn),
    allow("ReadRevision", ["s3:GetObject", "s3:GetObjectVersion"], `${bucketArn}/${revisionKey}`),
    allow(
      "KeepArtifacts",
      ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
      // CodePipeline chooses the names below the pipeline's own folder.
      `${bucketArn}/${pipelineName.slice(0, FOLDER_CHARACTERS)}*`,
    ),
    allow("CallSteps", ["lambda:InvokeFunction"], functionArns),
    // The Lambda action looks for its function in the list, and listing knows no resource.
    allow("FindSteps", ["lambda:ListFunctions"], "*"),
    ...(topics.length === 0 ? [] : [allow("AskForApproval", ["sns:Publish"], topics)]),
  );
}

/**
 * EventBridge may take the role for this one rule
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html).
 */
export function triggerTrust(ruleArn: string): TrustDocument {
  return trust("events.amazonaws.com", { ArnEquals: { "aws:SourceArn": ruleArn } });
}

/** What the rule may do: start the pipeline. */
export function triggerPolicy(pipelineArn: string): PolicyDocument {
  return policy({
    Sid: "StartPipeline",
    Effect: "Allow",
    Action: ["codepipeline:StartPipelineExecution"],
    Resource: pipelineArn,
  });
}
