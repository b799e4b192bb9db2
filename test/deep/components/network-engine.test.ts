/** Networks through the real engine against the local AWS: one that grows, and one that is taken as it is. */
import assert from "node:assert/strict";
import { Network, type NetworkArgs } from "../../../components/network/network";
import type { NewVpc } from "../../../components/network/resolve";
import type { CloudObject } from "../../../local/aws/store/store";
import { ENGINE_TIMEOUT } from "../../helpers/engine";
import { localStack, type LocalStack } from "../../helpers/local-stack";
import { stays } from "../../helpers/stays";

const ownership = { owner: "web", costCenter: "1000" };
const identity = (stage: string): { project: string; stage: string } => ({ project: "shop", stage });
const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";

describe("through the engine,", () => {
  let makes: LocalStack;
  let takes: LocalStack;
  let create: NewVpc = {
    cidrBlock: "10.10.0.0/16",
    natGateways: "OnePerAz",
    interfaceEndpoints: ["ssm", "codedeploy-commands-secure"],
    flowLogs: {},
  };
  let taken: Pick<NetworkArgs, "existing" | "holdsLoadBalancer"> = {};

  before(async function () {
    this.timeout(ENGINE_TIMEOUT);
    makes = await localStack(
      () => {
        new Network("network", { identity: identity("dev"), ownership, create });
        new Network("other", {
          identity: identity("test"),
          ownership,
          create: { cidrBlock: "10.20.0.0/16" },
        });
        return Promise.resolve();
      },
      { awsx: true },
    );
    takes = await localStack(
      () => {
        new Network("network", { identity: identity("prod"), ownership, holdsPrivateZone: true, ...taken });
        return Promise.resolve();
      },
      { store: makes.store },
    );
    await makes.stack.up();
  });
  after(() => {
    makes.close();
    takes.close();
  });

  const held = (type: string, stage: string): CloudObject[] =>
    makes.store.list(type).filter(({ properties: { tags } }) => (tags as { Stage?: string }).Stage === stage);
  const idOf = ({ key }: CloudObject): string => key.slice(key.indexOf("/") + 1);
  const vpcId = (stage: string): string => held(VPC, stage).map(idOf).join();
  const subnetIds = (stage: string, kind: "Public" | "Private"): string[] =>
    held(SUBNET, stage)
      .filter(({ properties: { tags } }) => (tags as { SubnetType?: string }).SubnetType === kind)
      .map(idOf);

  /** The endpoints of a stage by their services' names, with their route tables and their subnets. */
  const placesOf = (stage: string): [string, string[], string[]][] =>
    held(ENDPOINT, stage)
      .map(({ properties }): [string, string[], string[]] => {
        const { serviceName, routeTableIds, subnetIds: places } = properties;
        return [
          serviceName as string,
          [...(routeTableIds as string[])].sort(),
          [...(places as string[])].sort(),
        ];
      })
      .sort(([one], [other]) => (one < other ? -1 : 1));

  describe("a network that is made", () => {
    it("is the same the second time, and a refresh finds no difference", async function () {
      this.timeout(ENGINE_TIMEOUT);
      await stays(makes);
    });

    it("has its gateways in all its route tables and its interfaces in all its private subnets", () => {
      const tables = held("aws:ec2/routeTable:RouteTable", "dev").map(idOf).sort();
      assert.equal(tables.length, 4);
      const interfaces = subnetIds("dev", "Private").sort();
      assert.equal(interfaces.length, 2);
      const region = "com.amazonaws.ap-northeast-2";
      assert.deepEqual(placesOf("dev"), [
        [`${region}.codedeploy-commands-secure`, [], interfaces],
        [`${region}.dynamodb`, tables, []],
        [`${region}.s3`, tables, []],
        [`${region}.ssm`, [], interfaces],
      ]);
    });

    it("grows by a zone without anything that is there being replaced, moved or deleted", async function () {
      this.timeout(ENGINE_TIMEOUT);
      const before = makes.store.list();
      create = { ...create, availabilityZones: 3 };
      const planned: string[] = [];
      await makes.stack.preview({
        onEvent: ({ resourcePreEvent: step }) => {
          if (step !== undefined) planned.push(`${step.metadata.op} ${step.metadata.type}`);
        },
      });
      assert.deepEqual(planned.filter((step) => !/^(?:same|create) /.test(step)).sort(), [
        ...Array<string>(4).fill(`update ${ENDPOINT}`),
        "update multistage:index:Network", // its own record
      ]);
      // Two subnets, each with its table, association and route; a NAT gateway with its address.
      assert.equal(planned.filter((step) => step.startsWith("create ")).length, 10);
      await makes.stack.up();
      const after = new Map(makes.store.list().map((one) => [`${one.type} ${one.key}`, one]));
      for (const one of before.filter(({ type }) => type !== ENDPOINT))
        assert.deepEqual(after.get(`${one.type} ${one.key}`), one);
      const ranges = held(SUBNET, "dev").map(({ properties }) => properties["cidrBlock"] as string);
      assert.deepEqual(
        ranges.sort(),
        ["0", "128", "160", "32", "64", "96"].map((third) => `10.10.${third}.0/19`),
      );
      const tables = held("aws:ec2/routeTable:RouteTable", "dev").map(idOf).sort();
      const interfaces = subnetIds("dev", "Private").sort();
      assert.deepEqual([tables.length, interfaces.length], [6, 3]);
      assert.deepEqual(
        placesOf("dev").map(([, ...where]) => where),
        [
          [[], interfaces],
          [tables, []],
          [tables, []],
          [[], interfaces],
        ],
      );
    });
  });

  describe("a network that exists", () => {
    const refused = async (lines: readonly string[]): Promise<void> => {
      const before = makes.store.list();
      for (const run of [() => takes.stack.preview(), () => takes.stack.up()]) {
        await assert.rejects(run(), ({ message }: Error) => {
          for (const line of lines) assert.ok(message.includes(`\n    ${line}\n`), message);
          assert.ok(!message.includes("    at "), message);
          return true;
        });
      }
      assert.deepEqual(makes.store.list(), before);
    };

    it("is refused with subnets of another, with everything that is wrong, and nothing is made", async function () {
      this.timeout(ENGINE_TIMEOUT);
      const [own = ""] = subnetIds("dev", "Private");
      const [foreign = ""] = subnetIds("test", "Private");
      const [one = ""] = subnetIds("dev", "Public");
      const missing = "subnet-12345678";
      taken = {
        existing: { vpcId: vpcId("dev"), publicSubnetIds: [one], privateSubnetIds: [own, foreign, missing] },
      };
      await refused([
        `existing.privateSubnetIds[1]: must be a subnet of ${vpcId("dev")}, got "${foreign}" of ${vpcId("test")}; give the ids of one VPC`,
        `existing.privateSubnetIds[2]: must be a subnet that exists in the stack's account and region, got "${missing}"; copy the id from AWS`,
      ]);
    });

    it("is refused where there is none", async function () {
      this.timeout(ENGINE_TIMEOUT);
      taken = { existing: { vpcId: "vpc-12345678", privateSubnetIds: subnetIds("dev", "Private") } };
      await refused([
        `existing.vpcId: must be a VPC that exists in the stack's account and region, got "vpc-12345678"; copy the id from AWS`,
      ]);
    });

    it("is refused under a load balancer in one zone, and with a private zone where it has no names", async function () {
      this.timeout(ENGINE_TIMEOUT);
      const [vpc] = held(VPC, "dev");
      const [one, two] = held(SUBNET, "dev").filter(({ key }) =>
        subnetIds("dev", "Public").some((id) => key.endsWith(id)),
      );
      assert.ok(vpc !== undefined && one !== undefined && two !== undefined);
      const zone = one.properties["availabilityZone"] as string;
      makes.store.put({ ...vpc, properties: { ...vpc.properties, enableDnsHostnames: false } });
      makes.store.put({ ...two, properties: { ...two.properties, availabilityZone: zone } });
      const publicSubnetIds = [one, two].map(idOf);
      const existing = { vpcId: idOf(vpc), publicSubnetIds, privateSubnetIds: subnetIds("dev", "Private") };
      taken = { existing, holdsLoadBalancer: true };
      await refused([
        `existing.publicSubnetIds: must be subnets of at least two zones, one of each, as a load balancer takes them, got subnets in ${zone}, ${zone}; give one public subnet of each zone`,
        `existing.vpcId: must be a VPC with enableDnsHostnames and enableDnsSupport, as a private zone is asked for, got "${idOf(vpc)}" without enableDnsHostnames; turn them on, or leave the private zone out`,
      ]);
      for (const object of [vpc, two]) makes.store.put(object);
    });

    it("is taken as it is where its ids fit together: nothing is made", async function () {
      this.timeout(ENGINE_TIMEOUT);
      const before = makes.store.list();
      taken = {
        existing: {
          vpcId: vpcId("dev"),
          publicSubnetIds: subnetIds("dev", "Public"),
          privateSubnetIds: subnetIds("dev", "Private"),
        },
        holdsLoadBalancer: true,
      };
      await takes.stack.up();
      assert.deepEqual(makes.store.list(), before);
      await takes.stack.up({ expectNoChanges: true });
    });
  });
});
