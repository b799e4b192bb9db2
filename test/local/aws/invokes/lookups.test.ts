import assert from "node:assert/strict";
import { Secret, type Values } from "../../../../wire/values";
import { emptiedAws } from "../emptied-aws";

const BY_PATH = "aws:ssm/getParametersByPath:getParametersByPath";
const PARAMETER = "aws:ssm/parameter:Parameter";

describe("look-ups of what the local AWS holds", () => {
  const aws = emptiedAws();

  const parameter = (name: string, more: Values = {}) =>
    aws.client.create(PARAMETER, { name, type: "String", value: `value of ${name}`, ...more });

  it("refuse a path that is none", async () => {
    await assert.rejects(aws.client.invoke(BY_PATH, { path: "shop/dev" }), {
      details: "ValidationException: The parameter doesn't meet the parameter name requirements.",
    });
  });

  it("find nothing below a path where there is nothing", async () => {
    await parameter("/shop/dev", { overwrite: true });
    await parameter("/shop/device/state");
    assert.deepEqual(await aws.client.invoke(BY_PATH, { path: "/shop/dev" }), {
      arns: [],
      id: "/shop/dev",
      names: [],
      path: "/shop/dev",
      recursive: false,
      region: "ap-northeast-2",
      types: [],
      values: new Secret([]),
      withDecryption: true,
    });
  });

  it("find what stands directly below a path by its name, or all of it, of the region, as a secret", async () => {
    await parameter("/shop/dev/serving", { insecureValue: "green", value: null });
    await parameter("/shop/dev/blue", { type: "SecureString" });
    await parameter("/shop/dev/blue/revision");
    await parameter("/shop/dev/green", { region: "us-east-1" });
    const arn = (name: string) => `arn:aws:ssm:ap-northeast-2:123456789012:parameter/shop/dev/${name}`;
    const direct = await aws.client.invoke(BY_PATH, { path: "/shop/dev/" });
    assert.deepEqual(direct["names"], ["/shop/dev/blue", "/shop/dev/serving"]);
    assert.deepEqual(direct["arns"], [arn("blue"), arn("serving")]);
    assert.deepEqual(direct["types"], ["SecureString", "String"]);
    assert.deepEqual(direct["values"], new Secret(["value of /shop/dev/blue", "green"]));
    const all = await aws.client.invoke(BY_PATH, { path: "/shop/dev", recursive: true });
    assert.deepEqual(all["names"], ["/shop/dev/blue", "/shop/dev/blue/revision", "/shop/dev/serving"]);
  });

  it("find a parameter's value where it was given as no secret", async () => {
    await parameter("/a", { insecureValue: "plain", value: null });
    const found = await aws.client.invoke("aws:ssm/getParameter:getParameter", { name: "/a" });
    assert.deepEqual([found["value"], found["insecureValue"]], [new Secret("plain"), "plain"]);
  });

  it("find a zone among the public ones, and among the private ones where that is asked", async () => {
    const token = "aws:route53/getZone:getZone";
    const vpcs = [{ vpcId: "vpc-1" }];
    const { id } = await aws.client.create("aws:route53/zone:Zone", { name: "shop.internal", vpcs });
    await assert.rejects(aws.client.invoke(token, { name: "shop.internal" }), {
      details: "NoSuchHostedZone: no zone shop.internal",
    });
    const open = await aws.client.create("aws:route53/zone:Zone", { name: "shop.internal" });
    const found = await aws.client.invoke(token, { name: "shop.internal." });
    assert.deepEqual([found["zoneId"], found["privateZone"]], [open.id, false]);
    const closed = await aws.client.invoke(token, { name: "shop.internal", privateZone: true });
    assert.deepEqual([closed["zoneId"], closed["privateZone"]], [id, true]);
  });
});
