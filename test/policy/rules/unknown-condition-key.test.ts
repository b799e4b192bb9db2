import assert from "node:assert/strict";
import { KINDS } from "../../../policy/iam/model";
import { unknownConditionKey } from "../../../policy/rules/unknown-condition-key";
import type { Value, Values } from "../../../policy/value";
import { assertFixes, documentOf, HIDDEN, told } from "./words";

const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::shop-pages/*" };
const under = (key: string, value: Value = "x"): Values => ({
  ...statement,
  Condition: { StringEquals: { [key]: value } },
});
const remedies = (key: string): readonly string[] =>
  told(unknownConditionKey, documentOf(under(key))).map(({ remedy }) => remedy);

describe("the rule unknown-condition-key", () => {
  it("names the key, where it stands, and what is meant", () => {
    const [finding] = told(
      unknownConditionKey,
      documentOf(under("aws:SourceVpcId", "vpc-0a1b2c3d4e5f60718")),
    );
    assert.equal(finding?.place.path, "Statement[0].Condition.StringEquals.aws:SourceVpcId");
    assert.equal(finding.got, '"aws:SourceVpcId"');
    assert.equal(finding.remedy, 'write "aws:SourceVpc"');
    assert.deepEqual(finding.fix, {
      Effect: "Allow",
      Action: ["s3:GetObject"],
      Resource: ["arn:aws:s3:::shop-pages/*"],
      Condition: { StringEquals: { "aws:SourceVpc": ["vpc-0a1b2c3d4e5f60718"] } },
    });
  });

  const meant: readonly (readonly [given: string, right: string])[] = [
    ["SourceIp", "aws:SourceIp"],
    ["aws:RequestRegion", "aws:RequestedRegion"],
    ["s3:Prefixes", "s3:prefix"],
    ["аws:SourceVpc", "aws:SourceVpc"],
    ["aws:SourceVpc ", "aws:SourceVpc"],
  ];
  for (const [given, right] of meant)
    it(`takes ${JSON.stringify(given)} for ${right}`, () => {
      assert.deepEqual(remedies(given), [`write ${JSON.stringify(right)}`]);
    });

  it("asks for the name of the tag where there is none", () => {
    assert.deepEqual(remedies("aws:ResourceTag"), [
      'write "aws:ResourceTag/${TagKey}" with the name that is meant in the place of ${TagKey}',
    ]);
  });

  const right = [
    ..."AWS:sourcevpc aws:PrincipalTag/Team aws:RequestTag/a:b ec2:ResourceTag/Team s3:ExistingObjectTag/T".split(
      " ",
    ),
    ..."s3:RequestObjectTag/T kms:EncryptionContext:aws:s3:arn kms:ViaService sts:ExternalId SAML:aud".split(
      " ",
    ),
    ..."token.actions.githubusercontent.com:sub cognito-identity.amazonaws.com:amr accounts.google.com:aud".split(
      " ",
    ),
    ..."oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF:sub login.example.org:email iam:PassedToService".split(
      " ",
    ),
    ..."aws:SourceOrgID aws:PrincipalIsAWSService lambda:SourceFunctionArn ec2:SourceInstanceARN".split(" "),
    "aws:PrincipalTag/cost center",
  ];
  for (const key of right)
    it(`knows ${key}`, () => {
      assert.deepEqual(remedies(key), []);
    });

  it("looks at a Deny, and at every kind of document", () => {
    for (const kind of KINDS)
      assert.equal(
        told(unknownConditionKey, documentOf({ ...under("aws:Wrongg"), Effect: "Deny" }), kind).length,
        1,
      );
  });

  it("gives no fix where another rule would then find something", () => {
    for (const key of [
      "aws:SourceVpcId",
      "s3:Prefixes",
      "aws:SourceIP4",
      "aws:TagKey",
      "iam:PassedToServices",
    ])
      for (const value of ["vpc-0a1b2c3d4e5f60718", "203.0.113.0/24", "lambda.amazonaws.com"])
        assertFixes(unknownConditionKey, [under(key, value)]);
  });

  it("never throws, whatever is not known, and is quick with thousands of wrong keys", () => {
    for (const document of HIDDEN) told(unknownConditionKey, document);
    const keys = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`aws:Wrong${index}`, "x"]));
    const document = documentOf({ ...statement, Condition: { StringEquals: keys } });
    assert.equal(told(unknownConditionKey, document).length, 3000);
  });
});
