/** Policy documents of every form, right and wrong, in words that mean something to IAM. */
import * as fc from "fast-check";
import type { Value } from "../../../policy/value";

const oneOrMore = (texts: readonly string[]): fc.Arbitrary<Value> => {
  const text = fc.constantFrom(...texts);
  return fc.oneof(text, fc.array(text, { maxLength: 3 }));
};

export const anyAction = oneOrMore([
  "*",
  "s3:*",
  "s3:Get*",
  "s3:GetObject",
  "s3:PutObject",
  "iam:PassRole",
  "sts:AssumeRole",
]);
export const anyResource = oneOrMore([
  "*",
  "arn:aws:s3:::a/*",
  "arn:aws:s3:::a",
  "arn:aws:s3:::${aws:username}/*",
  "arn:aws:iam::123456789012:role/*",
]);
const anyPrincipal = fc.oneof(
  fc.constant<Value>("*"),
  fc.dictionary(
    fc.constantFrom("AWS", "Service", "Federated", "CanonicalUser", "*", "aws"),
    oneOrMore(["*", "arn:aws:iam::123456789012:root", "ec2.amazonaws.com"]),
    { maxKeys: 2 },
  ),
);
export const anyCondition: fc.Arbitrary<Value> = fc.dictionary(
  fc.constantFrom(
    ...["StringEquals", "StringNotEquals", "StringLike", "StringLikeIfExists", "ForAllValues:StringEquals"],
    ...[
      "ForAnyValue:StringLike",
      "Bool",
      "Null",
      "IpAddress",
      "NotIpAddress",
      "NumericLessThan",
      "ArnLike",
      "Wrong",
    ],
  ),
  fc.dictionary(
    fc.constantFrom(
      "aws:SourceIp",
      "aws:PrincipalOrgID",
      "aws:username",
      "aws:ResourceTag/a",
      "aws:SourceArn",
      "x",
    ),
    fc.oneof(
      oneOrMore(["*", "true", "false", "a", "o-a1b2c3d4e5", "10.0.0.0/8", "0.0.0.0/0", "5", ""]),
      fc.constantFrom<Value>(true, false, 5),
    ),
    { maxKeys: 2 },
  ),
  { maxKeys: 2 },
);
const oddity = fc.constantFrom<Value>(null, 7, true, "", [], {}, [[]], "*");

export const anyStatement = fc.record(
  {
    Sid: fc.constantFrom<Value>("One", "Two", "", 7),
    Effect: fc.constantFrom<Value>("Allow", "Deny", "allow", "Maybe"),
    Action: anyAction,
    NotAction: anyAction,
    Resource: anyResource,
    NotResource: anyResource,
    Principal: fc.oneof({ weight: 9, arbitrary: anyPrincipal }, oddity),
    NotPrincipal: anyPrincipal,
    Condition: fc.oneof({ weight: 9, arbitrary: anyCondition }, oddity),
    Odd: oddity,
  },
  { requiredKeys: [] },
);

export const anyDocument: fc.Arbitrary<Value> = fc.record(
  {
    Version: fc.constantFrom<Value>("2012-10-17", "2008-10-17", "2020-01-01", 7),
    Id: fc.constantFrom<Value>("id", 7),
    Statement: fc.oneof(
      anyStatement,
      fc.array(fc.oneof({ weight: 9, arbitrary: anyStatement }, oddity), { maxLength: 4 }),
    ),
  },
  { requiredKeys: [] },
);
