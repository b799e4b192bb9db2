import assert from "node:assert/strict";
import { foundProblems, type FoundSubnet, type Needs } from "../../components/network/existing";
import { problemText } from "../../refusal/refusal";

const existing = {
  vpcId: "vpc-12345678",
  publicSubnetIds: ["subnet-aaaaaaa1", "subnet-aaaaaaa2"],
  privateSubnetIds: ["subnet-bbbbbbb1"],
};
const named = { enableDnsHostnames: true, enableDnsSupport: true };
const subnet = (availabilityZone: string, vpcId = "vpc-12345678"): FoundSubnet => ({
  vpcId,
  availabilityZone,
});
const good: Readonly<Record<string, FoundSubnet>> = {
  "subnet-aaaaaaa1": subnet("a"),
  "subnet-aaaaaaa2": subnet("b"),
  "subnet-bbbbbbb1": subnet("a"),
};

/** What is said of the VPC above with other findings; everything is needed of it, unless told otherwise. */
function said(
  changes: Readonly<Record<string, FoundSubnet | undefined>>,
  vpc: typeof named | undefined = named,
  needs: Needs = { holdsLoadBalancer: true, holdsPrivateZone: true },
): string[] {
  const found = { vpc, subnets: new Map(Object.entries({ ...good, ...changes })) };
  return foundProblems(existing, found, needs, "existing").map(problemText);
}

describe("a VPC that exists", () => {
  it("is refused where it does not exist, and nothing more is said of it", () => {
    const found = { vpc: undefined, subnets: new Map<string, undefined>() };
    assert.deepEqual(
      foundProblems(existing, found, { holdsPrivateZone: true }, "existing").map(problemText),
      [
        'existing.vpcId: must be a VPC that exists in the stack\'s account and region, got "vpc-12345678"; copy the id from AWS',
      ],
    );
  });

  it("is refused for subnets that do not exist or are of another, each by its place", () => {
    assert.deepEqual(said({ "subnet-aaaaaaa2": undefined, "subnet-bbbbbbb1": subnet("a", "vpc-87654321") }), [
      'existing.publicSubnetIds[1]: must be a subnet that exists in the stack\'s account and region, got "subnet-aaaaaaa2"; copy the id from AWS',
      'existing.privateSubnetIds[0]: must be a subnet of vpc-12345678, got "subnet-bbbbbbb1" of vpc-87654321; give the ids of one VPC',
    ]);
  });

  it("is refused under a load balancer whose subnets are in one zone, and under no other", () => {
    const line =
      "existing.publicSubnetIds: must be subnets of at least two zones, one of each, as a load balancer takes them, " +
      "got subnets in a, a; give one public subnet of each zone";
    assert.deepEqual(said({ "subnet-aaaaaaa2": subnet("a") }), [line]);
    assert.deepEqual(said({ "subnet-aaaaaaa2": subnet("a") }, named, { holdsPrivateZone: true }), []);
  });

  for (const off of ["enableDnsHostnames", "enableDnsSupport"] as const) {
    it(`is refused for a private zone without ${off}, and for nothing else`, () => {
      const line =
        "existing.vpcId: must be a VPC with enableDnsHostnames and enableDnsSupport, as a private zone is asked for, " +
        `got "vpc-12345678" without ${off}; turn them on, or leave the private zone out`;
      const vpc = { ...named, [off]: false };
      assert.deepEqual(said({}, vpc), [line]);
      assert.deepEqual(said({}, vpc, { holdsLoadBalancer: true }), []);
    });
  }

  it("is taken where everything fits", () => {
    assert.deepEqual(said({}), []);
  });
});
