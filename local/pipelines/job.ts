/**
 * What CodePipeline calls a function with. Pure.
 * Source: https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-Lambda.html
 */
import type { Execution, ActionRun } from "./execution";

/** @param continuationToken - what the function gave when it answered the job before this one */
export function jobEvent(
  { id: executionId, pipeline }: Execution,
  { configuration, action }: ActionRun,
  id: string,
  continuationToken?: string,
): unknown {
  const artifact = (name: string): unknown => ({
    name,
    revision: null,
    location: {
      type: "S3",
      s3Location: {
        bucketName: pipeline.artifactBucket,
        objectKey: `${pipeline.name.slice(0, 20)}/${name}/${executionId}`,
      },
    },
  });
  return {
    "CodePipeline.job": {
      id,
      accountId: pipeline.account,
      data: {
        actionConfiguration: { configuration },
        inputArtifacts: action.inputArtifacts.map(artifact),
        outputArtifacts: action.outputArtifacts.map(artifact),
        // Nobody's: the emulator takes any.
        artifactCredentials: { accessKeyId: "local", secretAccessKey: "local", sessionToken: "local" },
        ...(continuationToken === undefined ? {} : { continuationToken }),
      },
    },
  };
}
