import type { Case, Cases } from "./case";

/** Of a provider of one account, in the region that the engine has in tests. */
const of = (that: string, ...resources: readonly string[]): Case => ({
  that,
  type: "aws:iam/policy:Policy",
  inputs: {
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: resources }],
    }),
  },
  provider: { region: "ap-northeast-2", allowedAccountIds: '["123456789012"]' },
});

export const cases: Cases = {
  passing: [
    of(
      "names the own account and region, and patterns of both",
      "arn:aws:sqs:ap-northeast-2:123456789012:shop-dev-orders",
      "arn:aws:sqs:ap-*:*:shop-dev-orders",
    ),
    of("names neither", "arn:aws:s3:::shop-dev-pages/*"),
  ],
  failing: [
    of("is of another partition", "arn:aws-cn:sqs:cn-north-1:123456789012:shop-dev-orders"),
    of("is of another region", "arn:aws:sqs:us-west-2:123456789012:shop-dev-orders"),
    of("is of another account", "arn:aws:sqs:ap-northeast-2:210987654321:shop-dev-orders"),
  ],
};
