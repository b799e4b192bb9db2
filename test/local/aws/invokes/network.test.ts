import assert from "node:assert/strict";
import type { Values } from "../../../../wire/values";
import { emptiedAws } from "../emptied-aws";

const VPC = "aws:ec2/getVpc:getVpc";
const SUBNET = "aws:ec2/getSubnet:getSubnet";

describe("look-ups in the network of the local AWS", () => {
  const aws = emptiedAws();

  const vpc = (more: Values = {}) =>
    aws.client.create("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16", tags: { Stage: "dev" }, ...more });
  const subnet = (vpcId: string, cidrBlock: string, more: Values = {}) =>
    aws.client.create("aws:ec2/subnet:Subnet", { vpcId, cidrBlock, ...more });

  it("find nothing where there is nothing, and nothing in another region", async () => {
    const { id } = await vpc({ region: "us-east-1" });
    const none = { details: "NotFound: no matching EC2 VPC found" };
    await assert.rejects(aws.client.invoke(VPC, { id: "vpc-12345678" }), none);
    await assert.rejects(aws.client.invoke(VPC, { id }), none);
    assert.equal((await aws.client.invoke(VPC, { id, region: "us-east-1" }))["id"], id);
    await assert.rejects(aws.client.invoke(SUBNET, { id: "subnet-12345678" }), {
      details: "NotFound: no matching EC2 Subnet found",
    });
  });

  it("find no one of several", async () => {
    const { id: vpcId } = await vpc();
    await subnet(vpcId, "10.0.0.0/24");
    await subnet(vpcId, "10.0.1.0/24");
    await assert.rejects(aws.client.invoke(SUBNET, { vpcId }), {
      details:
        "TooManyResults: multiple EC2 Subnets matched; use additional constraints to reduce matches to a single EC2 Subnet",
    });
  });

  it("refuse to pass over what they do not understand", async () => {
    await assert.rejects(aws.client.invoke(SUBNET, { defaultForAz: true }), {
      details:
        "defaultForAz: must be left out in the local AWS, which looks up by id, region, tags, availabilityZone, " +
        "cidrBlock, vpcId, got true; use one of these",
    });
  });

  it("find a VPC by its id or its tags, with what it does for names", async () => {
    const { id, state } = await vpc({ enableDnsHostnames: true });
    await vpc({ cidrBlock: "10.1.0.0/16", tags: { Stage: "prod" } });
    const ways: Values[] = [{ id }, { tags: { Stage: "dev" } }, { cidrBlock: "10.0.0.0/16" }];
    for (const asked of ways) {
      const found = await aws.client.invoke(VPC, asked);
      assert.deepEqual(
        [found["id"], found["arn"], found["enableDnsHostnames"], found["enableDnsSupport"], found["tags"]],
        [id, state["arn"], true, true, { Stage: "dev" }],
      );
    }
  });

  it("find a subnet by its id or where it is, with its VPC and zone", async () => {
    const { id: vpcId } = await vpc();
    const { id } = await subnet(vpcId, "10.0.0.0/24", { availabilityZone: "ap-northeast-2c" });
    await subnet(vpcId, "10.0.1.0/24");
    const ways: Values[] = [{ id }, { vpcId, availabilityZone: "ap-northeast-2c" }];
    for (const asked of ways) {
      const found = await aws.client.invoke(SUBNET, asked);
      assert.deepEqual(
        [found["id"], found["vpcId"], found["availabilityZone"], found["cidrBlock"], found["state"]],
        [id, vpcId, "ap-northeast-2c", "10.0.0.0/24", "available"],
      );
    }
  });
});
