import type { Cases } from "./case";

const bucket = "shop-dev-pages";
const policyOf = "aws:s3/bucketPolicy:BucketPolicy";
const block = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const blocked = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};

function policy(effect: "Allow" | "Deny", condition?: object): string {
  const statement = {
    Effect: effect,
    Principal: "*",
    Action: "s3:GetObject",
    Resource: `arn:aws:s3:::${bucket}/*`,
  };
  const given = condition === undefined ? {} : { Condition: condition };
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ ...statement, ...given }] });
}

export const cases: Cases = {
  passing: [
    { that: "is blocked for the public", type: block, inputs: { bucket, ...blocked } },
    { that: "refuses everybody", type: policyOf, inputs: { bucket, policy: policy("Deny") } },
    {
      that: "is for the organization",
      type: policyOf,
      inputs: { bucket, policy: policy("Allow", { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }) },
    },
    { that: "has a private ACL", type: "aws:s3/bucketAcl:BucketAcl", inputs: { bucket, acl: "private" } },
  ],
  failing: [
    { that: "has one switch off", type: block, inputs: { bucket, ...blocked, restrictPublicBuckets: false } },
    { that: "is for everybody", type: policyOf, inputs: { bucket, policy: policy("Allow") } },
    {
      that: "is for everybody with the right referrer",
      type: policyOf,
      inputs: {
        bucket,
        policy: policy("Allow", { StringLike: { "aws:Referer": "https://shop.example/*" } }),
      },
    },
    { that: "has a public ACL", type: "aws:s3/bucketAcl:BucketAcl", inputs: { bucket, acl: "public-read" } },
  ],
};
