import type { Case, Cases } from "./case";

const of = (that: string, ...resources: readonly string[]): Case => ({
  that,
  type: "aws:iam/policy:Policy",
  inputs: {
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: resources }],
    }),
  },
});

export const cases: Cases = {
  passing: [
    of(
      "names an ARN, patterns of them, and all",
      "arn:aws:s3:::shop-dev-pages/*",
      "arn:*:s3:::shop-?ages/*",
      "*",
    ),
    of("has a variable in its ARN", "arn:aws:s3:::shop-dev-home/${aws:username}/*"),
  ],
  failing: [
    of("names a bucket", "shop-dev-pages/*"),
    of("has a colon too few", "arn:aws:s3::shop-dev-pages/*"),
    of("has a partition that is none", "arn:amazon:s3:::shop-dev-pages/*"),
    of("begins with a blank", " arn:aws:s3:::shop-dev-pages/*"),
  ],
};
