/** The SDK's clients: how often each tries, and how long it waits. Region and credentials come from the environment. */
import { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CodePipelineClient } from "@aws-sdk/client-codepipeline";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SSMClient } from "@aws-sdk/client-ssm";

/** The first, and two more with full jitter between: at most 3 s of waiting where a call is throttled. */
const ATTEMPTS = 3;

/** For one attempt. */
const CONNECT_MILLISECONDS = 2000;
const ANSWER_MILLISECONDS = 5000;
/** A function that is called may have to be started first. */
const FUNCTION_MILLISECONDS = 12_000;

/** New ones; connections are kept between calls. */
export function clientsOf(region?: string) {
  const settings = {
    ...(region === undefined ? {} : { region }),
    retryMode: "standard",
    maxAttempts: ATTEMPTS,
    requestHandler: {
      connectionTimeout: CONNECT_MILLISECONDS,
      requestTimeout: ANSWER_MILLISECONDS,
      throwOnRequestTimeout: true,
    },
  };
  return {
    autoScaling: new AutoScalingClient(settings),
    cloudWatch: new CloudWatchClient(settings),
    codePipeline: new CodePipelineClient(settings),
    dynamoDb: new DynamoDBClient(settings),
    balancing: new ElasticLoadBalancingV2Client(settings),
    lambda: new LambdaClient({
      ...settings,
      requestHandler: { ...settings.requestHandler, requestTimeout: FUNCTION_MILLISECONDS },
    }),
    s3: new S3Client(settings),
    ssm: new SSMClient(settings),
  };
}

export type Clients = ReturnType<typeof clientsOf>;

const shared = new Map<string | undefined, Clients>();

/** The same for all invocations of a function: connections outlive them. */
export function sharedClients(region?: string): Clients {
  const found = shared.get(region) ?? clientsOf(region);
  shared.set(region, found);
  return found;
}
