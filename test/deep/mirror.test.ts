/** What becomes of a stack in the emulator when its program changes, or what the emulator has; its short form stands in
 * test/local/mirror. */
import assert from "node:assert/strict";
import * as elb from "@aws-sdk/client-elastic-load-balancing-v2";
import { EC2Client, DescribeVpcsCommand } from "@aws-sdk/client-ec2";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { MOTO_TIMEOUT } from "../helpers/moto";
import { emulatedStack } from "../local/mirror/emulated-stack";

describe("a stack in the emulator", function () {
  this.timeout(MOTO_TIMEOUT);
  const stack = emulatedStack();

  it("goes with the stack, and what was put into it too", async () => {
    await stack.up();
    const objects = stack.objects();
    const put = { Bucket: "shop-dev-artifacts", Key: "storefront.zip" };
    const s3 = new S3Client(stack.client());
    await s3.send(new PutObjectCommand({ ...put, Body: "one" }));
    await s3.send(new PutObjectCommand({ ...put, Body: "two" }));
    await stack.pulumi().destroy();
    for (const object of objects.filter(({ type }) => stack.emulator().has(type)))
      assert.equal(await stack.emulator().read(object), undefined, object.id);
  });

  it("is changed as the program is", async () => {
    await stack.up();
    await stack.up({ path: "/shop/*", owner: "shop", instanceType: "t4g.large", memorySize: 512 });
    assert.deepEqual(await stack.emulator().differences(stack.objects()), []);
    const { Tags } = (await new EC2Client(stack.client()).send(new DescribeVpcsCommand({}))).Vpcs!.find(
      ({ VpcId }) => VpcId === stack.one("aws:ec2/vpc:Vpc", "10.0.0.0").id,
    )!;
    assert.deepEqual(Tags, [{ Key: "Owner", Value: "shop" }]);
    const template = stack.one("aws:ec2/launchTemplate:LaunchTemplate", "shop-dev-blue");
    const held = await stack.emulator().read(template);
    assert.deepEqual([held?.["latestVersion"], held?.["instanceType"]], [2, "t4g.large"]);
  });

  it("is made anew where it has gone from the emulator", async () => {
    await stack.up();
    const { id, properties } = stack.one("aws:lb/listenerRule:ListenerRule", "/*");
    const balancing = new elb.ElasticLoadBalancingV2Client(stack.client());
    await balancing.send(new elb.DeleteRuleCommand({ RuleArn: id }));
    const [difference] = await stack.emulator().differences(stack.objects());
    assert.deepEqual(difference, {
      type: "aws:lb/listenerRule:ListenerRule",
      id,
      expected: properties,
      held: null,
    });
    await stack.pulumi().refresh();
    await stack.up();
    assert.notEqual(stack.one("aws:lb/listenerRule:ListenerRule", "/*").id, id);
    assert.deepEqual(await stack.emulator().differences(stack.objects()), []);
  });

  it("is restored into an emulator that was started anew, under the same ids", async () => {
    await stack.up();
    await stack.moto.reset();
    const objects = stack.objects();
    const gone = await stack.emulator().differences(objects);
    assert.equal(gone.length, objects.filter(({ type }) => stack.emulator().has(type)).length);
    // Whatever the order: what needs another thing waits for it.
    await stack.emulator().restore(objects.toReversed());
    assert.deepEqual(await stack.emulator().differences(objects), []);
    await stack.emulator().restore(objects);
    await stack.pulumi().refresh({ expectNoChanges: true });
  });
});
