import type { Cases } from "./case";

const policy = (Action: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action, Resource: "arn:aws:s3:::shop-pages/*" }],
  });
const type = "aws:iam/policy:Policy";

export const cases: Cases = {
  passing: [
    { that: "names an action", type, inputs: { policy: policy("s3:GetObject") } },
    { that: "names some by a pattern", type, inputs: { policy: policy("s3:GetObject*") } },
  ],
  failing: [
    {
      that: "names the call instead of the action that allows it",
      type,
      inputs: { policy: policy("s3:HeadObject") },
    },
    { that: "has a pattern that fits no action", type, inputs: { policy: policy("s3:Fetch*") } },
  ],
};
