/** What the engine makes, changes and destroys, as it stands in the emulator; test/deep/mirror.test.ts goes on. */
import assert from "node:assert/strict";
import * as scaling from "@aws-sdk/client-auto-scaling";
import * as elb from "@aws-sdk/client-elastic-load-balancing-v2";
import { EC2Client, DescribeVpcsCommand } from "@aws-sdk/client-ec2";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { GetParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import * as aws from "@pulumi/aws/ssm";
import { Emulator } from "../../../../local/mirror/emulator";
import { localStack } from "../../../helpers/local-stack";
import { MOTO_TIMEOUT } from "../../../helpers/moto";
import { emulatedStack } from "../../../local/mirror/emulated-stack";

describe("a stack in the emulator", function () {
  this.timeout(MOTO_TIMEOUT);
  const stack = emulatedStack();

  it("is there under the engine's own ids, keeps what a release moved whatever else an update changes, and goes with the stack", async () => {
    await stack.up();
    assert.deepEqual(await stack.emulator().differences(stack.objects()), []);
    const vpc = stack.one("aws:ec2/vpc:Vpc", "10.0.0.0");
    const asked = new DescribeVpcsCommand({ VpcIds: [vpc.id] });
    assert.equal((await new EC2Client(stack.client()).send(asked)).Vpcs?.[0]?.CidrBlock, "10.0.0.0/16");
    const { LoadBalancers = [] } = await new elb.ElasticLoadBalancingV2Client(stack.client()).send(
      new elb.DescribeLoadBalancersCommand({}),
    );
    const balancer = stack.one("aws:lb/loadBalancer:LoadBalancer", "shop-dev");
    assert.deepEqual(
      LoadBalancers.map(({ LoadBalancerArn, DNSName }) => [LoadBalancerArn, DNSName]),
      [[balancer.id, balancer.properties["dnsName"]]],
    );

    const ruleArn = stack.one("aws:lb/listenerRule:ListenerRule", "/*").id;
    const balancing = new elb.ElasticLoadBalancingV2Client(stack.client());
    const [blue, green] = ["blue", "green"].map(
      (colour) => stack.one("aws:lb/targetGroup:TargetGroup", `shop-dev-${colour}`).id,
    );
    const TargetGroups = [
      { TargetGroupArn: blue, Weight: 0 },
      { TargetGroupArn: green, Weight: 100 },
    ];
    const Actions: elb.Action[] = [{ Type: "forward", ForwardConfig: { TargetGroups } }];
    await balancing.send(new elb.ModifyRuleCommand({ RuleArn: ruleArn, Actions }));
    const sizes = { AutoScalingGroupName: "shop-dev-green", MinSize: 1, MaxSize: 3, DesiredCapacity: 2 };
    const fleets = new scaling.AutoScalingClient(stack.client());
    await fleets.send(new scaling.UpdateAutoScalingGroupCommand(sizes));
    const parameters = new SSMClient(stack.client());
    const Name = "/shop/dev/green/revision";
    await parameters.send(new PutParameterCommand({ Name, Value: '{"releaseId":"r-1"}', Overwrite: true }));

    const held = async () => {
      const rules = await balancing.send(new elb.DescribeRulesCommand({ RuleArns: [ruleArn] }));
      const groups = await fleets.send(
        new scaling.DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: ["shop-dev-green"] }),
      );
      const { MinSize, MaxSize, DesiredCapacity, Instances = [] } = groups.AutoScalingGroups![0]!;
      const parameter = await parameters.send(new GetParameterCommand({ Name }));
      return {
        weights: rules.Rules?.[0]?.Actions?.[0]?.ForwardConfig?.TargetGroups?.map(({ Weight }) => Weight),
        sizes: [MinSize, MaxSize, DesiredCapacity, Instances.length],
        value: parameter.Parameter?.Value,
      };
    };
    const released = { weights: [0, 100], sizes: [1, 3, 2, 2], value: '{"releaseId":"r-1"}' };
    assert.deepEqual(await held(), released);
    await stack.pulumi().refresh();
    await stack.up({
      path: "/shop/*",
      owner: "shop",
      grace: 120,
      instanceType: "t4g.large",
      description: "new",
    });
    assert.deepEqual(await held(), released);
    assert.deepEqual(await stack.emulator().differences(stack.objects()), []);
    await stack.pulumi().up({ expectNoChanges: true });
    await stack.pulumi().refresh({ expectNoChanges: true });

    const objects = stack.objects().filter(({ type }) => stack.emulator().has(type));
    assert.ok(objects.length > 20);
    await stack.pulumi().destroy();
    for (const object of objects) assert.equal(await stack.emulator().read(object), undefined, object.id);
  });

  it("is not half made where the emulator refuses", async () => {
    const CreateBucketConfiguration = { LocationConstraint: "ap-northeast-2" } as const;
    const taken = { Bucket: "shop-dev-artifacts", CreateBucketConfiguration };
    await new S3Client(stack.client()).send(new CreateBucketCommand(taken));
    await assert.rejects(stack.up(), /BucketAlreadyOwnedByYou/);
    assert.equal(stack.one("aws:s3/bucket:Bucket", "shop-dev-artifacts"), undefined);
  });

  it("looks parameters up where releases record them", async () => {
    const parameters = new SSMClient(stack.client());
    const recorded = { Name: "/shop/dev/state/serving", Value: "green", Type: "String" } as const;
    await parameters.send(new PutParameterCommand(recorded));
    await parameters.send(new PutParameterCommand({ ...recorded, Name: "plain" }));
    const seen: unknown[] = [];
    stack.runs(() =>
      Promise.all([
        aws.getParametersByPath({ path: "/shop/dev/state" }).then(({ values }) => seen.push(values)),
        aws.getParameter({ name: "plain" }).then(({ value }) => seen.push(value)),
      ]),
    );
    await stack.pulumi().preview();
    assert.deepEqual(seen.length, 2);
    assert.deepEqual(seen.find(Array.isArray), ["green"]);
    assert.ok(seen.includes("green"));
  });

  it("says that the emulator has gone, and changes nothing", async () => {
    const gone = new Emulator("http://127.0.0.1:9");
    const other = await localStack(
      () => {
        new aws.Parameter("one", { type: "String", value: "1" });
        return Promise.resolve();
      },
      { emulator: gone },
    );
    await assert.rejects(
      other.stack.up(),
      /EmulatorUnreachable: the emulator does not answer \(ECONNREFUSED\); start it again/,
    );
    assert.deepEqual(other.store.list(), []);
    other.close();
  });
});
