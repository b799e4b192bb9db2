/** Everything a product and its pre-product stand on, made, released past the engine, changed and taken down. */
import assert from "node:assert/strict";
import { text } from "../../../../local/aws/rows/row";
import type { Value, Values } from "../../../../wire/values";
import { emptiedAws } from "../emptied-aws";

const RULE = "aws:lb/listenerRule:ListenerRule";
const PARAMETER = "aws:ssm/parameter:Parameter";
const GROUP = "aws:autoscaling/group:Group";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

interface Made {
  readonly type: string;
  readonly id: string;
  readonly inputs: Values;
  readonly state: Values;
}

describe("a product and its pre-product in the local AWS", () => {
  const aws = emptiedAws();
  let made: Made[] = [];
  beforeEach(() => {
    made = [];
  });

  const make = async (type: string, inputs: Values): Promise<Made> => {
    const one = { type, inputs, ...(await aws.client.create(type, inputs)) };
    made.push(one);
    return one;
  };
  const arnOf = ({ state }: Made): Value => state["arn"] ?? "";
  const forward = (groups: readonly Made[], weights: readonly number[]): Values[] => [
    {
      type: "forward",
      forward: { targetGroups: groups.map((group, i) => ({ arn: arnOf(group), weight: weights[i] ?? 0 })) },
    },
  ];

  async function layout() {
    const vpc = await make("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
    const subnet = (zone: string, part: number) =>
      make("aws:ec2/subnet:Subnet", {
        vpcId: vpc.id,
        cidrBlock: `10.0.${part}.0/24`,
        availabilityZone: `ap-northeast-2${zone}`,
      });
    const subnets = [(await subnet("a", 0)).id, (await subnet("c", 1)).id];
    await make("aws:route53/zone:Zone", { name: "dev.shop.internal", vpcs: [{ vpcId: vpc.id }] });
    const balancer = await make("aws:lb/loadBalancer:LoadBalancer", { name: "shop-dev", subnets });
    const fixed = { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "503" } };
    const listener = (port: number) =>
      make("aws:lb/listener:Listener", { loadBalancerArn: arnOf(balancer), port, defaultActions: [fixed] });
    const [product, preview] = [await listener(80), await listener(8080)];
    const groups: Made[] = [];
    const fleets: Made[] = [];
    for (const colour of ["blue", "green"]) {
      const group = await make("aws:lb/targetGroup:TargetGroup", {
        name: `shop-dev-${colour}`,
        port: 8080,
        protocol: "HTTP",
        vpcId: vpc.id,
        healthCheck: { path: "/health" },
      });
      const template = await make(TEMPLATE, { name: `shop-dev-${colour}`, imageId: "resolve:ssm:/x" });
      const fleet = await make(GROUP, {
        name: `shop-dev-${colour}`,
        minSize: 0,
        maxSize: 0,
        vpcZoneIdentifiers: subnets,
        targetGroupArns: [arnOf(group)],
        launchTemplate: { id: template.id, version: text(template.state, "latestVersion") },
      });
      groups.push(group);
      fleets.push(fleet);
      await make(PARAMETER, { name: `/shop/dev/${colour}/revision`, type: "String", value: "none" });
    }
    const conditions = [{ pathPattern: { values: ["/*"] } }];
    const rule = (owner: Made, weights: number[]) =>
      make(RULE, { listenerArn: arnOf(owner), priority: 10, actions: forward(groups, weights), conditions });
    const [productRule] = [await rule(product, [100, 0]), await rule(preview, [0, 100])];
    return { groups, fleets, productRule };
  }

  /** As a release changes it, past the engine. */
  const released = (type: string, id: string, properties: Values) => {
    const object = aws.store.list(type).find(({ key }) => key.endsWith(id))!;
    aws.store.put({ ...object, properties: { ...object.properties, ...properties } });
  };
  const updated = ({ type, id, inputs, state }: Made, more: Values) =>
    aws.client.update(type, id, { before: inputs, after: { ...inputs, ...more }, state });

  it("is taken down to nothing, in the reverse order", async () => {
    await layout();
    for (const { type, id, state } of made.reverse()) await aws.client.delete(type, id, state);
    assert.deepEqual(aws.store.list(), []);
  });

  it("is without difference to itself, also after a refresh", async () => {
    await layout();
    for (const { type, id, inputs, state } of made) {
      const found = await aws.client.read(type, id, state, inputs);
      assert.deepEqual(found, { id, state, inputs }, type);
      const difference = await aws.client.diff(type, found.inputs, inputs, found.state);
      assert.equal(difference.getDetaileddiffMap().getLength(), 0, type);
    }
  });

  it("keeps its traffic where a release moved it when the program changes only conditions or tags", async () => {
    const { groups, productRule } = await layout();
    const moved = forward(groups, [0, 100]);
    released(RULE, productRule.id, { actions: moved });
    const conditions = [{ hostHeader: { values: ["shop.example.org"] } }];
    assert.deepEqual((await updated(productRule, { conditions, tags: { a: "1" } }))["actions"], moved);
    const found = await aws.client.read(RULE, productRule.id, productRule.state, productRule.inputs);
    assert.deepEqual(found.inputs["actions"], moved);
  });

  it("keeps the size and the version a release gave a fleet when the program changes something else", async () => {
    const { fleets } = await layout();
    const [fleet] = fleets as [Made];
    const now = { minSize: 2, maxSize: 4, desiredCapacity: 3 };
    released(GROUP, fleet.id, now);
    const after = await updated(fleet, { healthCheckType: "ELB", maxSize: 5 });
    assert.deepEqual(
      ["minSize", "maxSize", "desiredCapacity", "healthCheckType"].map((name) => after[name]),
      [2, 5, 3, "ELB"],
    );
  });

  it("keeps a revision a release wrote over new tags, but not over a new description", async () => {
    await layout();
    const parameter = made.find(({ id }) => id === "/shop/dev/blue/revision")!;
    released(PARAMETER, parameter.id, { value: "r-1", version: 2 });
    const tagged = await updated(parameter, { tags: { a: "1" } });
    assert.deepEqual([tagged["value"], tagged["version"], tagged["tags"]], ["r-1", 2, { a: "1" }]);
    const described = await updated(parameter, { description: "d" });
    assert.deepEqual([described["value"], described["version"]], ["none", 3]);
  });

  it("is refused a target group's end while a rule still names it, even with no weight", async () => {
    const { groups } = await layout();
    const [, green] = groups as [Made, Made];
    await assert.rejects(aws.client.delete(green.type, green.id, green.state), {
      details: `ResourceInUse: Target group '${green.id}' is currently in use by a listener or a rule`,
    });
  });
});
