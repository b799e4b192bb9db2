import assert from "node:assert/strict";
import type { Values } from "../../../../wire/values";
import { emptiedAws } from "../emptied-aws";

const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const ROUTE_TABLE = "aws:ec2/routeTable:RouteTable";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";
const FLOW_LOG = "aws:ec2/flowLog:FlowLog";
const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const SET = "a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*";

describe("the network of the local AWS", () => {
  const aws = emptiedAws();

  const create = (type: string, inputs: Values) => aws.client.create(type, inputs);
  const idOf = async (type: string, inputs: Values) => (await create(type, inputs)).id;
  const vpc = (more: Values = {}) =>
    idOf(VPC, { cidrBlock: "10.0.0.0/16", enableDnsHostnames: true, ...more });
  const subnet = (vpcId: string, cidrBlock: string, zone: string) =>
    idOf(SUBNET, { vpcId, cidrBlock, availabilityZone: `ap-northeast-2${zone}` });
  const gateway = (vpcId: string, routeTableIds: string[], service = "s3"): Values => {
    return { vpcId, serviceName: `com.amazonaws.ap-northeast-2.${service}`, routeTableIds };
  };
  const ssm = (vpcId: string, subnetIds: string[], more: Values = {}): Values => ({
    vpcId,
    serviceName: "com.amazonaws.ap-northeast-2.ssm",
    vpcEndpointType: "Interface",
    privateDnsEnabled: true,
    subnetIds,
    ...more,
  });
  /** Refused, and nothing is there that was not there before. */
  const refused = async (call: () => Promise<unknown>, details: string) => {
    const held = aws.store.list();
    await assert.rejects(call(), { details });
    assert.deepEqual(aws.store.list(), held);
  };

  it("refuses an endpoint to a service that is not in its region", async () => {
    await refused(
      () => create(ENDPOINT, { vpcId: "vpc-1", serviceName: "com.amazonaws.us-east-1.s3" }),
      "InvalidServiceName: The Vpc Endpoint Service 'com.amazonaws.us-east-1.s3' does not exist",
    );
  });

  it("refuses a second way to a service from one route table, made or added, and one of another VPC", async () => {
    const [own, other] = [await vpc(), await vpc({ cidrBlock: "10.1.0.0/16" })];
    const [table, second] = [
      await idOf(ROUTE_TABLE, { vpcId: own }),
      await idOf(ROUTE_TABLE, { vpcId: own }),
    ];
    const { state } = await create(ENDPOINT, gateway(own, [table]));
    const taken = `RouteAlreadyExists: route table ${table} already has a route with destination-prefix-list-id ${state["prefixListId"] as string}`;
    await refused(() => create(ENDPOINT, gateway(own, [table])), taken);
    await create(ENDPOINT, gateway(own, [table], "dynamodb"));
    const before = gateway(own, [second]);
    const made = await create(ENDPOINT, before);
    const after = gateway(own, [second, table]);
    await refused(() => aws.client.update(ENDPOINT, made.id, { before, after, state: made.state }), taken);
    await refused(
      () => create(ENDPOINT, gateway(other, [second])),
      `InvalidParameter: ${second} and ${other} do not belong to the same network`,
    );
  });

  it("refuses an interface in two subnets of a zone, in one of another VPC, and a private name twice", async () => {
    const [own, other] = [await vpc(), await vpc({ cidrBlock: "10.1.0.0/16" })];
    const first = await subnet(own, "10.0.0.0/24", "a");
    const twin = await subnet(own, "10.0.1.0/24", "a");
    const foreign = await subnet(other, "10.1.0.0/24", "b");
    await refused(
      () => create(ENDPOINT, ssm(own, [first, twin])),
      "DuplicateSubnetsInSameZone: VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.",
    );
    await refused(
      () => create(ENDPOINT, ssm(own, [first, foreign])),
      `InvalidParameter: ${foreign} and ${own} do not belong to the same network`,
    );
    await create(ENDPOINT, ssm(own, [first]));
    await refused(
      () => create(ENDPOINT, ssm(own, [twin])),
      `InvalidParameter: private-dns-enabled cannot be set because there is already a conflicting DNS domain for com.amazonaws.ap-northeast-2.ssm in the VPC ${own}`,
    );
    await create(ENDPOINT, ssm(own, [twin], { privateDnsEnabled: false }));
  });

  it("refuses private names in a VPC without names", async () => {
    for (const name of ["enableDnsHostnames", "enableDnsSupport"]) {
      const id = await vpc({ [name]: false });
      await refused(
        () => create(ENDPOINT, ssm(id, [])),
        `InvalidParameter: Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${id}`,
      );
    }
  });

  it("refuses a second log of the same, and takes one of another kind of traffic", async () => {
    const log = { vpcId: "vpc-1", trafficType: "ALL", logDestination: "arn:log" };
    await create(FLOW_LOG, log);
    await refused(
      () => create(FLOW_LOG, log),
      "FlowLogAlreadyExists: There is an existing Flow Log with the same configuration and log destination.",
    );
    await create(FLOW_LOG, { ...log, trafficType: "REJECT" });
  });

  for (const description of ["Users' way in", "Fleets → out", "문", "a".repeat(256), "in\nout"]) {
    it(`refuses the description ${JSON.stringify(description).slice(0, 40)} of a group and of a rule`, async () => {
      const valid = `Valid descriptions are strings less than 256 characters from the following set:  ${SET}`;
      await refused(
        () => create(GROUP, { name: "web", vpcId: "vpc-1", description }),
        `InvalidParameterValue: Invalid security group description. ${valid}`,
      );
      await refused(
        () => create(RULE, { securityGroupId: "sg-1", ipProtocol: "tcp", description }),
        `InvalidParameterValue: Invalid security group rule description. ${valid}`,
      );
    });
  }

  it("takes every character AWS takes in a description", async () => {
    const description = "aZ09 ._-:/()#,@[]+=&;{}!$*".padEnd(255, "x");
    await create(GROUP, { name: "web", vpcId: "vpc-1", description });
    await create(RULE, { securityGroupId: "sg-1", ipProtocol: "tcp", description });
  });

  it("fills in what AWS does of a gateway, an interface and a log", async () => {
    const id = await vpc();
    const table = await idOf(ROUTE_TABLE, { vpcId: id });
    const way = (await create(ENDPOINT, gateway(id, [table]))).state;
    assert.deepEqual(
      [way["vpcEndpointType"], way["state"], way["subnetIds"], way["privateDnsEnabled"]],
      ["Gateway", "available", [], false],
    );
    const subnets = [await subnet(id, "10.0.0.0/24", "a"), await subnet(id, "10.0.1.0/24", "b")];
    const made = await create(ENDPOINT, ssm(id, subnets.slice(0, 1)));
    const faces = made.state["networkInterfaceIds"] as string[];
    assert.equal(faces.length, 1);
    assert.equal(made.state["prefixListId"], undefined);
    const [before, after] = [ssm(id, subnets.slice(0, 1)), ssm(id, subnets)];
    const wider = await aws.client.update(ENDPOINT, made.id, { before, after, state: made.state });
    assert.equal((wider["networkInterfaceIds"] as string[]).length, 2);
    const log = (await create(FLOW_LOG, { vpcId: id, trafficType: "ALL", logDestination: "arn:log" })).state;
    assert.deepEqual([log["logDestinationType"], log["maxAggregationInterval"]], ["cloud-watch-logs", 600]);
    assert.match(log["logFormat"] as string, /^\$\{version\} \$\{account-id\} .* \$\{log-status\}$/);
    assert.match(log["arn"] as string, /^arn:aws:ec2:ap-northeast-2:123456789012:vpc-flow-log\/fl-/);
  });

  it("plans new route tables, subnets and groups of an endpoint in place, and another service as another endpoint", async () => {
    const plan = async (before: Values, after: Values) => {
      const state = { ...before, region: "ap-northeast-2" };
      const response = await aws.client.diff(ENDPOINT, before, after, state);
      return response.getReplacesList();
    };
    const wide = gateway("vpc-1", ["rtb-1", "rtb-2"]);
    assert.deepEqual(await plan(gateway("vpc-1", ["rtb-1"]), wide), []);
    assert.deepEqual(await plan(wide, gateway("vpc-1", ["rtb-1", "rtb-2"], "dynamodb")), ["serviceName"]);
    const one = ssm("vpc-1", ["subnet-1"]);
    assert.deepEqual(await plan(one, ssm("vpc-1", ["subnet-1", "subnet-2"])), []);
    assert.deepEqual(await plan(one, { ...one, privateDnsEnabled: false }), []);
    assert.deepEqual(await plan(wide, { ...wide, privateDnsEnabled: true }), ["privateDnsEnabled"]);
  });
});
