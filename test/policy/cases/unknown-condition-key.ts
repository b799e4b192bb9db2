import type { Cases } from "./case";

const policy = (key: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: "arn:aws:s3:::shop-pages/*",
        Condition: { StringEquals: { [key]: "vpc-0a1b2c3d4e5f60718" } },
      },
    ],
  });
const type = "aws:iam/policy:Policy";

export const cases: Cases = {
  passing: [
    { that: "names a key of AWS, in any case", type, inputs: { policy: policy("AWS:sourcevpc") } },
    { that: "names a tag", type, inputs: { policy: policy("s3:ExistingObjectTag/Team") } },
  ],
  failing: [{ that: "names a key that nobody has", type, inputs: { policy: policy("aws:SourceVpcId") } }],
};
