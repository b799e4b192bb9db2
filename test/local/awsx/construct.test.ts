import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { output, type Inputs } from "@pulumi/pulumi";
import { awsxProvider } from "../../../local/awsx/provider";
import { Refusal } from "../../../refusal/refusal";
import { lookedUp, registered, runVpc, useMocks, valueOf } from "./run-vpc";

async function refusal(type: string, inputs: Inputs): Promise<string> {
  await useMocks();
  try {
    await awsxProvider.construct("net", type, inputs, {});
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error));
    assert.deepEqual(registered, [], "something was registered before the refusal");
    return error.message;
  }
  assert.fail("nothing was refused");
}

/** The output properties of the client's class. */
function clientOutputs(): string[] {
  const text = readFileSync(join(require.resolve("@pulumi/awsx/package.json"), "../ec2/vpc.d.ts"), "utf8");
  const body = text.slice(text.indexOf("class Vpc"), text.indexOf("interface VpcArgs"));
  return [...body.matchAll(/readonly (\w+): pulumi\.Output/g)].map(([, name]) => name ?? "");
}

describe("the local awsx, asked for what it does not have", () => {
  for (const type of ["awsx:ec2:DefaultVpc", "awsx:ecs:FargateService", "awsx:lb:ApplicationLoadBalancer"]) {
    it(`refuses ${type} by name`, async () => {
      assert.equal(
        await refusal(type, {}),
        `net: must be of type awsx:ec2:Vpc, the only one the local awsx has, got ${type}; ` +
          "rehearse without it, or declare its parts with the package aws",
      );
    });
  }

  it("refuses wrong options before anything is looked up or registered", async () => {
    assert.match(
      await refusal("awsx:ec2:Vpc", { subnetStrategy: "Auto", region: "eu-west-1" }),
      /^region: must be left out/,
    );
    assert.deepEqual(lookedUp, []);
  });

  it("refuses a layout that does not fit before anything is registered", async () => {
    assert.match(
      await refusal("awsx:ec2:Vpc", { subnetStrategy: "Auto", cidrBlock: "10.0.0.0/26" }),
      /^cidrBlock: must be a block/,
    );
  });

  it("refuses more zones than the region has", async () => {
    assert.equal(
      await refusal("awsx:ec2:Vpc", { subnetStrategy: "Auto", numberOfAvailabilityZones: 5 }),
      "numberOfAvailabilityZones: must be at most 4, the zones the provider's region has, got 5; " +
        "ask for fewer zones, or name them in availabilityZoneNames",
    );
  });
});

describe("the local awsx, constructing a VPC", () => {
  it("looks the zones up without a filter, and only when they are not given", async () => {
    await runVpc("net", { subnetStrategy: "Auto" });
    assert.deepEqual(
      lookedUp.map(({ token, args }) => ({ token, args })),
      [{ token: "aws:index/getAvailabilityZones:getAvailabilityZones", args: {} }],
    );
    await runVpc("net", { subnetStrategy: "Auto", availabilityZoneNames: ["a"] });
    assert.deepEqual(lookedUp, []);
  });

  it("answers with every output the client declares, and no other", async () => {
    const { state } = await runVpc("net", { subnetStrategy: "Auto" });
    assert.deepEqual(Object.keys(state).sort(), clientOutputs().sort());
  });

  it("answers with the ids of the subnets by type, zone by zone", async () => {
    const { state } = await runVpc("net", {
      subnetStrategy: "Auto",
      numberOfAvailabilityZones: 2,
      subnetSpecs: [
        { type: "Isolated" },
        { type: "Private" },
        { type: "Public" },
        { type: "Public", name: "edge" },
      ],
    });
    const ids = async (key: string) =>
      (await valueOf(output(state[key] as string[]))).map((id) =>
        id.replace("id of aws:ec2/subnet:Subnet ", ""),
      );
    assert.deepEqual(await ids("publicSubnetIds"), [
      "net-public-1",
      "net-edge-1",
      "net-public-2",
      "net-edge-2",
    ]);
    assert.deepEqual(await ids("privateSubnetIds"), ["net-private-1", "net-private-2"]);
    assert.deepEqual(await ids("isolatedSubnetIds"), ["net-isolated-1", "net-isolated-2"]);
    assert.equal(await valueOf(output(state["vpcId"] as string)), "id of aws:ec2/vpc:Vpc net");
    assert.deepEqual(state["vpcEndpoints"], []);
    assert.deepEqual(state["subnetLayout"], [
      { type: "Isolated" },
      { type: "Private" },
      { type: "Public" },
      { type: "Public", name: "edge" },
    ]);
  });
});
