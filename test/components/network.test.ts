import assert from "node:assert/strict";
import type { Network } from "../../components/network/network";
import { make, only } from "./make";
import { value } from "./mocked";
import { create, existing, network } from "./network-of";

describe("a network", () => {
  it("to be made is one awsx VPC below it, private subnets whether or not there is a NAT", async () => {
    const made = await make(network({ create: { ...create, gatewayEndpoints: [] } }));
    assert.deepEqual(
      made.declared.map(({ type, name, urn }) => ({ type, name, urn })),
      [
        {
          type: "multistage:index:Network",
          name: "network",
          urn: "urn:pulumi:stack::project::multistage:index:Network::network",
        },
        {
          type: "awsx:ec2:Vpc",
          name: "shop-dev-network",
          urn: "urn:pulumi:stack::project::multistage:index:Network$awsx:ec2:Vpc::shop-dev-network",
        },
      ],
    );
    assert.deepEqual(only(made, "awsx:ec2:Vpc").inputs, {
      cidrBlock: "10.10.0.0/16",
      numberOfAvailabilityZones: 2,
      availabilityZoneCidrMask: 18,
      natGateways: { strategy: "None" },
      subnetStrategy: "Auto",
      subnetSpecs: [{ type: "Public" }, { type: "Private" }],
      enableDnsHostnames: true,
      tags: {
        Project: "shop",
        Stage: "dev",
        Role: "network",
        Owner: "web",
        CostCenter: "1000",
        ManagedBy: "multistage",
      },
    });
  });

  it("has the zones and the NAT gateways that are asked for", async () => {
    const made = await make(
      network({ create: { ...create, availabilityZones: 3, natGateways: "OnePerAz" } }),
    );
    const { numberOfAvailabilityZones, natGateways } = only(made, "awsx:ec2:Vpc").inputs;
    assert.deepEqual([numberOfAvailabilityZones, natGateways], [3, { strategy: "OnePerAz" }]);
  });

  for (const [cidrBlock, mask] of [
    ["10.10.0.0/16", 18],
    ["10.10.0.0/20", 22],
    ["10.10.0.0/24", 26],
  ] as const) {
    it(`of ${cidrBlock} has zones of /${mask}, however many, so that none moves when one is added`, async () => {
      for (const availabilityZones of [1, 2, 3]) {
        const made = await make(network({ create: { cidrBlock, availabilityZones } }));
        assert.equal(only(made, "awsx:ec2:Vpc").inputs["availabilityZoneCidrMask"], mask);
      }
    });
  }

  it("that was made is where its VPC says it is", async () => {
    const { component } = await make(network({ create }));
    assert.deepEqual(await outputs(component), ["vpc-made", ["subnet-public"], ["subnet-private"]]);
  });

  it("that exists is taken as it is: nothing is declared below it", async () => {
    const { component, declared } = await make(
      network({ existing: { ...existing, publicSubnetIds: ["subnet-87654321"] } }),
    );
    assert.deepEqual(
      declared.map(({ type }) => type),
      ["multistage:index:Network"],
    );
    assert.deepEqual(await outputs(component), ["vpc-12345678", ["subnet-87654321"], ["subnet-12345678"]]);
  });

  it("that exists without public subnets has none", async () => {
    const { component } = await make(network({ existing }));
    assert.deepEqual(await value(component.publicSubnetIds), []);
  });

  async function outputs({ vpcId, publicSubnetIds, privateSubnetIds }: Network): Promise<unknown[]> {
    return [await value(vpcId), await value(publicSubnetIds), await value(privateSubnetIds)];
  }
});
