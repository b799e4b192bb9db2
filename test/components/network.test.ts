import assert from "node:assert/strict";
import { Network, type NetworkArgs } from "../../components/network/network";
import type { NatGateways } from "../../components/network/resolve";
import { Refusal } from "../../refusal/refusal";
import { make, only } from "./make";
import { value } from "./mocked";
import { refused } from "./refused";
import { tagsOf } from "./tags-of";

const common = {
  identity: { project: "shop", stage: "dev" },
  ownership: { owner: "web", costCenter: "1000" },
};
const network =
  (args: Partial<NetworkArgs>) =>
  (opts: object): Network =>
    new Network("network", { ...common, ...args }, opts);

const create = { cidrBlock: "10.10.0.0/16" };
const existing = { vpcId: "vpc-12345678", privateSubnetIds: ["subnet-12345678"] };

const ZONE = "aws:route53/zone:Zone";
const label = "a".repeat(63);

describe("a network is refused", () => {
  it("with neither create nor existing", async () => {
    assert.deepEqual(await refused(network({})), {
      paths: ["create"],
      lines: ["create: must be given, or else existing, got neither; give exactly one of the two"],
    });
  });

  it("with both", async () => {
    assert.deepEqual(await refused(network({ create, existing })), {
      paths: ["create"],
      lines: ["create: must be given, or else existing, got both; give exactly one of the two"],
    });
  });

  it("for everything wrong with a VPC to be made, at once", async () => {
    const bad = {
      cidrBlock: "10.10.0.1/16",
      takenCidrBlocks: ["office"],
      availabilityZones: 4,
      natGateways: "none" as NatGateways,
    };
    assert.deepEqual(await refused(network({ create: bad })), {
      paths: [
        "create.cidrBlock",
        "create.availabilityZones",
        "create.natGateways",
        "create.takenCidrBlocks[0]",
      ],
      lines: [
        "create.cidrBlock: must be an IPv4 CIDR from /16 to /24 that begins at its first address, " +
          'got "10.10.0.1/16"; for example 10.10.0.0/16',
        "create.availabilityZones: must be a whole number from 1 to 3, got 4; use 2",
        'create.natGateways: must be one of None, Single, OnePerAz, got "none"; choose one',
        'create.takenCidrBlocks[0]: must be an IPv4 CIDR, got "office"; for example 10.0.0.0/16',
      ],
    });
  });

  it("for everything wrong with a VPC that exists, at once", async () => {
    const bad = { vpcId: "vpc-1", publicSubnetIds: ["subnet-2"], privateSubnetIds: [] };
    assert.deepEqual(await refused(network({ existing: bad })), {
      paths: ["existing.vpcId", "existing.privateSubnetIds", "existing.publicSubnetIds[0]"],
      lines: [
        'existing.vpcId: must be vpc- and 8 or 17 hexadecimal digits, got "vpc-1"; copy the id from AWS',
        "existing.privateSubnetIds: must be at least one subnet, got []; functions and instances live there",
        'existing.publicSubnetIds[0]: must be subnet- and 8 or 17 hexadecimal digits, got "subnet-2"; ' +
          "copy the id from AWS",
      ],
    });
  });

  it("for a private zone whose name is no domain, together with what else is wrong", async () => {
    const args = { create: { ...create, availabilityZones: 4 }, privateZoneName: "Dev.shop.internal" };
    assert.deepEqual(await refused(network(args)), {
      paths: ["create.availabilityZones", "privateZoneName"],
      lines: [
        "create.availabilityZones: must be a whole number from 1 to 3, got 4; use 2",
        "privateZoneName: must be a lower-case domain name of at least two labels and at most 200 characters, without a dot at its end, " +
          'got "Dev.shop.internal"; for example dev.shop.internal',
      ],
    });
  });

  for (const name of [
    "",
    "internal",
    "shop.internal.",
    ".internal",
    "a..b",
    "-a.b",
    "a-.b",
    "a_b.c",
    "shop.7",
    `a${label}.b`,
    `${`${label}.`.repeat(3)}${label}`,
  ]) {
    it(`for the private zone ${JSON.stringify(name)}`, async () => {
      assert.deepEqual((await refused(network({ create, privateZoneName: name }))).paths, [
        "privateZoneName",
      ]);
    });
  }

  it("for an identity that gives no name", async () => {
    const identity = { project: "Shop", stage: "dev" };
    await assert.rejects(make(network({ identity, create })), (error) => {
      assert.ok(error instanceof Refusal);
      assert.match(
        error.message,
        /^project: must be 1 to 32 lower-case letters.*, got "Shop"; choose another$/,
      );
      return true;
    });
  });
});

describe("a network", () => {
  it("to be made is one awsx VPC below it, private subnets whether or not there is a NAT", async () => {
    const made = await make(network({ create }));
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

  for (const privateZoneName of ["shop.internal", "1.xn--bcher-kva.example", `${label}.${label}.b`]) {
    it(`may have the private zone ${privateZoneName}`, async () => {
      const made = await make(network({ create, privateZoneName }));
      assert.equal(only(made, ZONE).inputs["name"], privateZoneName);
    });
  }

  for (const [vpc, args, vpcId] of [
    ["is made", { create }, "vpc-made"],
    ["exists", { existing }, "vpc-12345678"],
  ] as const) {
    it(`has its private zone in the VPC that ${vpc}, and the zone goes with its records`, async () => {
      const made = await make(network({ ...args, privateZoneName: "dev.shop.internal" }));
      const { urn, inputs } = only(made, ZONE, "network-zone");
      assert.equal(
        urn,
        "urn:pulumi:stack::project::multistage:index:Network$aws:route53/zone:Zone::network-zone",
      );
      assert.deepEqual(inputs, {
        name: "dev.shop.internal",
        comment: "Names that only the stage's VPC resolves",
        vpcs: [{ vpcId }],
        forceDestroy: true,
        tags: tagsOf("zone"),
      });
      assert.ok(made.component.privateZoneId !== undefined);
      assert.equal(await value(made.component.privateZoneId), "zone-made");
    });
  }

  it("has no private zone unless it is asked for one", async () => {
    const { component, declared } = await make(network({ create }));
    assert.equal(component.privateZoneId, undefined);
    assert.deepEqual(
      declared.filter(({ type }) => type === ZONE),
      [],
    );
  });

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
