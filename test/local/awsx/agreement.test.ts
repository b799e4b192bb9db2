import assert from "node:assert/strict";
import { childRows, type Child, type ChildRow, type Reference } from "../../../local/awsx/children";
import { layOut } from "../../../local/awsx/layout";
import type { Request } from "../../../local/awsx/request";
import { NatGatewayStrategy, type SubnetSpec } from "../../../local/awsx/subnet-specs";
import { madeUp, runVpc, type Registered } from "./run-vpc";

const LOOKED_UP = ["z-a", "z-b", "z-c"];
const DEFAULT_SPECS: SubnetSpec[] = [{ type: "Private" }, { type: "Public" }];

/** Specs with a public and another one, so that every strategy fits, and some that fit only None. */
const specVariants: Readonly<Record<string, readonly SubnetSpec[] | undefined>> = {
  "default subnets": undefined,
  "one spec of each type": [{ type: "Isolated" }, { type: "Private" }, { type: "Public" }],
  "two public specs": [
    { type: "Public", name: "edge", cidrMask: 24 },
    { type: "Private", name: "app", cidrMask: 22 },
    { type: "Public", cidrMask: 24 },
  ],
  "public and isolated subnets": [{ type: "Public" }, { type: "Isolated", name: "data" }],
  "only public subnets": [{ type: "Public" }],
  "only isolated subnets": [{ type: "Isolated" }],
};

function fits(strategy: NatGatewayStrategy, specs: readonly SubnetSpec[] = DEFAULT_SPECS): boolean {
  const types = new Set(specs.map(({ type }) => type));
  return strategy === "None" || (types.has("Public") && types.size > 1);
}

/** What the table says is registered, in the words of the mocks. */
function wanted(request: Request): unknown[] {
  return childRows.flatMap((row) => row.children(request).map((child) => asRegistered(row, child)));
}

function asRegistered({ type, parentType }: ChildRow, { name, parent, properties }: Child): Registered {
  const above = `${parentType} ${parent}`;
  return {
    type,
    name,
    parent: above,
    // The VPC itself depends on nothing; every other child waits for its parent.
    dependsOn: parentType.startsWith("awsx:") ? [] : [above],
    inputs: Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, resolved(value)])),
  };
}

function resolved(value: unknown): unknown {
  return isReference(value) ? madeUp(value.type, value.name, value.output) : value;
}

function isReference(value: unknown): value is Reference {
  return typeof value === "object" && value !== null && "output" in value;
}

/** The addresses are the layout's and stand in no row. */
function withoutAddress(child: Registered): Registered {
  if (child.type !== "aws:ec2/subnet:Subnet") return child;
  const { cidrBlock, ...inputs } = child.inputs;
  assert.equal(typeof cidrBlock, "string");
  return { ...child, inputs };
}

function byTypeInOrder(children: readonly Registered[]): Registered[] {
  return childRows.flatMap(({ type }) => children.filter((child) => child.type === type));
}

describe("the local awsx's component", () => {
  const dns = { enableDnsHostnames: true, enableDnsSupport: false };
  for (const natGatewayStrategy of Object.values(NatGatewayStrategy)) {
    for (const count of [1, 2, 3]) {
      for (const [variant, subnetSpecs] of Object.entries(specVariants)) {
        if (!fits(natGatewayStrategy, subnetSpecs)) continue;
        it(`registers what the table says for ${natGatewayStrategy} NAT gateways, ${count} zone${count === 1 ? "" : "s"} and ${variant}`, async () => {
          const tags = { Stage: "dev", Name: "mine" };
          const run = await runVpc("net", {
            subnetStrategy: "Auto",
            numberOfAvailabilityZones: count,
            natGateways: { strategy: natGatewayStrategy },
            tags,
            ...(subnetSpecs && { subnetSpecs }),
            ...dns,
          });
          const zones = LOOKED_UP.slice(0, count);
          const specs = (subnetSpecs ?? DEFAULT_SPECS).map(({ type, name }) => ({
            type,
            ...(name !== undefined && { name }),
          }));
          const request = {
            name: "net",
            zones,
            natGatewayStrategy,
            specs,
            cidrBlock: "10.0.0.0/16",
            tags,
            ...dns,
          };
          assert.equal(byTypeInOrder(run.children).length, run.children.length, "a type that is in no row");
          assert.deepEqual(byTypeInOrder(run.children).map(withoutAddress), wanted(request));

          const plan = layOut({ ...request, subnetSpecs }, zones);
          assert.deepEqual(
            run.children
              .filter(({ type }) => type === "aws:ec2/subnet:Subnet")
              .map(({ inputs }) => inputs["cidrBlock"]),
            plan.subnets.map(({ cidrBlock }) => cidrBlock),
          );
        });
      }
    }
  }

  it("registers what the table says for given zones and blocks, and for nothing but the strategy", async () => {
    const zones = ["x-1", "y-2"];
    const subnetSpecs: SubnetSpec[] = [
      { type: "Public", cidrBlocks: ["10.8.0.0/24", "10.8.1.0/24"] },
      { type: "Private", cidrBlocks: ["10.8.2.0/24", "10.8.3.0/24"] },
    ];
    const given = await runVpc("net", {
      subnetStrategy: "Auto",
      cidrBlock: "10.8.0.0/16",
      availabilityZoneNames: zones,
      subnetSpecs,
    });
    const common = { name: "net", natGatewayStrategy: NatGatewayStrategy.OnePerAz, tags: {} };
    const specs = subnetSpecs.map(({ type }) => ({ type }));
    assert.deepEqual(
      byTypeInOrder(given.children).map(withoutAddress),
      wanted({ ...common, zones, specs, cidrBlock: "10.8.0.0/16" }),
    );

    const bare = await runVpc("net", { subnetStrategy: "Auto" });
    assert.deepEqual(
      byTypeInOrder(bare.children).map(withoutAddress),
      wanted({ ...common, zones: LOOKED_UP, specs: DEFAULT_SPECS, cidrBlock: "10.0.0.0/16" }),
    );
  });
});
