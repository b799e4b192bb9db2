/** Where resources say which Lambda function is to be called, or may be. Pure. */
import { at } from "../iam/grants";
import type { StackResource } from "../rule";
import { UNKNOWN } from "../value";
import { meant, type Meant, type Stack } from "./functions";

interface Place {
  /** The function's name or ARN. */
  readonly path: string;
  /** The input that says which version or alias. */
  readonly qualifier?: string;
  /** Whether the caller waits for no answer (https://docs.aws.amazon.com/lambda/latest/dg/lambda-services.html). */
  readonly isAsynchronous?: true;
  /** How an alias is named there. */
  readonly alias: string;
}

const ARN = "give arn of the Alias";
const INVOKE_ARN = "give invokeArn of the Alias";
const QUALIFIER = "give name of the Alias as qualifier";

export const calls: Readonly<Record<string, Place>> = {
  "aws:alb/targetGroupAttachment:TargetGroupAttachment": { path: "targetId", alias: ARN },
  "aws:apigateway/integration:Integration": { path: "uri", alias: INVOKE_ARN },
  "aws:apigatewayv2/integration:Integration": { path: "integrationUri", alias: INVOKE_ARN },
  "aws:cloudwatch/eventTarget:EventTarget": { path: "arn", isAsynchronous: true, alias: ARN },
  "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": {
    path: "destinationArn",
    isAsynchronous: true,
    alias: ARN,
  },
  "aws:codecommit/trigger:Trigger": { path: "triggers[].destinationArn", isAsynchronous: true, alias: ARN },
  "aws:iot/topicRule:TopicRule": { path: "lambdas[].functionArn", isAsynchronous: true, alias: ARN },
  "aws:lambda/eventSourceMapping:EventSourceMapping": { path: "functionName", alias: ARN },
  "aws:lambda/functionUrl:FunctionUrl": {
    path: "functionName",
    qualifier: "qualifier",
    alias: QUALIFIER,
  },
  "aws:lambda/permission:Permission": { path: "function", qualifier: "qualifier", alias: QUALIFIER },
  "aws:lb/targetGroupAttachment:TargetGroupAttachment": { path: "targetId", alias: ARN },
  "aws:pipes/pipe:Pipe": { path: "target", alias: ARN },
  "aws:s3/bucketNotification:BucketNotification": {
    path: "lambdaFunctions[].lambdaFunctionArn",
    isAsynchronous: true,
    alias: ARN,
  },
  "aws:scheduler/schedule:Schedule": { path: "target.arn", isAsynchronous: true, alias: ARN },
  // By default asynchronously, too, but it may be told to wait.
  "aws:ses/receiptRule:ReceiptRule": { path: "lambdaActions[].functionArn", alias: ARN },
  "aws:sns/topicSubscription:TopicSubscription": { path: "endpoint", isAsynchronous: true, alias: ARN },
};

/** A function as one resource calls it. */
export interface Call {
  /** `lambdaFunctions[0].lambdaFunctionArn` */
  readonly property: string;
  readonly callee: Meant;
  readonly place: Place;
}

export function callsOf(resource: StackResource, stack: Stack): readonly Call[] {
  const place = calls[resource.type];
  if (place === undefined) return [];
  const [input = ""] = place.path.split(/[.[]/);
  return at(resource.inputs, place.path).map(({ property, value }) => {
    const callee = meant(resource, input, value, stack);
    return { property, callee: qualified(resource, callee, place.qualifier, stack), place };
  });
}

/** What is said beside the function counts before what is said with it. */
export function qualified(
  resource: StackResource,
  callee: Meant,
  input: string | undefined,
  stack: Stack,
): Meant {
  const given = input === undefined ? undefined : resource.inputs[input];
  if (input !== undefined && given === UNKNOWN) {
    const { aliases } = meant(resource, input, given, stack);
    return { ...callee, qualifier: UNKNOWN, aliases };
  }
  if (typeof given !== "string" || given === "") return callee;
  return { ...callee, qualifier: given === "$LATEST" ? undefined : given };
}
