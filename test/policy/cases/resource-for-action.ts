import type { Cases } from "./case";

const policy = (Action: string, Resource: string): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource }] });
const type = "aws:iam/policy:Policy";

export const cases: Cases = {
  passing: [
    {
      that: "reads the objects of a bucket",
      type,
      inputs: { policy: policy("s3:GetObject", "arn:aws:s3:::shop-pages/*") },
    },
  ],
  failing: [
    {
      that: "lists a bucket by the ARN of its objects",
      type,
      inputs: { policy: policy("s3:ListBucket", "arn:aws:s3:::shop-pages/*") },
    },
    {
      that: "gives an ARN to what knows only *",
      type,
      inputs: { policy: policy("s3:ListAllMyBuckets", "arn:aws:s3:::shop-*") },
    },
  ],
};
