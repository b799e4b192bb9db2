import assert from "node:assert/strict";
import type { Finding } from "../../../policy/rule";
import { publicBucket } from "../../../policy/rules/public-bucket";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { itIsSound, places } from "../any-values";
import { judge } from "../judge";

const BUCKET = "aws:s3/bucket:Bucket";
const ACL = "aws:s3/bucketAcl:BucketAcl";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";
const BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const ACCESS_POINT = "aws:s3/accessPoint:AccessPoint";
const blocked = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};
const open = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };

const check = (type: string, inputs: Values): readonly Finding[] => judge(publicBucket, { type, inputs });
const ofStatement = (statement: Value): string[] =>
  places(check(POLICY, { policy: { Statement: statement } }));
const under = (Condition: Value): string[] => ofStatement({ ...open, Condition });
const group = (name: string): string => `http://acs.amazonaws.com/groups/${name}`;

describe("the rule public-bucket", () => {
  it("says which statement is for everybody, and what to do", () => {
    const policy = JSON.stringify({ Statement: [{ ...open, Effect: "Deny" }, open] });
    assert.deepEqual(check(POLICY, { policy }), [
      {
        problem: {
          property: "policy.Statement[1]",
          rule: "for principals that are named, or under a condition that says who or from where",
          got: "Allow for everybody",
          remedy:
            "name the principals, or add a condition such as StringEquals aws:PrincipalOrgID; pages belong behind CloudFront with an origin access control",
        },
      },
    ]);
  });

  const everybody: readonly (readonly [how: string, statement: Values])[] = [
    ["as AWS", { ...open, Principal: { AWS: "*" } }],
    ["in a list", { ...open, Principal: { AWS: ["arn:aws:iam::123456789012:root", "*"] } }],
    ["as every kind of principal", { ...open, Principal: { "*": "*" } }],
    ["as everybody but some", { Effect: "Allow", NotPrincipal: { AWS: "arn:aws:iam::123456789012:root" } }],
    ["in small letters", { effect: "allow", principal: "*" }],
  ];
  for (const [how, statement] of everybody)
    it(`refuses everybody ${how}`, () => {
      assert.deepEqual(ofStatement(statement), ["policy.Statement"]);
    });

  const useless: readonly (readonly [what: string, condition: Values])[] = [
    ["a referrer", { StringLike: { "aws:Referer": "https://shop.example/*" } }],
    ["encryption on the way", { Bool: { "aws:SecureTransport": "true" } }],
    ["who is not in the VPC", { StringNotEquals: { "aws:SourceVpc": "vpc-12345678" } }],
    ["a VPC, if there is one", { StringEqualsIfExists: { "aws:SourceVpc": "vpc-12345678" } }],
    ["all of no values", { "ForAllValues:StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }],
    ["any VPC", { StringLike: { "aws:SourceVpc": "vpc-*" } }],
    ["every address", { IpAddress: { "aws:SourceIp": ["192.0.2.0/24", "0.0.0.0/0"] } }],
    ["a variable", { StringEquals: { "aws:PrincipalAccount": "${aws:PrincipalAccount}" } }],
    ["any account's ARN", { ArnLike: { "aws:SourceArn": "arn:aws:cloudfront::*:distribution/*" } }],
    ["a tag, which strangers give themselves", { StringEquals: { "aws:PrincipalTag/Team": "web" } }],
    ["no value", { StringEquals: { "aws:SourceVpc": null } }],
  ];
  for (const [what, condition] of useless)
    it(`refuses everybody under a condition of ${what}`, () => {
      assert.deepEqual(under(condition), ["policy.Statement"]);
    });

  const holding: readonly (readonly [what: string, condition: Values])[] = [
    ["an organization", { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }],
    ["a part of one", { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/*" } }],
    ["a VPC endpoint", { stringequals: { "AWS:SourceVpce": ["vpce-12345678"] } }],
    ["addresses", { IpAddress: { "aws:SourceIp": ["192.0.2.0/24", "2001:db8::/32"] } }],
    ["roles of an account", { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/web-*" } }],
    ["a role's sessions", { StringLike: { "aws:userid": "AROAEXAMPLEID:*" } }],
    ["one of two that holds", { Bool: { x: "true" }, StringEquals: { "aws:SourceAccount": "123456789012" } }],
  ];
  for (const [what, condition] of holding)
    it(`takes everybody under a condition of ${what}`, () => {
      assert.deepEqual(under(condition), []);
    });

  it("takes named principals, services, refusals, and what is no policy", () => {
    assert.deepEqual(ofStatement({ ...open, Principal: { AWS: "arn:aws:iam::123456789012:root" } }), []);
    assert.deepEqual(ofStatement({ ...open, Principal: { Service: "cloudfront.amazonaws.com" } }), []);
    assert.deepEqual(ofStatement({ ...open, Effect: "Deny" }), []);
    for (const policy of ["", "{", "[]", 7, null]) assert.deepEqual(check(POLICY, { policy }), []);
  });

  it("says which switch is off, one by one", () => {
    assert.deepEqual(check(BLOCK, { ...blocked, ignorePublicAcls: false }), [
      {
        problem: {
          property: "ignorePublicAcls",
          rule: "true",
          got: "false",
          remedy: "set it to true: public ACLs and policies have no effect then",
        },
      },
    ]);
    assert.deepEqual(places(check(BLOCK, { blockPublicAcls: true, blockPublicPolicy: "true" })), [
      "ignorePublicAcls",
      "restrictPublicBuckets",
    ]);
    assert.deepEqual(check(BLOCK, blocked), []);
  });

  it("knows that access points are blocked unless told otherwise", () => {
    assert.deepEqual(check(ACCESS_POINT, { bucket: "pages" }), []);
    assert.deepEqual(check(ACCESS_POINT, { publicAccessBlockConfiguration: {} }), []);
    assert.deepEqual(
      places(check(ACCESS_POINT, { publicAccessBlockConfiguration: { blockPublicPolicy: false } })),
      ["publicAccessBlockConfiguration.blockPublicPolicy"],
    );
    const several = "aws:s3control/multiRegionAccessPoint:MultiRegionAccessPoint";
    const details = { publicAccessBlock: { restrictPublicBuckets: false } };
    assert.deepEqual(places(check(several, { details })), [
      "details.publicAccessBlock.restrictPublicBuckets",
    ]);
  });

  it("refuses public ACLs wherever they are written, and grants to public groups", () => {
    for (const acl of ["public-read", "public-read-write", "authenticated-read"])
      for (const type of [BUCKET, ACL, "aws:s3/bucketObjectv2:BucketObjectv2"])
        assert.deepEqual(places(check(type, { acl })), ["acl"]);
    const grants = [{ uri: group("s3/LogDelivery") }, { uri: group("global/AllUsers") }];
    assert.deepEqual(places(check(BUCKET, { grants })), ["grants[1].uri"]);
    const accessControlPolicy = { grants: [{ grantee: { uri: group("global/AuthenticatedUsers") } }] };
    assert.deepEqual(places(check(ACL, { accessControlPolicy })), [
      "accessControlPolicy.grants[0].grantee.uri",
    ]);
    for (const acl of ["private", "log-delivery-write", "", null, 1])
      assert.deepEqual(check(ACL, { acl }), []);
  });

  it("does not evaluate what is not known yet", () => {
    assert.deepEqual(places(check(BUCKET, { acl: UNKNOWN, grants: [UNKNOWN], policy: UNKNOWN })), [
      "? acl",
      "? grants[0]",
      "? policy",
    ]);
    assert.deepEqual(places(check(BLOCK, { ...blocked, blockPublicAcls: UNKNOWN })), ["? blockPublicAcls"]);
    assert.deepEqual(places(check(ACCESS_POINT, { publicAccessBlockConfiguration: UNKNOWN })), [
      "? publicAccessBlockConfiguration",
    ]);
    assert.deepEqual(ofStatement([open, UNKNOWN]), ["policy.Statement[0]", "? policy.Statement[1]"]);
    for (const part of ["Effect", "Principal", "Condition"])
      assert.deepEqual(ofStatement({ ...open, [part]: UNKNOWN }), ["? policy.Statement"]);
    assert.deepEqual(ofStatement({ ...open, Principal: { AWS: [UNKNOWN] } }), ["? policy.Statement"]);
    assert.deepEqual(under({ StringEquals: { "aws:SourceVpce": UNKNOWN } }), ["? policy.Statement"]);
    assert.deepEqual(under({ StringEquals: UNKNOWN }), ["? policy.Statement"]);
  });

  it("does evaluate what no unknown part can change", () => {
    assert.deepEqual(ofStatement({ ...open, Effect: "Deny", Condition: UNKNOWN }), []);
    assert.deepEqual(ofStatement({ ...open, Action: UNKNOWN, Resource: UNKNOWN }), ["policy.Statement"]);
    assert.deepEqual(under({ Bool: UNKNOWN }), ["policy.Statement"]);
    assert.deepEqual(under({ StringLike: { "aws:SourceVpce": [UNKNOWN, "*"] } }), ["policy.Statement"]);
  });

  itIsSound(
    publicBucket,
    [
      "acl",
      "grants",
      "uri",
      "policy",
      "Statement",
      "Effect",
      "Principal",
      "AWS",
      "Condition",
      "StringEquals",
    ].concat([
      "aws:SourceVpc",
      "blockPublicAcls",
      "publicAccessBlockConfiguration",
      "details",
      "publicAccessBlock",
    ]),
    ["Allow", "*", "vpc-12345678", "public-read", group("global/AllUsers"), "private"],
  );
});
