import assert from "node:assert/strict";
import { InterfaceEndpoint, type GatewayEndpoint } from "../../components/network/endpoint-services";
import { Network, type NetworkArgs } from "../../components/network/network";
import { flowLogsPolicy, flowLogsTrust } from "../../components/network/iam";
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
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const label = "a".repeat(63);
const services =
  "ssm, ssmmessages, ec2messages, codedeploy-commands-secure, logs, monitoring, kms, secretsmanager";
const tagged = (role: string): Record<string, string> => ({
  Project: "shop",
  Stage: "dev",
  Role: role,
  Owner: "web",
  CostCenter: "1000",
  ManagedBy: "multistage",
  Name: `shop-dev-${role}`,
});

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

  it("that is made has gateways to S3 and DynamoDB in all its route tables, and no interfaces", async () => {
    const made = await make(network({ create }));
    for (const service of ["s3", "dynamodb"]) {
      assert.deepEqual(only(made, ENDPOINT, `network-${service}endpoint`).inputs, {
        vpcId: "vpc-made",
        vpcEndpointType: "Gateway",
        serviceName: `com.amazonaws.eu-west-1.${service}`,
        routeTableIds: ["rtb-public", "rtb-private"],
        tags: tagged(`${service}endpoint`),
      });
    }
    assert.equal(made.declared.length, 4);
  });

  it("has the interfaces it is asked for in its private subnets, behind one security group", async () => {
    const interfaceEndpoints = Object.values(InterfaceEndpoint);
    const made = await make(network({ create: { ...create, interfaceEndpoints } }));
    assert.equal(interfaceEndpoints.join(", "), services);
    for (const service of interfaceEndpoints) {
      const role = `${service.replaceAll("-", "")}endpoint`;
      assert.deepEqual(only(made, ENDPOINT, `network-${role}`).inputs, {
        vpcId: "vpc-made",
        vpcEndpointType: "Interface",
        serviceName: `com.amazonaws.eu-west-1.${service}`,
        privateDnsEnabled: true,
        subnetIds: ["subnet-private"],
        securityGroupIds: ["id:SecurityGroup network-endpoints"],
        tags: tagged(role),
      });
    }
    assert.deepEqual(only(made, "aws:ec2/securityGroup:SecurityGroup").inputs, {
      name: "shop-dev-endpoints",
      description: "Endpoints of AWS services: HTTPS in from the VPC, out to nobody",
      vpcId: "vpc-made",
      tags: tagged("endpoints"),
    });
    const rules = made.declared.filter(({ type }) => type.startsWith("aws:vpc/securityGroup"));
    assert.deepEqual(
      rules.map(({ name, inputs }) => [name, inputs]),
      [
        [
          "network-endpoints-in",
          {
            securityGroupId: "id:SecurityGroup network-endpoints",
            description: "HTTPS from everybody in the VPC",
            ipProtocol: "tcp",
            fromPort: 443,
            toPort: 443,
            cidrIpv4: "10.10.0.0/16",
            tags: tagged("endpoints"),
          },
        ],
      ],
    );
  });

  for (const [flowLogs, days] of [
    [{}, 30],
    [{ retentionDays: 365 }, 365],
  ] as const) {
    it(`logs who talks to whom for ${days} days, by a role that may do nothing else, with ${JSON.stringify(flowLogs)}`, async () => {
      const made = await make(network({ create: { ...create, flowLogs } }));
      assert.deepEqual(only(made, "aws:cloudwatch/logGroup:LogGroup").inputs, {
        name: "/aws/vpc/flowlogs/shop-dev-flowlogs",
        retentionInDays: days,
        tags: tagged("flowlogs"),
      });
      const log = only(made, "aws:ec2/flowLog:FlowLog");
      assert.deepEqual(log.inputs, {
        vpcId: "vpc-made",
        trafficType: "ALL",
        logDestination: "arn:LogGroup network-flowlogs",
        iamRoleArn: "arn:Role network-flowlogs",
        tags: tagged("flowlogs"),
      });
      assert.deepEqual(log.dependsOn, ["aws:iam/rolePolicy:RolePolicy::network-flowlogs"]);
      const { name, tags } = only(made, "aws:iam/role:Role").inputs;
      assert.deepEqual([name, tags], ["shop-dev-flowlogs", tagged("flowlogs")]);
    });
  }

  it("has its flow logs written by its own account's and region's alone, and nowhere else", () => {
    const arn = "arn:aws-cn:logs:cn-north-1:123456789012:log-group:/aws/vpc/flowlogs/shop-dev-flowlogs";
    assert.deepEqual(flowLogsTrust(arn), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "vpc-flow-logs.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            StringEquals: { "aws:SourceAccount": "123456789012" },
            ArnLike: { "aws:SourceArn": "arn:aws-cn:ec2:cn-north-1:123456789012:vpc-flow-log/*" },
          },
        },
      ],
    });
    assert.deepEqual(flowLogsPolicy(arn), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "WriteOwnLog",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          Resource: [arn, `${arn}:*`],
        },
      ],
    });
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
