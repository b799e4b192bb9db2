import assert from "node:assert/strict";
import { layOut, type LayoutArgs } from "../../../local/awsx/layout";
import { NatGatewayStrategy, type SubnetSpec } from "../../../local/awsx/subnet-specs";
import { Refusal } from "../../../refusal/refusal";
import { asked, ZONES } from "./layout-of";

function refusal(args: LayoutArgs<string>, zones: readonly string[] = ZONES): string {
  try {
    layOut(args, zones);
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error));
    return error.message;
  }
  assert.fail("nothing was refused");
}

describe("the local awsx's layout, when it cannot be made", () => {
  it("refuses a VPC too small for the default subnets, with the size each zone would get", () => {
    assert.equal(
      refusal(asked({ cidrBlock: "10.0.0.0/25" })),
      "cidrBlock: must be a block with room for a /26 in each of 3 zones when subnetSpecs is left out, " +
        "got 10.0.0.0/25, a /27 each; take a larger block or fewer zones, or give subnetSpecs",
    );
  });

  it("refuses a cidrBlock with host bits", () => {
    assert.equal(
      refusal(asked({ cidrBlock: "10.0.1.0/16" })),
      'cidrBlock: must be an IPv4 block without host bits, such as 10.0.0.0/16, got "10.0.1.0/16"; correct it',
    );
  });

  it("refuses subnets that together have more addresses than a zone's block", () => {
    const subnetSpecs: SubnetSpec[] = [
      { type: "Public", cidrMask: 18 },
      { type: "Private", cidrMask: 20 },
    ];
    assert.equal(
      refusal(asked({ subnetSpecs })),
      "subnetSpecs: must be at most 16384 addresses together, the /18 of a zone, got 20480; " +
        "take a larger cidrBlock, fewer zones or larger masks",
    );
  });

  it("refuses subnets that would be smaller than AWS takes", () => {
    const subnetSpecs: SubnetSpec[] = [{ type: "Public" }, { type: "Private" }, { type: "Isolated" }];
    assert.equal(
      refusal(asked({ cidrBlock: "10.0.0.0/26", subnetSpecs }), ["a", "b"]),
      "subnetSpecs: must be few enough for a share of a /28 or more of each zone's /27, got 3 specs, a /29 each; " +
        "take a larger cidrBlock, fewer zones or fewer specs",
    );
  });

  it("refuses subnets that the gaps between them push into the next zone, naming both", () => {
    const subnetSpecs: SubnetSpec[] = [
      { type: "Public", cidrMask: 20 },
      { type: "Private", cidrMask: 19 },
      { type: "Isolated", cidrMask: 20 },
    ];
    assert.equal(
      refusal(asked({ subnetSpecs }), ["a", "b", "c"]).split("\n")[0],
      "subnetSpecs: must be subnets that do not overlap, got isolated in a (10.0.64.0/20) and public in b (10.0.64.0/20); " +
        "take a larger cidrBlock, smaller subnets or fewer zones, or put the largest spec first",
    );
  });

  it("refuses subnets that the gaps between them push out of the VPC, which awsx would leave to AWS", () => {
    const subnetSpecs: SubnetSpec[] = [
      { type: "Public", cidrMask: 18 },
      { type: "Private", cidrMask: 17 },
      { type: "Isolated", cidrMask: 18 },
    ];
    assert.equal(
      refusal(asked({ subnetSpecs }), ["a"]),
      "subnetSpecs: must be subnets inside the VPC's 10.0.0.0/16, got isolated in a (10.1.0.0/18); " +
        "take a larger cidrBlock, smaller subnets or fewer zones, or put the largest spec first",
    );
  });

  it("refuses zones whose blocks are too large for the VPC, which awsx would leave to AWS", () => {
    const subnetSpecs: SubnetSpec[] = [{ type: "Public" }, { type: "Private" }];
    assert.equal(
      refusal(asked({ availabilityZoneCidrMask: 17, subnetSpecs }), ["a", "b", "c"]).split("\n")[0],
      "subnetSpecs: must be subnets inside the VPC's 10.0.0.0/16, got public in c (10.1.0.0/18); " +
        "take a larger cidrBlock, smaller subnets or fewer zones, or put the largest spec first",
    );
  });

  it("refuses given blocks that overlap", () => {
    const subnetSpecs: SubnetSpec[] = [{ type: "Public", cidrBlocks: ["10.0.0.0/20", "10.0.0.0/24"] }];
    assert.equal(
      refusal(asked({ subnetSpecs }), ["a", "b"]),
      "subnetSpecs: must be subnets that do not overlap, got public in a (10.0.0.0/20) and public in b (10.0.0.0/24); " +
        "take a larger cidrBlock, smaller subnets or fewer zones, or put the largest spec first",
    );
  });

  it("refuses given blocks for one spec and not for another, or for another number of zones, all at once", () => {
    const subnetSpecs: SubnetSpec[] = [{ type: "Public", cidrBlocks: ["10.0.0.0/20"] }, { type: "Private" }];
    assert.equal(
      refusal(asked({ subnetSpecs }), ["a", "b"]),
      'subnetSpecs[0].cidrBlocks: must be a list of 2 blocks, one for each zone, once any spec has cidrBlocks, got ["10.0.0.0/20"]; ' +
        "give every spec a block for every zone, or leave cidrBlocks out of all specs\n" +
        "subnetSpecs[1].cidrBlocks: must be a list of 2 blocks, one for each zone, once any spec has cidrBlocks, got nothing; " +
        "give every spec a block for every zone, or leave cidrBlocks out of all specs",
    );
  });

  it("refuses given blocks that do not agree with the given mask", () => {
    const subnetSpecs: SubnetSpec[] = [
      { type: "Public", cidrMask: 20, cidrBlocks: ["10.0.0.0/20", "10.0.16.0/24"] },
    ];
    assert.equal(
      refusal(asked({ subnetSpecs }), ["a", "b"]),
      "subnetSpecs[0].cidrBlocks: must be blocks with the mask /20 of the spec's cidrMask, got 10.0.16.0/24; " +
        "leave cidrMask out, or make them agree",
    );
  });

  it("refuses two specs of one name, also when one of the names is its type", () => {
    const subnetSpecs: SubnetSpec[] = [{ type: "Public" }, { type: "Private", name: "public" }];
    assert.equal(
      refusal(asked({ subnetSpecs })),
      "subnetSpecs[1].name: must be a name no other spec has (left out, it is the type in lower case), " +
        'got "public"; give the spec a name of its own',
    );
  });

  for (const natGatewayStrategy of [NatGatewayStrategy.Single, NatGatewayStrategy.OnePerAz]) {
    for (const types of [["Public"], ["Private", "Isolated"]] as const) {
      it(`refuses ${natGatewayStrategy} NAT gateways for only ${types.join(" and ")} subnets`, () => {
        const subnetSpecs = types.map((type) => ({ type }));
        assert.equal(
          refusal(asked({ natGatewayStrategy, subnetSpecs })),
          "natGateways.strategy: must be None where subnetSpecs does not have both a Public spec and a Private or Isolated one, " +
            `got "${natGatewayStrategy}"; set it to None, or add the missing spec`,
        );
      });
    }
  }
});
