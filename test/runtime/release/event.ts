/** What CodePipeline calls a function with (docs.aws.amazon.com/codepipeline: action-reference-Lambda). */

/** What must never be seen of it. */
export const SECRETS = [
  "ASIA_IN_THE_EVENT",
  "secret-key-of-the-event",
  "session-token-of-the-event",
] as const;

export const JOB_ID = "11111111-abcd-1111-abcd-111111abcdef";

export function jobEvent(userParameters: unknown, id: unknown = JOB_ID, token?: unknown): unknown {
  const [accessKeyId, secretAccessKey, sessionToken] = SECRETS;
  return {
    "CodePipeline.job": {
      id,
      accountId: "123456789012",
      data: {
        actionConfiguration: {
          configuration: { FunctionName: "shop-dev-prepare", UserParameters: userParameters },
        },
        inputArtifacts: [],
        outputArtifacts: [],
        ...(token === undefined ? {} : { continuationToken: token }),
        artifactCredentials: { accessKeyId, secretAccessKey, sessionToken },
      },
    },
  };
}

/** What the pipeline's action is declared with, its variables filled in. */
export function parameters(step: string, executionId = "0b1c"): Record<string, string> {
  return { service: "storefront", step, executionId, versionId: "3L4k" };
}
