import type { Value } from "../../../policy/value";
import type { Case, Cases } from "./case";

const policy = (...Statement: readonly Value[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement });
const everything = { Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::shop-dev-pages/*" };
const governed = {
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::123456789012:root" },
  Action: "kms:*",
  Resource: "*",
};

const ofIdentity = (that: string, ...statements: readonly Value[]): Case => ({
  that,
  type: "aws:iam/policy:Policy",
  inputs: { policy: policy(...statements) },
});
const ofKey = (that: string, statement: Value): Case => ({
  that,
  type: "aws:kms/keyPolicy:KeyPolicy",
  inputs: { keyId: "1234abcd", policy: policy(statement) },
});

export const cases: Cases = {
  passing: [
    ofIdentity("names what begins alike", { ...everything, Action: ["s3:Get*", "s3:PutObject"] }),
    ofIdentity("denies every action", { ...everything, Effect: "Deny" }),
    ofIdentity("is denied again", everything, { ...everything, Effect: "Deny", Resource: "*" }),
    ofKey("leaves a key to its account", governed),
    {
      that: "says what may go through an endpoint at most",
      type: "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy",
      inputs: {
        vpcEndpointId: "vpce-1a2b3c4d",
        policy: policy({ ...everything, Principal: "*", Resource: "*" }),
      },
    },
  ],
  failing: [
    ofIdentity("allows everything on one bucket", everything),
    ofIdentity("allows everything by a pattern", { ...everything, Action: "s3:?*" }),
    ofKey("lets a role do everything with a key", {
      ...governed,
      Principal: { AWS: "arn:aws:iam::123456789012:role/shop-dev-web" },
    }),
  ],
};
