import type { Values } from "../../../policy/value";
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
const of = (that: string, type: string, resources: number, holder: Values = {}): Case => ({
  that,
  type,
  inputs: { policy: policy(resources), ...holder },
});

export const cases: Cases = {
  passing: [
    of("is as long as a managed policy may be", "aws:iam/policy:Policy", 180),
    of("is inline in a role, where it may be longer", "aws:iam/rolePolicy:RolePolicy", 240, {
      role: "shop-dev-web",
    }),
  ],
  failing: [
    of("is longer than a managed policy may be", "aws:iam/policy:Policy", 240),
    of("is longer than a role's inline policies may be", "aws:iam/rolePolicy:RolePolicy", 400, {
      role: "shop-dev-web",
    }),
    of("is longer than a user's inline policies may be", "aws:iam/userPolicy:UserPolicy", 100, {
      user: "shop-dev-mail",
    }),
    {
      that: "is longer with the other inline policy of its role",
      type: "aws:iam/role:Role",
      inputs: {
        assumeRolePolicy: JSON.stringify({
          Version: "2012-10-17",
          Statement: {
            Effect: "Allow",
            Principal: { Service: "lambda.amazonaws.com" },
            Action: "sts:AssumeRole",
          },
        }),
        inlinePolicies: [
          { name: "a", policy: policy(200) },
          { name: "b", policy: policy(200) },
        ],
      },
    },
  ],
};
