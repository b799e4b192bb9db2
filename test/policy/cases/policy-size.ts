import type { Case, Cases } from "./case";

/** With so many resources of 30 characters each. */
const policy = (resources: number): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: {
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: Array.from({ length: resources }, (_, index) => `arn:aws:s3:::shop-pages-${1000 + index}/*`),
    },
  });
const of = (that: string, type: string, resources: number): Case => ({
  that,
  type,
  inputs: { policy: policy(resources) },
});

export const cases: Cases = {
  passing: [
    of("is as long as a managed policy may be", "aws:iam/policy:Policy", 180),
    of("is inline in a role, where it may be longer", "aws:iam/rolePolicy:RolePolicy", 240),
  ],
  failing: [
    of("is longer than a managed policy may be", "aws:iam/policy:Policy", 240),
    of("is longer than a role's inline policies may be", "aws:iam/rolePolicy:RolePolicy", 400),
    of("is longer than a user's inline policies may be", "aws:iam/userPolicy:UserPolicy", 100),
    {
      that: "is longer with the other inline policy of its role",
      type: "aws:iam/role:Role",
      inputs: {
        inlinePolicies: [
          { name: "a", policy: policy(200) },
          { name: "b", policy: policy(200) },
        ],
      },
    },
  ],
};
