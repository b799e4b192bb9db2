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
    ofIdentity("wants MFA", { Bool: { "aws:MultiFactorAuthPresent": "true" } }),
    ofIdentity("denies without MFA", { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } }, "Deny"),
    ofIdentity("wants a tag, whatever its value", { StringLike: { "aws:PrincipalTag/Team": "*" } }),
    ofIdentity("is for an office or an endpoint", {
      IpAddressIfExists: { "aws:SourceIp": "203.0.113.0/24" },
      StringEqualsIfExists: { "aws:SourceVpce": "vpce-0a1b2c3d4e5f60718" },
    }),
  ],
  failing: [
    ofIdentity("is from anywhere", { IpAddress: { "aws:SourceIp": ["203.0.113.0/24", "0.0.0.0/0"] } }),
    ofIdentity("wants MFA if anybody says so", { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } }),
    ofIdentity(
      "denies sessions without MFA only",
      { Bool: { "aws:MultiFactorAuthPresent": "false" } },
      "Deny",
    ),
    ofIdentity("is for all principals", { ArnLike: { "aws:PrincipalArn": "*" } }),
    ofIdentity("tests tags that need not be there", {
      "ForAllValues:StringEquals": { "aws:TagKeys": ["Team", "Stage"] },
    }),
    ofIdentity(
      "denies everywhere but in no region",
      { StringNotEquals: { "aws:RequestedRegion": "EU" } },
      "Deny",
    ),
  ],
};
