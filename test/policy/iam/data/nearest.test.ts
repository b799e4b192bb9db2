import assert from "node:assert/strict";
import { conditionKey } from "../../../../policy/iam/data/condition-keys";
import { nearestAction, nearestConditionKey, nearestService } from "../../../../policy/iam/data/nearest";
import { OTHER_ACTIONS, OTHER_SERVICES } from "../../../../policy/iam/data/other-names";
import { action, service } from "../../../../policy/iam/data/services";

describe("the nearest right name", () => {
  it("is none for what resembles nothing, or that objects inherit", () => {
    for (const name of [
      "",
      ":",
      "x",
      "zzzzqqqq:Foo",
      "constructor:x",
      "__proto__:x",
      "s3:constructor",
      "s3:*zzz*",
    ])
      assert.equal(nearestAction(name), undefined, name);
    assert.equal(nearestConditionKey("qqqqqqqq:zzzzzzzz"), undefined);
    assert.equal(nearestService("qqqqqqqq"), undefined);
  });

  it("is what spelling tells, of an action, a pattern and a service", () => {
    assert.equal(nearestAction("s3:GetObjekt"), "s3:GetObject");
    assert.equal(nearestAction("S3:Gett*"), "s3:Get*");
    assert.equal(nearestAction("lamda:InvokeFunction"), "lambda:InvokeFunction");
    assert.equal(nearestAction("dynamo-db:Putitm"), "dynamodb:PutItem");
    assert.equal(nearestService("secretmanager"), "secretsmanager");
  });

  it("is what spelling cannot tell: names of products and of operations", () => {
    assert.equal(nearestAction("s3:ListObjectsV2"), "s3:ListBucket");
    assert.equal(nearestAction("s3:HeadObject"), "s3:GetObject");
    assert.equal(nearestAction("lambda:Invoke"), "lambda:InvokeFunction");
    assert.equal(nearestAction("cognito:AdminGetUser"), "cognito-idp:AdminGetUser");
    assert.equal(nearestAction("cognito:GetId"), "cognito-identity:GetId");
    assert.equal(nearestService("efs"), "elasticfilesystem");
    assert.equal(nearestService("StepFunctions"), "states");
  });

  it("is a key with its placeholder filled in as it was", () => {
    assert.equal(nearestConditionKey("SourceIp"), "aws:SourceIp");
    assert.equal(nearestConditionKey("aws:SourceIP4"), "aws:SourceIp");
    assert.equal(nearestConditionKey("aws:ResourceTags/Owner"), "aws:ResourceTag/Owner");
    assert.equal(nearestConditionKey("aws:RequestTag"), "aws:RequestTag/${TagKey}");
    assert.equal(nearestConditionKey("s3:prefixx"), "s3:prefix");
    assert.equal(nearestConditionKey("aws:MultifactorPresent"), "aws:MultiFactorAuthPresent");
  });

  it("leads only to what is there, from what is not", () => {
    for (const [name, prefixes] of Object.entries(OTHER_SERVICES)) {
      assert.equal(service(name), undefined, name);
      for (const prefix of prefixes) assert.ok(service(prefix), `${name}: ${prefix}`);
    }
    for (const [prefix, operations] of Object.entries(OTHER_ACTIONS))
      for (const [operation, meant] of Object.entries(operations)) {
        assert.equal(action(`${prefix}:${operation}`), undefined, `${prefix}:${operation}`);
        assert.ok(action(meant.includes(":") ? meant : `${prefix}:${meant}`), `${prefix}:${operation}`);
      }
    for (const key of ["aws:SourceVpec", "kms:ViaServic", "ec2:InstanceTyp"])
      assert.ok(conditionKey(nearestConditionKey(key) ?? ""), key);
  });
});
