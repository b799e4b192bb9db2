import type { Value } from "../../../policy/value";
import type { Case, Cases } from "./case";

const policy = (statement: Value): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
const read = {
  Sid: "Read",
  Effect: "Allow",
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::shop-dev-pages/*",
};
const trusted = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };

const ofIdentity = (that: string, statement: Value): Case => ({
  that,
  type: "aws:iam/policy:Policy",
  inputs: { policy: policy(statement) },
});
const ofRole = (that: string, statement: Value): Case => ({
  that,
  type: "aws:iam/role:Role",
  inputs: { assumeRolePolicy: policy(statement) },
});
const ofBucket = (that: string, statement: Value): Case => ({
  that,
  type: "aws:s3/bucketPolicy:BucketPolicy",
  inputs: { bucket: "shop-dev-pages", policy: policy(statement) },
});

export const cases: Cases = {
  passing: [
    ofIdentity("is a policy of an identity", read),
    ofRole("is a trust policy", trusted),
    ofBucket("is a bucket's policy with blanks in its Sid", {
      ...read,
      Sid: "read the pages",
      Principal: { AWS: "arn:aws:iam::123456789012:role/shop-dev-web" },
    }),
  ],
  failing: [
    { that: "is no JSON", type: "aws:iam/policy:Policy", inputs: { policy: "{" } },
    ofIdentity("has a misspelt element", { ...read, Resources: "*" }),
    ofIdentity("names a principal", { ...read, Principal: "*" }),
    ofIdentity("has blanks in its Sid", { ...read, Sid: "read the pages" }),
    ofIdentity("names no service", { ...read, Action: "GetObject" }),
    ofRole("names a resource", { ...trusted, Resource: "*" }),
    ofRole("allows another action than to assume it", { ...trusted, Action: "lambda:InvokeFunction" }),
    ofBucket("is for nobody", read),
    ofBucket("is for a pattern of roles", {
      ...read,
      Principal: { AWS: "arn:aws:iam::123456789012:role/*" },
    }),
  ],
};
