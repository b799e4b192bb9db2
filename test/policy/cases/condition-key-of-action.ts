import type { Cases } from "./case";

const policy = (Action: readonly string[]): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action,
        Resource: "arn:aws:iam::123456789012:role/shop-web",
        Condition: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
      },
    ],
  });
const type = "aws:iam/policy:Policy";

export const cases: Cases = {
  passing: [{ that: "has the key in each request", type, inputs: { policy: policy(["iam:PassRole"]) } }],
  failing: [
    {
      that: "has an action that never has the key",
      type,
      inputs: { policy: policy(["iam:PassRole", "iam:GetRole"]) },
    },
  ],
};
