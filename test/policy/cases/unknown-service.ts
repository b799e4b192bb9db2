import type { Cases } from "./case";

const policy = (Action: string, Resource: string): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource }] });
const type = "aws:iam/policy:Policy";
const machine = "arn:aws:states:eu-west-1:123456789012:stateMachine:shop";

export const cases: Cases = {
  passing: [
    {
      that: "writes the prefix of the service",
      type,
      inputs: { policy: policy("states:StartExecution", machine) },
    },
  ],
  failing: [
    {
      that: "writes the name of the product instead of the prefix",
      type,
      inputs: { policy: policy("stepfunctions:StartExecution", machine) },
    },
  ],
};
