import type { Value } from "../../../policy/value";
import type { Case, Cases } from "./case";

const policy = (...Statement: readonly Value[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement });
const send = {
  Effect: "Allow",
  Principal: "*",
  Action: "sqs:SendMessage",
  Resource: "arn:aws:sqs:eu-west-1:123456789012:shop-dev-orders",
};
const GITHUB = "token.actions.githubusercontent.com";
const federated = {
  Effect: "Allow",
  Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${GITHUB}` },
  Action: "sts:AssumeRoleWithWebIdentity",
};
const audience = { [`${GITHUB}:aud`]: "sts.amazonaws.com" };

const ofQueue = (that: string, ...statements: readonly Value[]): Case => ({
  that,
  type: "aws:sqs/queuePolicy:QueuePolicy",
  inputs: { queueUrl: "shop-dev-orders", policy: policy(...statements) },
});
const ofRole = (that: string, statement: Value): Case => ({
  that,
  type: "aws:iam/role:Role",
  inputs: { assumeRolePolicy: policy(statement) },
});

export const cases: Cases = {
  passing: [
    ofQueue("is for what one topic sends", {
      ...send,
      Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:sns:eu-west-1:123456789012:shop-dev-orders" } },
    }),
    ofQueue("is for one organization by a Deny of all others", send, {
      ...send,
      Effect: "Deny",
      Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
    }),
    ofRole("is for a service", {
      Effect: "Allow",
      Principal: { Service: "lambda.amazonaws.com" },
      Action: "sts:AssumeRole",
    }),
    ofRole("is for the workflows of one repository", {
      ...federated,
      Condition: { StringEquals: audience, StringLike: { [`${GITHUB}:sub`]: "repo:shop/web:*" } },
    }),
  ],
  failing: [
    ofQueue("is for everybody", send),
    ofQueue("is for everybody in an organization, or in none", {
      ...send,
      Condition: { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
    }),
    ofQueue("is for everybody over TLS", send, {
      ...send,
      Effect: "Deny",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    }),
    ofRole("is for the workflows of every repository", {
      ...federated,
      Condition: { StringEquals: audience, StringLike: { [`${GITHUB}:sub`]: "repo:*" } },
    }),
    ofRole("is for whoever knows a word", {
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "sts:ExternalId": "shop" } },
    }),
  ],
};
