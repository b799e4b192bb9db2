import type { Value } from "../../../policy/value";
import type { Case, Cases } from "./case";

const ofIdentity = (that: string, Condition: Value, Effect = "Allow"): Case => ({
  that,
  type: "aws:iam/policy:Policy",
  inputs: {
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect, Action: "s3:GetObject", Resource: "arn:aws:s3:::shop-dev-pages/*", Condition }],
    }),
  },
});

export const cases: Cases = {
  passing: [
    ofIdentity("is tested for a network", { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }),
    ofIdentity("lasts until a day to come", { DateLessThan: { "aws:CurrentTime": "2099-01-01T00:00:00Z" } }),
    ofIdentity("names a role by a pattern", {
      ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/shop-*" },
    }),
  ],
  failing: [
    ofIdentity("wants an account of eleven digits", {
      StringEquals: { "aws:PrincipalAccount": "12345678901" },
    }),
    ofIdentity("wants a private address of the Internet", { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } }),
    ofIdentity("is over", { DateLessThan: { "aws:CurrentTime": "2019-01-01T00:00:00Z" } }),
    ofIdentity(
      "denies what is in two regions at once",
      { StringEquals: { "aws:RequestedRegion": "eu-west-1" }, StringLike: { "aws:RequestedRegion": "us-*" } },
      "Deny",
    ),
    ofIdentity("wants the ARN of a session", {
      ArnLike: { "aws:PrincipalArn": "arn:aws:sts::123456789012:assumed-role/shop-dev-web/i-0" },
    }),
    ofIdentity("wants an address and an endpoint", {
      IpAddress: { "aws:SourceIp": "203.0.113.0/24" },
      StringEquals: { "aws:SourceVpce": "vpce-0a1b2c3d4e5f60718" },
    }),
  ],
};
