import type { Values } from "../../../policy/value";
import type { Case, Cases } from "./case";

const fn = (that: string, variables: Values): Case => ({
  that,
  type: "aws:lambda/function:Function",
  inputs: {
    packageType: "Image",
    imageUri: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:1",
    role: "arn:aws:iam::123456789012:role/shop",
    environment: { variables },
  },
});

const parameter = (that: string, type: string): Case => ({
  that,
  type: "aws:ssm/parameter:Parameter",
  inputs: { name: "/shop/dev/db/password", type, value: "correct horse" },
});

export const cases: Cases = {
  passing: [
    fn("says where the password is kept", {
      DB_PASSWORD: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop-db-AbCdEf",
      TABLE: "shop",
    }),
    parameter("is an encrypted parameter", "SecureString"),
  ],
  failing: [
    fn("is handed a password", { DB_PASSWORD: "correct horse" }),
    // The ID in AWS's own examples.
    fn("is handed an access key", { SETTINGS: '{"key":"AKIAIOSFODNN7EXAMPLE"}' }),
    parameter("is a parameter that everybody may read", "String"),
  ],
};
