/**
 * The AWS Lambda Web Adapter: a layer that starts the app and turns Lambda's events into HTTP requests to it, so the
 * app runs unmodified. Pure.
 * Source of layer and variables: https://aws.github.io/aws-lambda-web-adapter/ (1.1.0 is layer version 30).
 */
import type { Architecture, ResolvedApp } from "./resolve";

const LAYER_VERSION = 30;
const ACCOUNT = "753240598075";
const LAYERS: Readonly<Record<Architecture, string>> = {
  arm64: "LambdaAdapterLayerArm64",
  x86_64: "LambdaAdapterLayerX86",
};

/** The layer's ARN. It is published in the commercial regions; elsewhere it must be copied first. */
export function adapterLayerArn(region: string, architecture: Architecture): string {
  return `arn:aws:lambda:${region}:${ACCOUNT}:layer:${LAYERS[architecture]}:${LAYER_VERSION}`;
}

/** What the adapter needs to know, as environment variables of the function. */
export function adapterEnvironment({ port, healthPath }: ResolvedApp): Record<string, string> {
  return {
    AWS_LAMBDA_EXEC_WRAPPER: "/opt/bootstrap",
    // A start longer than Lambda's 10 s of initialisation goes on in the first request instead of starting over.
    AWS_LWA_ASYNC_INIT: "true",
    AWS_LWA_PORT: String(port),
    AWS_LWA_READINESS_CHECK_PATH: healthPath,
  };
}
