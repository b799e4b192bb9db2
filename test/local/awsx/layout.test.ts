import assert from "node:assert/strict";
import { layOut, type LayoutArgs } from "../../../local/awsx/layout";
import type { SubnetSpec } from "../../../local/awsx/subnet-specs";
import { asked, ZONES } from "./layout-of";

function addresses(args: LayoutArgs<string>, zones: readonly string[] = ZONES): string[] {
  return layOut(args, zones).subnets.map(({ name, cidrBlock }) => `${name} ${cidrBlock}`);
}

describe("the local awsx's layout", () => {
  it("gives each of three zones a private half and a public quarter of its /18, by default", () => {
    assert.deepEqual(addresses(asked()), [
      "net-public-1 10.0.32.0/20",
      "net-private-1 10.0.0.0/19",
      "net-public-2 10.0.96.0/20",
      "net-private-2 10.0.64.0/19",
      "net-public-3 10.0.160.0/20",
      "net-private-3 10.0.128.0/19",
    ]);
  });

  it("shares a zone's block equally among specs without a mask", () => {
    const subnetSpecs: SubnetSpec[] = [{ type: "Private" }, { type: "Public" }, { type: "Isolated" }];
    assert.deepEqual(addresses(asked({ cidrBlock: "10.0.0.0/24", subnetSpecs }), ["a"]), [
      "net-public-1 10.0.0.64/26",
      "net-private-1 10.0.0.0/26",
      "net-isolated-1 10.0.0.128/26",
    ]);
  });

  it("keeps room for zones to come where a zone's mask is given", () => {
    const subnetSpecs: SubnetSpec[] = [{ type: "Public" }, { type: "Private" }];
    const inZones = (...zones: string[]) =>
      addresses(asked({ availabilityZoneCidrMask: 18, subnetSpecs }), zones);
    const first = [
      "net-public-1 10.0.0.0/19",
      "net-private-1 10.0.32.0/19",
      "net-public-2 10.0.64.0/19",
      "net-private-2 10.0.96.0/19",
    ];
    assert.deepEqual(inZones("a", "b"), first);
    assert.deepEqual(inZones("a", "b", "c"), [
      ...first,
      "net-public-3 10.0.128.0/19",
      "net-private-3 10.0.160.0/19",
    ]);
    assert.deepEqual(addresses(asked({ availabilityZoneCidrMask: 18 }), ["a"]), [
      "net-public-1 10.0.32.0/20",
      "net-private-1 10.0.0.0/19",
    ]);
  });

  it("gives the whole of a small VPC to its only subnet", () => {
    assert.deepEqual(
      addresses(asked({ cidrBlock: "10.0.0.0/28", subnetSpecs: [{ type: "Public" }] }), ["a"]),
      ["net-public-1 10.0.0.0/28"],
    );
  });

  it("takes given blocks by zone", () => {
    const subnetSpecs: SubnetSpec[] = [
      { type: "Public", cidrBlocks: ["10.0.0.0/18", "10.0.64.0/19"] },
      { type: "Private", name: "app", cidrBlocks: ["10.0.96.0/19", "10.0.128.0/20"] },
    ];
    assert.deepEqual(addresses(asked({ subnetSpecs }), ["a", "b"]), [
      "net-public-1 10.0.0.0/18",
      "net-app-1 10.0.96.0/19",
      "net-public-2 10.0.64.0/19",
      "net-app-2 10.0.128.0/20",
    ]);
  });

  it("lets a given Name tag rename the VPC and its gateway, and no subnet", () => {
    const plan = layOut(asked({ tags: { Name: "mine", Stage: "dev" } }), ["a"]);
    assert.deepEqual(plan.tags, { Name: "mine", Stage: "dev" });
    assert.deepEqual(plan.internetGateway.tags, { Name: "mine", Stage: "dev" });
    assert.deepEqual(plan.subnets[0]?.tags, { Name: "net-public-1", Stage: "dev", SubnetType: "Public" });
  });

  it("reports the layout as awsx does: sizes only for given masks, names only when given", () => {
    assert.deepEqual(layOut(asked(), ZONES).subnetLayout, [
      { type: "Private", cidrMask: 19 },
      { type: "Public", cidrMask: 20 },
    ]);
    const subnetSpecs: SubnetSpec[] = [
      { type: "Public", name: "edge", cidrMask: 24 },
      { type: "Private", name: "" },
    ];
    assert.deepEqual(layOut(asked({ subnetSpecs }), ZONES).subnetLayout, [
      { type: "Public", name: "edge", cidrMask: 24, size: 256 },
      { type: "Private" },
    ]);
    const given: SubnetSpec[] = [{ type: "Public", cidrMask: 20, cidrBlocks: ["10.0.0.0/20"] }];
    assert.deepEqual(layOut(asked({ subnetSpecs: given }), ["a"]).subnetLayout, [
      { type: "Public", cidrMask: 20, cidrBlocks: ["10.0.0.0/20"] },
    ]);
  });
});
