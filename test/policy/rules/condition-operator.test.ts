import assert from "node:assert/strict";
import { conditionOperator } from "../../../policy/rules/condition-operator";
import type { Value, Values } from "../../../policy/value";
import { assertFixes, documentOf, HIDDEN, told } from "./words";

const statement = { Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::shop-pages/*" };
const under = (operator: string, key: string, value: Value): Values => ({
  ...statement,
  Condition: { [operator]: { [key]: value } },
});
const remedies = (operator: string, key: string, value: Value): readonly string[] =>
  told(conditionOperator, documentOf(under(operator, key, value))).map(({ remedy }) => remedy);

describe("the rule condition-operator", () => {
  it("names the operator, where it stands, and what is meant", () => {
    const [finding] = told(conditionOperator, documentOf(under("StringEqual", "s3:prefix", "a")));
    assert.equal(finding?.place.path, "Statement[0].Condition.StringEqual");
    assert.equal(finding.rule, "a condition operator that IAM has");
    assert.equal(finding.got, '"StringEqual"');
    assert.equal(finding.remedy, "write StringEquals");
    assert.deepEqual((finding.fix as Values)["Condition"], { StringEquals: { "s3:prefix": ["a"] } });
  });

  const wrong: readonly (readonly [operator: string, key: string, value: Value, remedy: RegExp])[] = [
    ["StringNotLik", "s3:prefix", "a*", /^write StringNotLike$/],
    ["ForAnyValues:StringEquals", "aws:TagKeys", "a", /^write ForAnyValue:StringEquals$/],
    ["Boolean", "aws:SecureTransport", "true", /^write Bool$/],
    ["StrіngEquals", "s3:prefix", "a", /^write StringEquals$/],
    ["NullIfExists", "s3:prefix", "true", /^write Null:/],
    ["ForAnyValue:Null", "aws:TagKeys", "true", /^write Null:/],
    ["StringEquals", "aws:SourceIp", "203.0.113.0/24", /^write IpAddress$/],
    ["StringNotLike", "aws:SourceIp", "203.0.113.0/24", /^write NotIpAddress$/],
    ["StringLike", "aws:SourceIp", "10.*", /^compare it/],
    ["StringEquals", "aws:MultiFactorAuthPresent", "true", /^write Bool$/],
    ["NumericEquals", "aws:MultiFactorAuthPresent", "1", /^compare it/],
    ["StringEquals", "aws:CurrentTime", "2027-01-31T00:00:00Z", /^write DateEquals$/],
    ["Bool", "aws:MultiFactorAuthAge", "true", /^compare it/],
    ["ArnLike", "aws:PrincipalOrgID", "o-a1b2c3d4e5", /^write StringEquals$/],
    ["IpAddress", "aws:SourceArn", "10.0.0.0/8", /^compare it/],
    ["NumericEquals", "s3:prefix", "5", /^write StringEquals$/],
    ["IpAddress", "aws:SourceIp", "10.0.0.0/33", /^write an address/],
    ["NumericLessThan", "s3:max-keys", "ten", /^write it in digits/],
    ["DateLessThan", "aws:CurrentTime", "2027-02-30", /^write it as/],
    ["Bool", "aws:SecureTransport", "yes", /^write true or false/],
    ["ArnLike", "aws:SourceArn", "shop", /^write the whole ARN/],
    ["StringEquals", "s3:prefix", "a/*", /^write StringLike,/],
    ["StringNotEqualsIfExists", "s3:prefix", "a/?", /^write StringNotLikeIfExists,/],
    ["StringEquals", "aws:SourceArn", "arn:aws:sns:*:*:shop", /^write StringLike,/],
    ["ForAllValues:StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5", /^write StringEquals:/],
    ["StringEquals", "aws:CalledVia", "athena.amazonaws.com", /^write ForAllValues:StringEquals/],
  ];
  for (const [operator, key, value, remedy] of wrong)
    it(`finds ${operator} of ${key} and ${JSON.stringify(value)}`, () => {
      const found = remedies(operator, key, value);
      assert.equal(found.length, 1);
      assert.match(found[0] ?? "", remedy);
    });

  const right: readonly (readonly [operator: string, key: string, value: Value])[] = [
    ["stringequals", "s3:prefix", "a"],
    ["StringEquals", "s3:prefix", ["${aws:username}/", "${*}", ""]],
    ["StringLikeIfExists", "s3:prefix", "a/*"],
    ["ForAnyValue:StringLike", "aws:TagKeys", "a*"],
    ["ForAllValues:StringEquals", "aws:CalledVia", ["athena.amazonaws.com"]],
    ["Null", "aws:TagKeys", false],
    ["Null", "aws:TokenIssueTime", "TRUE"],
    ["Bool", "aws:SecureTransport", false],
    ["BoolIfExists", "aws:MultiFactorAuthPresent", "false"],
    ["NumericLessThan", "aws:MultiFactorAuthAge", 3600],
    ["NumericLessThanEquals", "s3:TlsVersion", 1.2],
    ["DateGreaterThan", "aws:CurrentTime", 4102444800],
    [
      "DateGreaterThan",
      "aws:CurrentTime",
      ["2027-01-31", "2027-01-31T10:00Z", "2027-01-31T10:00:00.5+02:00"],
    ],
    ["NumericGreaterThan", "aws:EpochTime", "4102444800"],
    ["IpAddress", "aws:SourceIp", ["203.0.113.7", "2001:db8::/32", "${aws:PrincipalTag/net}"]],
    ["StringLike", "aws:SourceArn", "arn:aws:sns:*:*:shop"],
    ["StringEquals", "aws:PrincipalArn", "arn:aws:iam::123456789012:role/shop"],
    ["ArnEquals", "aws:SourceArn", ["arn:aws:sns:*:*:shop", "arn:*:sns:*"]],
    ["ArnEquals", "kms:EncryptionContext:aws:logs:arn", "arn:aws:logs:eu-west-1:123456789012:log-group:a"],
    ["ArnLike", "aws:PrincipalTag/Owner", "arn:aws:iam::123456789012:role/*"],
    ["NumericLessThan", "aws:ResourceTag/Level", "5"],
    ["Bool", "accounts.google.com:email_verified", "true"],
    ["ForAnyValue:StringLike", "cognito-identity.amazonaws.com:amr", "authenticated"],
    ["ForAnyValue:StringEquals", "login.example.org:groups", "admins"],
    ["StringEquals", "SAML:aud", "https://signin.aws.amazon.com/saml?x=1"],
    ["StringEquals", "events:source", "shop.orders"],
    ["Bool", "kms:GrantIsForAWSResource", true],
    ["StringEquals", "aws:Unknown", "x"],
  ];
  for (const [operator, key, value] of right)
    it(`takes ${operator} of ${key} and ${JSON.stringify(value)}`, () => {
      assert.deepEqual(remedies(operator, key, value), []);
    });

  it("tells an operator that there is not once, however many keys it has", () => {
    const Condition = { StringEqual: { "s3:prefix": "a", "aws:SourceVpc": "vpc-0a1b2c3d4e5f60718" } };
    const found = told(conditionOperator, documentOf({ ...statement, Condition }));
    assert.equal(found.length, 1);
    assert.deepEqual((found[0]?.fix as Values)["Condition"], {
      StringEquals: { "aws:SourceVpc": ["vpc-0a1b2c3d4e5f60718"], "s3:prefix": ["a"] },
    });
  });

  it("gives fixes that take their finding away and bring none", () => {
    for (const [operator, key, value] of wrong)
      for (const Effect of ["Allow", "Deny"])
        assertFixes(conditionOperator, [{ ...under(operator, key, value), Effect }]);
  });

  it("never throws, whatever is not known", () => {
    for (const document of HIDDEN) told(conditionOperator, document);
  });
});
