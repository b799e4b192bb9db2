import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  CreateLaunchConfigurationCommand,
  SetDesiredCapacityCommand,
} from "@aws-sdk/client-auto-scaling";
import { TerminateInstancesCommand, StopInstancesCommand } from "@aws-sdk/client-ec2";
import {
  DeregisterTargetsCommand,
  DescribeTargetHealthCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { ask, ended, health, named } from "../balanced";
import { becomes } from "../../../helpers/processes";
import { targeted } from "./targeted";

describe("targets that leave a load balancer", () => {
  const { world, clock, forwarding, why } = targeted();

  it("drain for the declared delay: no new requests, and the ones under way end or are given up", async () => {
    let answer: () => void = () => undefined;
    const arrived: string[] = [];
    await world.app((request, response) => {
      if (request.url === "/health") response.end();
      else {
        arrived.push(request.url!);
        answer = () => response.end("late");
      }
    }, "old");
    await world.app(named("new"), "new");
    const { group } = await forwarding(["old"], {}, { "deregistration_delay.timeout_seconds": "20" });
    const plane = await world.plane({ clock });
    await health(plane, group, ["healthy"], clock);
    const { url } = plane.listeners()[0]!;
    const [first, second] = [ask(url, { path: "/1" }), ask(url, { path: "/2" })];
    await becomes(() => arrived.length === 2, "both requests");
    const { declare } = world;
    await declare.register(group, "new");
    await declare.balancing.send(
      new DeregisterTargetsCommand({ TargetGroupArn: group, Targets: [{ Id: "old" }] }),
    );
    await plane.refresh();
    const draining = ["draining", "Target.DeregistrationInProgress", "Target deregistration is in progress"];
    assert.deepEqual(why(plane, group)[0], ["old", ...draining]);
    await health(plane, group, ["draining", "healthy"], clock);
    assert.equal((await ask(url)).text, "new");
    answer();
    const [last, given] = arrived[1] === "/2" ? [second, first] : [first, second];
    assert.equal((await last).text, "late");
    await plane.refresh();
    assert.equal(plane.health(group)!.length, 2);
    clock.advance(20_000);
    assert.equal((await given).status, 502);
    assert.deepEqual(
      plane.health(group)!.map(({ id }) => id),
      ["new"],
    );
  });

  it("come back as new ones when they are registered again while they drain", async () => {
    await world.app(named("a"), "a");
    const { group } = await forwarding(["a"]);
    const plane = await world.plane({ clock });
    await health(plane, group, ["healthy"], clock);
    const { declare } = world;
    await declare.balancing.send(
      new DeregisterTargetsCommand({ TargetGroupArn: group, Targets: [{ Id: "a" }] }),
    );
    await plane.refresh();
    await declare.register(group, "a");
    await plane.refresh();
    assert.equal(plane.health(group)![0]!.reason, "Elb.RegistrationInProgress");
    await health(plane, group, ["healthy"], clock);
    clock.advance(400_000);
    assert.equal(plane.health(group)!.length, 1);
  });

  it("whose instances are gone leave, in the store too; stopped ones stay and are unused", async () => {
    const { declare } = world;
    const ids = await declare.run(3);
    const [gone = "", halted = "", stays = ""] = ids;
    await world.app(named("app"), ...ids);
    const { group } = await forwarding(ids, { TargetType: "instance" });
    const plane = await world.plane({ clock });
    await health(plane, group, ["healthy", "healthy", "healthy"], clock);
    await declare.instances.send(new TerminateInstancesCommand({ InstanceIds: [gone] }));
    await declare.instances.send(new StopInstancesCommand({ InstanceIds: [halted] }));
    // As a scale-in leaves it.
    const stale = await declare.balancing.send(new DescribeTargetHealthCommand({ TargetGroupArn: group }));
    assert.ok(stale.TargetHealthDescriptions!.length >= 2);
    await plane.refresh();
    assert.deepEqual(
      why(plane, group).map((one) => one.slice(0, 3)),
      [
        [gone, "draining", "Target.DeregistrationInProgress"],
        [halted, "unused", "Target.InvalidState"],
        [stays, "healthy", ""],
      ],
    );
    const kept = await declare.balancing.send(new DescribeTargetHealthCommand({ TargetGroupArn: group }));
    assert.deepEqual(
      kept.TargetHealthDescriptions!.map(({ Target }) => Target!.Id),
      [halted, stays],
    );
  });

  it("of a fleet that scales in leave too, although its instance stays registered in the store", async () => {
    const { declare, store } = world;
    const { group } = await forwarding([], { TargetType: "instance" });
    const { region, endpoint } = store;
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    const fleets = new AutoScalingClient({ region, endpoint, credentials });
    const LaunchConfigurationName = "fleet";
    await fleets.send(
      new CreateLaunchConfigurationCommand({
        LaunchConfigurationName,
        ImageId: "ami-12c6146b",
        InstanceType: "t3.micro",
      }),
    );
    const AutoScalingGroupName = "blue";
    await fleets.send(
      new CreateAutoScalingGroupCommand({
        AutoScalingGroupName,
        LaunchConfigurationName,
        MinSize: 0,
        MaxSize: 2,
        DesiredCapacity: 2,
        AvailabilityZones: [`${region}a`],
        TargetGroupARNs: [group],
      }),
    );
    const app = createServer(named("app")).listen(0, "127.0.0.1");
    await once(app, "listening");
    const { port } = app.address() as AddressInfo;
    const plane = await world.plane({ clock, addressOf: () => ({ host: "127.0.0.1", port }) });
    try {
      await health(plane, group, ["healthy", "healthy"], clock);
      await fleets.send(new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity: 1 }));
      await plane.refresh();
      const states = plane.health(group)!.map(({ state }) => state);
      assert.deepEqual(states.sort(), ["draining", "healthy"]);
      const kept = await declare.balancing.send(new DescribeTargetHealthCommand({ TargetGroupArn: group }));
      const serving = plane.health(group)!.filter(({ state }) => state === "healthy");
      assert.deepEqual(
        kept.TargetHealthDescriptions!.map(({ Target }) => Target!.Id),
        serving.map(({ id }) => id),
      );
    } finally {
      await ended(app);
    }
  });

  it("that nobody registered are told so, of a group that is there", async () => {
    const { group } = await forwarding(["a"]);
    const plane = await world.plane({ clock });
    assert.deepEqual(plane.health(group, [{ id: "b" }]), [
      {
        id: "b",
        port: 80,
        healthCheckPort: 80,
        state: "unused",
        reason: "Target.NotRegistered",
        description: "Target is not registered to the target group",
      },
    ]);
    assert.deepEqual(
      plane.health(group, [{ id: "a", port: 80 }])!.map(({ id, state }) => [id, state]),
      [["a", "initial"]],
    );
    assert.equal(plane.health("arn:none"), undefined);
  });
});
