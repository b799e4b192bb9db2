import assert from "node:assert/strict";
import type { GatewayEndpoint, InterfaceEndpoint } from "../../components/network/endpoint-services";
import type { NatGateways } from "../../components/network/resolve";
import { Refusal } from "../../refusal/refusal";
import { make } from "./make";
import { create, existing, network, services } from "./network-of";
import { refused } from "./refused";

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
      gatewayEndpoints: ["s3", "s3", "S3"] as GatewayEndpoint[],
      interfaceEndpoints: ["ssm", "codedeploy-command-secure", "sqs", "ssm"] as InterfaceEndpoint[],
      flowLogs: { retentionDays: 31 },
    };
    assert.deepEqual(await refused(network({ create: bad })), {
      paths: [
        "create.cidrBlock",
        "create.availabilityZones",
        "create.natGateways",
        "create.takenCidrBlocks[0]",
        "create.gatewayEndpoints[1]",
        "create.gatewayEndpoints[2]",
        "create.interfaceEndpoints[1]",
        "create.interfaceEndpoints[2]",
        "create.interfaceEndpoints[3]",
        "create.flowLogs.retentionDays",
      ],
      lines: [
        "create.cidrBlock: must be an IPv4 CIDR from /16 to /24 that begins at its first address, " +
          'got "10.10.0.1/16"; for example 10.10.0.0/16',
        "create.availabilityZones: must be a whole number from 1 to 3, got 4; use 2",
        'create.natGateways: must be one of None, Single, OnePerAz, got "none"; choose one',
        'create.takenCidrBlocks[0]: must be an IPv4 CIDR, got "office"; for example 10.0.0.0/16',
        'create.gatewayEndpoints[1]: must be listed once, got "s3"; remove one',
        'create.gatewayEndpoints[2]: must be one of s3, dynamodb, got "S3"; did you mean s3?',
        `create.interfaceEndpoints[1]: must be one of ${services}, got "codedeploy-command-secure"; did you mean codedeploy-commands-secure?`,
        `create.interfaceEndpoints[2]: must be one of ${services}, got "sqs"; choose one`,
        'create.interfaceEndpoints[3]: must be listed once, got "ssm"; remove one',
        "create.flowLogs.retentionDays: must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, " +
          "1096, 1827, 2192, 2557, 2922, 3288, 3653, got 31; choose one",
      ],
    });
  });

  it("for everything wrong with a VPC that exists, at once", async () => {
    const bad = { vpcId: "vpc-1", publicSubnetIds: ["subnet-2"], privateSubnetIds: [] };
    assert.deepEqual(await refused(network({ existing: bad, holdsLoadBalancer: true })), {
      paths: [
        "existing.vpcId",
        "existing.privateSubnetIds",
        "existing.publicSubnetIds",
        "existing.publicSubnetIds[0]",
      ],
      lines: [
        'existing.vpcId: must be vpc- and 8 or 17 hexadecimal digits, got "vpc-1"; copy the id from AWS',
        "existing.privateSubnetIds: must be at least one subnet, got []; functions and instances live there",
        "existing.publicSubnetIds: must be at least two, in two zones, as loadBalancer needs them, " +
          'got ["subnet-2"]; give the public subnets of two zones',
        'existing.publicSubnetIds[0]: must be subnet- and 8 or 17 hexadecimal digits, got "subnet-2"; ' +
          "copy the id from AWS",
      ],
    });
  });

  it("for a subnet that is public and private, or listed twice", async () => {
    const [one, two] = ["subnet-11111111", "subnet-22222222"];
    const twice = { vpcId: "vpc-12345678", publicSubnetIds: [one, one], privateSubnetIds: [two, one] };
    assert.deepEqual((await refused(network({ existing: twice }))).lines, [
      `existing.publicSubnetIds[1]: must be listed once (existing.publicSubnetIds[0] has it), got "${one}"; remove one`,
      `existing.privateSubnetIds[1]: must be listed once (existing.publicSubnetIds[0] has it), got "${one}"; remove one`,
    ]);
  });

  it("with one zone where a load balancer is to stand", async () => {
    const args = { create: { ...create, availabilityZones: 1 }, holdsLoadBalancer: true };
    assert.deepEqual((await refused(network(args))).lines, [
      "create.availabilityZones: must be at least 2, as a load balancer needs subnets in two zones, got 1; use 2",
    ]);
  });

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
