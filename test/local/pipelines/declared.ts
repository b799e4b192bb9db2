/** A pipeline of tests, as the program declares one: a source, and a stage with two functions and a person between them. */
import type { Action, Pipeline } from "../../../local/pipelines/pipeline";

export const REGION = "ap-northeast-2";
export const ACCOUNT = "123456789012";

export function action(name: string, kind: string, more: Partial<Action> = {}): Action {
  const [category = "", owner = "", provider = ""] = kind.split("/");
  const own = { name, category, owner, provider, version: "1", runOrder: 1 };
  return { ...own, configuration: {}, inputArtifacts: [], outputArtifacts: [], ...more };
}

export const SOURCE = action("Revision", "Source/AWS/S3", {
  namespace: "Source",
  configuration: { S3Bucket: "artifacts", S3ObjectKey: "storefront/revision.zip" },
  outputArtifacts: ["Revision"],
});

export function step(name: string, runOrder: number): Action {
  const configuration = { FunctionName: name.toLowerCase(), UserParameters: PARAMETERS };
  return action(name, "Invoke/AWS/Lambda", { runOrder, configuration });
}

const PARAMETERS = '{"executionId":"#{codepipeline.PipelineExecutionId}","versionId":"#{Source.VersionId}"}';

export const APPROVE = action("Approve", "Approval/AWS/Manual", { runOrder: 2, timeoutInMinutes: 60 });

export function pipeline(actions: readonly Action[], more: Partial<Pipeline> = {}): Pipeline {
  return {
    name: "storefront",
    arn: `arn:aws:codepipeline:${REGION}:${ACCOUNT}:storefront`,
    roleArn: `arn:aws:iam::${ACCOUNT}:role/storefront`,
    region: REGION,
    account: ACCOUNT,
    artifactBucket: "artifacts",
    executionMode: "QUEUED",
    stages: [
      { name: "Source", actions: [SOURCE] },
      { name: "Release", actions },
    ],
    variables: {},
    ...more,
  };
}

export const RELEASE = pipeline([step("Prepare", 1), APPROVE, step("Release", 3)]);
