/** Functions and what belongs to them, as the provider takes them. */
import type { Values } from "../../policy/value";
import type { Declared } from "./cases/case";

export function lambda(name: string, others: Values = {}): Declared {
  const imageUri = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:1";
  const role = "arn:aws:iam::123456789012:role/shop";
  const inputs = { name, packageType: "Image", imageUri, role, publish: true, ...others };
  return { type: "aws:lambda/function:Function", inputs };
}

/** The alias `live` of the function `web`. */
export const live: Declared = {
  type: "aws:lambda/alias:Alias",
  inputs: { name: "live", functionName: "${web.name}", functionVersion: "${web.version}" },
};

export function subscription(endpoint: string): Declared {
  const topic = "arn:aws:sns:eu-west-1:123456789012:shop";
  return {
    type: "aws:sns/topicSubscription:TopicSubscription",
    inputs: { topic, protocol: "lambda", endpoint },
  };
}

export function permission(inputs: Values): Declared {
  const action = "lambda:InvokeFunction";
  return {
    type: "aws:lambda/permission:Permission",
    inputs: { action, principal: "sns.amazonaws.com", function: "${web.name}", ...inputs },
  };
}

/** Where the failures of calls of the function `web` go. */
export function onFailure(others: Values = {}): Declared {
  const destination = "arn:aws:sqs:eu-west-1:123456789012:shop-failures";
  return {
    type: "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
    inputs: { functionName: "${web.name}", destinationConfig: { onFailure: { destination } }, ...others },
  };
}

export function logGroup(name: string): Declared {
  return { type: "aws:cloudwatch/logGroup:LogGroup", inputs: { name, retentionInDays: 30 } };
}
