import type { Cases } from "./case";

const type = "aws:iam/policy:Policy";
const document = (Action: string, Resource: string): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource }] });

export const cases: Cases = {
  passing: [
    {
      that: "names action and resource",
      type,
      inputs: { policy: document("s3:GetObject", "arn:aws:s3:::shop-dev-pages/*") },
    },
  ],
  failing: [{ that: "allows everything", type, inputs: { policy: document("*", "*") } }],
};
