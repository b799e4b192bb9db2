import assert from "node:assert/strict";
import * as fc from "fast-check";
import { documentFrom, type Condition } from "../../../../policy/iam/model";
import { neverHold } from "../../../../policy/iam/reasoning/holds";
import { neverRestrict } from "../../../../policy/iam/reasoning/vacuous";
import type { Subject } from "../../../../policy/iam/reasoning/keys";
import { restricts } from "../../../../policy/iam/reasoning/restricts";
import { UNKNOWN, type Value, type Values } from "../../../../policy/value";
import { OFTEN } from "../../../helpers/property-runs";
import { anyCondition } from "../any-document";

function conditionsOf(given: Value): readonly Condition[] {
  const Statement: Values = { Effect: "Allow", Action: "*", Resource: "*", Condition: given };
  const document = documentFrom({ Version: "2012-10-17", Statement }, "identity");
  return document === UNKNOWN ? [] : (document.statements[0]?.conditions ?? []);
}

const today = "2026-11-21";
const never = (given: Value): string[] =>
  neverHold(conditionsOf(given), { today }).map(({ because }) => because);
const useless = (given: Value): string[] =>
  neverRestrict(conditionsOf(given), { today }).map(({ because }) => because);
const says = (given: Value, subject: Subject): unknown =>
  restricts(conditionsOf(given), subject, { isOfResource: (key) => key === "kms:ResourceAliases" }).truth;

describe("conditions of a statement", () => {
  const restricting: readonly (readonly [subject: Subject, given: Value])[] = [
    ["principal", { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }],
    ["principal", { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/*" } }],
    ["principal", { StringEqualsIfExists: { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/a" } }],
    [
      "principal",
      {
        StringEqualsIfExists: { "aws:SourceAccount": "123456789012" },
        Null: { "aws:SourceAccount": "false" },
      },
    ],
    ["network", { IpAddress: { "aws:SourceIp": ["192.0.2.0/24", "2001:db8::/32"] } }],
    ["network", { Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" } }],
    ["resource", { StringEquals: { "aws:ResourceTag/team": "${aws:PrincipalTag/team}" } }],
    ["resource", { StringEquals: { "s3:ExistingObjectTag/open": "yes" } }],
    ["resource", { "ForAnyValue:StringLike": { "kms:ResourceAliases": "alias/app-*" } }],
    ["request", { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } }],
  ];
  for (const [subject, given] of restricting)
    it(`restrict the ${subject}: ${JSON.stringify(given)}`, () => {
      assert.equal(says(given, subject), true);
    });

  const seeming: readonly (readonly [subject: Subject, given: Value])[] = [
    ["principal", {}],
    ["principal", { StringNotEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }],
    ["principal", { StringEqualsIfExists: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }],
    ["principal", { "ForAllValues:StringLike": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/*" } }],
    ["principal", { StringLike: { "aws:PrincipalArn": ["arn:aws:iam::123456789012:role/a", "*"] } }],
    ["principal", { Null: { "aws:PrincipalOrgID": "false" } }],
    ["principal", { StringEquals: { "aws:PrincipalTag/team": "a" } }],
    ["network", { IpAddress: { "aws:SourceIp": ["192.0.2.0/24", "::/0"] } }],
    ["network", { NotIpAddress: { "aws:SourceIp": "192.0.2.0/24" } }],
    ["network", { Bool: { "elasticfilesystem:AccessedViaMountTarget": "false" } }],
    ["resource", { StringEquals: { "aws:ResourceAccount": "123456789012" } }],
    ["resource", { StringEquals: { "aws:RequestTag/team": "a" } }],
    ["resource", { StringNotEquals: { "aws:ResourceTag/team": "a" } }],
    ["resource", { StringEqualsIfExists: { "aws:ResourceTag/team": "a" } }],
    ["resource", { StringLike: { "aws:ResourceTag/team": "*" } }],
    ["resource", { "ForAllValues:StringLike": { "kms:ResourceAliases": "alias/app-*" } }],
  ];
  for (const [subject, given] of seeming)
    it(`do not restrict the ${subject}: ${JSON.stringify(given)}`, () => {
      assert.equal(says(given, subject), false);
    });

  it("restrict only perhaps what is not known yet", () => {
    assert.equal(says(UNKNOWN, "principal"), UNKNOWN);
    assert.equal(says({ StringEquals: UNKNOWN }, "principal"), UNKNOWN);
    assert.equal(says({ StringEquals: { "aws:PrincipalOrgID": UNKNOWN } }, "principal"), UNKNOWN);
    assert.equal(says({ StringLike: { "aws:PrincipalOrgID": [UNKNOWN, "*"] } }, "principal"), false);
  });

  const contradictory: readonly Value[] = [
    { StringEquals: { "aws:username": "a" }, StringLike: { "AWS:UserName": ["b*", "c"] } },
    { StringEquals: { "aws:username": ["a", "b"] }, StringNotEquals: { "aws:username": ["b", "a", "c"] } },
    { StringEquals: { "aws:username": "A" }, StringNotEqualsIgnoreCase: { "aws:username": "a" } },
    { StringLike: { "aws:username": "ab*" }, StringNotLike: { "aws:username": "a*" } },
    { Null: { "aws:TokenIssueTime": "true" }, StringEquals: { "aws:TokenIssueTime": "a" } },
    { Bool: { "aws:SecureTransport": "true" }, BoolIfExists: { "aws:SecureTransport": "false" } },
    { NumericLessThan: { "s3:max-keys": "5" }, NumericGreaterThanEquals: { "s3:max-keys": "5" } },
    { NumericEquals: { "s3:max-keys": "5" }, NumericNotEquals: { "s3:max-keys": ["5", "6"] } },
    {
      DateGreaterThan: { "aws:TokenIssueTime": "2027-01-01T00:00:00Z" },
      DateLessThan: { "aws:TokenIssueTime": "2026-12-01T00:00:00Z" },
    },
    { IpAddress: { "aws:SourceIp": "192.0.2.0/24" }, NotIpAddress: { "aws:SourceIp": "192.0.0.0/16" } },
    { IpAddress: { "aws:SourceIp": ["10.0.0.0/8", "192.168.1.1"] } },
    { NotIpAddress: { "aws:SourceIp": "0.0.0.0/0" } },
    { StringNotLike: { "aws:PrincipalArn": "*" } },
    { DateLessThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" } },
    { Null: { "aws:PrincipalArn": "true" } },
    { StringEquals: { "aws:username": [] } },
    { NumericLessThan: { "s3:max-keys": "6" }, NumericGreaterThan: { "s3:max-keys": "5" } },
    { NumericLessThan: { "aws:MultiFactorAuthAge": "0" } },
    { IpAddress: { "aws:SourceIp": "192.0.2.0/24" }, StringEquals: { "aws:SourceVpce": "vpce-0a1b2c3d" } },
    { StringEquals: { "aws:SourceVpc": "vpce-0a1b2c3d" } },
    { StringLike: { "aws:PrincipalArn": "arn:aws:sts::123456789012:assumed-role/a/*" } },
    { StringEquals: { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111" } },
    { StringEquals: { "aws:userid": "AROAEXAMPLEID" } },
    { StringLike: { "kms:ViaService": "s3.amazonaws.*" } },
    { StringEqualsIgnoreCase: { "s3:x-amz-server-side-encryption": "AES-256" } },
    { NumericEquals: { "aws:EpochTime": "1577836800" } },
  ];
  for (const given of contradictory)
    it(`can never hold: ${JSON.stringify(given)}`, () => {
      assert.equal(never(given).length, 1);
    });

  it("say why they can never hold", () => {
    assert.deepEqual(never({ StringEquals: { "aws:username": "a" }, StringLike: { "aws:username": "b*" } }), [
      "StringEquals and StringLike on aws:username exclude each other",
    ]);
  });

  const possible: readonly Value[] = [
    { StringEquals: { "aws:username": ["a", "b"] }, StringNotEquals: { "aws:username": "a" } },
    { StringEquals: { "aws:username": "a" }, StringLike: { "aws:username": "${aws:PrincipalTag/name}" } },
    { StringEqualsIfExists: { x: "a" }, StringLikeIfExists: { x: "b*" } },
    { StringEqualsIfExists: { x: "a" }, StringNotEquals: { x: "a" } },
    {
      "ForAnyValue:StringEquals": { "aws:TagKeys": "a" },
      "ForAllValues:StringEquals": { "aws:TagKeys": ["a", "b"] },
    },
    { Null: { x: "true" }, StringNotEquals: { x: "a" } },
    { Null: { x: "false" }, StringEquals: { x: "a" } },
    { NumericLessThanEquals: { x: "5" }, NumericGreaterThanEquals: { x: "5" } },
    { IpAddress: { "aws:SourceIp": ["192.0.2.0/24", "10.0.0.0/8"] } },
    { IpAddress: { "aws:VpcSourceIp": "10.0.0.0/8" } },
    { StringNotLike: { "aws:RequestTag/team": "*" } },
    { NumericLessThan: { "s3:TlsVersion": "1.3" }, NumericGreaterThan: { "s3:TlsVersion": "1.2" } },
    {
      IpAddressIfExists: { "aws:SourceIp": "192.0.2.0/24" },
      StringEqualsIfExists: { "aws:SourceVpce": "vpce-0a1b2c3d" },
    },
    { StringLike: { "aws:PrincipalArn": ["arn:aws:iam::*:role/a", "arn:aws:iam::123456789012:*"] } },
    { StringEquals: { "aws:RequestedRegion": ["us-gov-west-1", "ap-southeast-4", "eusc-de-east-1"] } },
    { StringLike: { "kms:ViaService": ["s3.*.amazonaws.com", "*.amazonaws.com"] } },
    { StringEquals: { "aws:SourceAccount": "${aws:ResourceAccount}" } },
    { StringLike: { "iam:PassedToService": "ecs*" } },
    { DateLessThan: { "aws:CurrentTime": "2027-01-01T00:00:00Z" } },
    { StringEquals: { "aws:username": UNKNOWN }, StringNotEquals: { "aws:username": "a" } },
  ];
  for (const given of possible)
    it(`may hold: ${JSON.stringify(given)}`, () => {
      assert.deepEqual(never(given), []);
    });

  const vacuous: readonly Value[] = [
    { StringLike: { "aws:PrincipalArn": "*" } },
    { StringLike: { "s3:prefix": ["home/*", "**"] } },
    { ArnLike: { "aws:SourceArn": "arn:aws:*:*:*:*" } },
    { IpAddress: { "aws:SourceIp": ["192.0.2.0/24", "0.0.0.0/0"] } },
    { Null: { "aws:PrincipalOrgID": ["true", "false"] } },
    { Null: { "aws:PrincipalArn": "false" } },
    { Bool: { "aws:SecureTransport": ["true", "false"] } },
    { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } },
    { "ForAllValues:StringEquals": { "kms:ResourceAliases": "alias/a" } },
    { StringNotEquals: { "aws:username": [] } },
    { "ForAllValues:StringEquals": { "aws:TagKeys": ["a", "b"] } },
    { "ForAnyValue:StringNotEquals": { "aws:TagKeys": "a" } },
    { IpAddress: { "aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"] } },
    { NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" } },
    { StringNotEquals: { "aws:RequestedRegion": "eu-west" } },
    { StringEqualsIfExists: { "sts:ExternalId": "a" } },
    { IpAddressIfExists: { "aws:SourceIp": "192.0.2.0/24" } },
    { Null: { "aws:MultiFactorAuthPresent": "false" } },
    { DateGreaterThan: { "aws:CurrentTime": "2026-01-01T00:00:00Z" } },
    { StringLikeIfExists: { "aws:RequestTag/team": "*" } },
  ];
  for (const given of vacuous)
    it(`never restrict: ${JSON.stringify(given)}`, () => {
      assert.equal(useless(given).length, 1);
    });

  const meant: readonly Value[] = [
    { StringLike: { "aws:RequestTag/team": "*" } },
    {
      "ForAllValues:StringEquals": { "aws:TagKeys": ["a", "b"] },
      StringEquals: { "aws:RequestTag/a": "1" },
    },
    { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": "a" } },
    { "ForAllValues:StringNotEquals": { "aws:TagKeys": "a" } },
    {
      IpAddressIfExists: { "aws:SourceIp": "192.0.2.0/24" },
      StringEqualsIfExists: { "aws:SourceVpce": "vpce-0a1b2c3d" },
    },
    { StringLike: { "s3:x-amz-server-side-encryption-aws-kms-key-id": "*" } },
    { DateGreaterThan: { "aws:CurrentTime": "2027-01-01T00:00:00Z" } },
    {
      "ForAllValues:StringEquals": { "kms:ResourceAliases": "alias/a" },
      Null: { "kms:ResourceAliases": "false" },
    },
    { Bool: { "aws:MultiFactorAuthPresent": "true" } },
    { StringEquals: { "aws:username": "*" } },
    { StringEqualsIfExists: { "ec2:InstanceType": "t3.micro" } },
    { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } },
    { Null: { "aws:RequestTag/team": "false" } },
  ];
  for (const given of meant)
    it(`do restrict something: ${JSON.stringify(given)}`, () => {
      assert.deepEqual(useless(given), []);
    });

  it("are judged without a throw, whatever they are", () => {
    fc.assert(
      fc.property(anyCondition, (given) => {
        for (const because of [...never(given), ...useless(given)]) assert.notEqual(because, "");
        for (const subject of ["principal", "network", "resource", "request"] as const)
          assert.equal(typeof says(given, subject), "boolean");
      }),
      OFTEN,
    );
  });

  it("restrict no less with one more, and hold no more often", () => {
    fc.assert(
      fc.property(anyCondition, anyCondition, (given, more) => {
        const [fewer, all] = [conditionsOf(given), [...conditionsOf(given), ...conditionsOf(more)]];
        for (const subject of ["principal", "network", "resource"] as const)
          if (restricts(fewer, subject).truth === true) assert.equal(restricts(all, subject).truth, true);
        assert.ok(neverHold(all).length >= neverHold(fewer).length);
      }),
      OFTEN,
    );
  });
});
