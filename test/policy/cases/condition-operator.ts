import type { Values } from "../../../policy/value";
import type { Cases } from "./case";

const policy = (Condition: Values): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::shop-pages/*", Condition },
    ],
  });
const type = "aws:iam/policy:Policy";

export const cases: Cases = {
  passing: [
    {
      that: "compares addresses as addresses",
      type,
      inputs: { policy: policy({ IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }) },
    },
  ],
  failing: [
    {
      that: "compares addresses as texts",
      type,
      inputs: { policy: policy({ StringEquals: { "aws:SourceIp": "203.0.113.0/24" } }) },
    },
    {
      that: "has an operator that there is not",
      type,
      inputs: { policy: policy({ StringEqual: { "aws:SourceVpc": "vpc-0a1b2c3d4e5f60718" } }) },
    },
  ],
};
