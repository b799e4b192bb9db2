import type { Value } from "../../../policy/value";
import type { Case, Cases } from "./case";

const read = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };

const ofIdentity = (that: string, statement: Value): Case => ({
  that,
  type: "aws:iam/policy:Policy",
  inputs: { policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }) },
});

export const cases: Cases = {
  passing: [
    ofIdentity("names the objects", { ...read, Resource: "arn:aws:s3:::shop-dev-pages/*" }),
    ofIdentity("is about what nobody can name", {
      ...read,
      Action: ["s3:ListAllMyBuckets", "ec2:Describe*"],
    }),
    ofIdentity("says which by a tag", {
      ...read,
      Action: "ec2:StopInstances",
      Condition: { StringEquals: { "aws:ResourceTag/Team": "shop" } },
    }),
    {
      that: "is a queue's own policy",
      type: "aws:sqs/queuePolicy:QueuePolicy",
      inputs: {
        queueUrl: "shop-dev-orders",
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            { Effect: "Allow", Principal: { AWS: "123456789012" }, Action: "sqs:SendMessage", Resource: "*" },
          ],
        }),
      },
    },
  ],
  failing: [
    ofIdentity("reads every object", read),
    ofIdentity("reads the objects of every bucket", { ...read, Resource: "arn:aws:s3:::*" }),
    ofIdentity("passes every role of the account", {
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: "arn:aws:iam::123456789012:role/*",
    }),
  ],
};
