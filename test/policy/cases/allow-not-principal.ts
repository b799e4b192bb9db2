import type { Value } from "../../../policy/value";
import type { Case, Cases } from "./case";

const ofBucket = (that: string, statement: Value): Case => ({
  that,
  type: "aws:s3/bucketPolicy:BucketPolicy",
  inputs: {
    bucket: "shop-dev-pages",
    policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }),
  },
});
const allBut = {
  Effect: "Allow",
  NotPrincipal: { AWS: "arn:aws:iam::123456789012:user/old" },
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::shop-dev-pages/*",
};

export const cases: Cases = {
  passing: [ofBucket("denies all but one", { ...allBut, Effect: "Deny" })],
  failing: [
    ofBucket("allows all but one", allBut),
    ofBucket("does so over TLS", { ...allBut, Condition: { Bool: { "aws:SecureTransport": "true" } } }),
  ],
};
