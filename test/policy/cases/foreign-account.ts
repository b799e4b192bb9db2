import type { Value } from "../../../policy/value";
import type { Case, Cases } from "./case";

/** Of a provider of one account. */
const of = (that: string, AWS: Value, Effect = "Allow"): Case => ({
  that,
  type: "aws:s3/bucketPolicy:BucketPolicy",
  inputs: {
    bucket: "shop-dev-pages",
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect, Principal: { AWS }, Action: "s3:GetObject", Resource: "arn:aws:s3:::shop-dev-pages/*" },
      ],
    }),
  },
  provider: { region: "eu-west-1", allowedAccountIds: '["123456789012"]' },
});

export const cases: Cases = {
  passing: [
    of("is for the own account", ["123456789012", "arn:aws:iam::123456789012:role/shop-dev-web"]),
    of("denies another account", "arn:aws:iam::210987654321:root", "Deny"),
    of("is for the load balancers of AWS", "arn:aws:iam::156460612806:root"),
  ],
  failing: [
    of("is for another account", "arn:aws:iam::210987654321:root"),
    of("is for another account's role, too", [
      "arn:aws:iam::123456789012:role/shop-dev-web",
      "arn:aws:iam::210987654321:role/web",
    ]),
  ],
};
