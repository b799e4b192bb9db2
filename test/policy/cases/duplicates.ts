import type { Value } from "../../../policy/value";
import type { Case, Cases } from "./case";

const read = {
  Sid: "Read",
  Effect: "Allow",
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::shop-dev-pages/*",
};
const ofText = (that: string, policy: string): Case => ({
  that,
  type: "aws:iam/policy:Policy",
  inputs: { policy },
});
const of = (that: string, ...statements: readonly Value[]): Case =>
  ofText(that, JSON.stringify({ Version: "2012-10-17", Statement: statements }));

export const cases: Cases = {
  passing: [
    of("has two statements of two Sids", read, { ...read, Sid: "Write", Action: "s3:PutObject" }),
    of("has a pattern beside an action that it takes in", {
      ...read,
      Action: ["s3:GetObject*", "s3:GetObject"],
    }),
    of(
      "has two statements without a Sid",
      { ...read, Sid: "" },
      { ...read, Sid: "", Action: "s3:PutObject" },
    ),
  ],
  failing: [
    of("has two statements of one Sid", read, { ...read, Action: "s3:PutObject" }),
    of("has one statement twice", read, { ...read, Sid: "Again", Action: ["s3:getobject"] }),
    of("names an action twice", { ...read, Action: ["s3:GetObject", "S3:GetObject"] }),
    of("names a resource twice", { ...read, Resource: [read.Resource, read.Resource] }),
    of("tests a key twice, in other case", {
      ...read,
      Condition: { StringEquals: { "aws:SourceVpc": "vpc-0a1b2c3d", "aws:sourcevpc": "vpc-1b2c3d4e" } },
    }),
    ofText(
      "has one key twice",
      '{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::shop-dev-pages/*"}}',
    ),
  ],
};
