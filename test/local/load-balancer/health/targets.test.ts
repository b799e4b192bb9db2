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
  DeleteRuleCommand,
  DeregisterTargetsCommand,
  DescribeTargetHealthCommand,
  ModifyTargetGroupCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { MovedClock } from "../../../../local/clock/clock";
import type { DataPlane } from "../../../../local/load-balancer/data-plane";
import { ask, balanced, ended, health, named } from "../balanced";
import { onPath, to } from "../declared";
import { freePort } from "../free-port";
import { becomes } from "../../../helpers/processes";

describe("the targets of a load balancer", () => {
  const world = balanced();
  const clock = new MovedClock(1_800_000_000_000);

  /** A rule to a group of those targets, behind a default action that forwards nowhere. */
  const forwarding = async (ids: readonly string[], more = {}, attributes = {}) => {
    const { declare } = world;
    const group = await declare.group(more, attributes);
    if (ids.length > 0) await declare.register(group, ...ids);
    const listener = await declare.listener(await declare.balancer(), await freePort());
    const rule = await declare.rule(listener, 1, onPath("/*"), to(group));
    return { group, rule };
  };
  const why = (plane: DataPlane, group: string) =>
    plane
      .health(group)!
      .map(({ id, state, reason = "", description = "" }) => [id, state, reason, description]);

  it("are unused and not checked in a group that no rule names, until one does", async () => {
    const { declare } = world;
    let checks = 0;
    await world.app((_, response) => {
      checks += 1;
      response.end();
    }, "a");
    const group = await declare.group();
    await declare.register(group, "a");
    const listener = await declare.listener(await declare.balancer(), await freePort());
    const plane = await world.plane({ clock });
    for (let turn = 0; turn < 10; turn++) clock.advance(5000);
    assert.deepEqual(why(plane, group), [
      [
        "a",
        "unused",
        "Target.NotInUse",
        "Target group is not configured to receive traffic from the load balancer",
      ],
    ]);
    assert.equal(checks, 0);
    const rule = await declare.rule(listener, 1, onPath("/*"), to([group, 0], [await declare.group(), 1]));
    await plane.refresh();
    assert.equal(plane.health(group)![0]!.reason, "Elb.RegistrationInProgress");
    await health(plane, group, ["healthy"], clock);
    assert.equal(checks, 1);
    await declare.balancing.send(new DeleteRuleCommand({ RuleArn: rule }));
    await plane.refresh();
    assert.deepEqual(why(plane, group)[0]!.slice(1, 3), ["unused", "Target.NotInUse"]);
  });

  it("are checked at their interval, as declared, and are what their thresholds say", async () => {
    const seen: string[] = [];
    const status = [500, 204, 204, 500, 500, 204, 204, 204];
    const times: number[] = [];
    await world.app((request, response) => {
      // What the checks before this one made of it.
      const { state, reason = "" } = plane.health(group)![0]!;
      seen.push(`${state} ${reason}`.trim());
      times.push(clock.now());
      assert.equal(request.url, "/ready?full=1");
      assert.equal(request.headers["user-agent"], "ELB-HealthChecker/2.0");
      response.writeHead(status[seen.length - 1] ?? 204).end();
    }, "a");
    const { group } = await forwarding(["a"], {
      HealthCheckPath: "/ready?full=1",
      HealthCheckIntervalSeconds: 10,
      Matcher: { HttpCode: "200-299" },
    });
    const plane = await world.plane({ clock, registrationSeconds: 3 });
    const asked = () => {
      if (seen.length < 9) clock.advance(1000);
      return seen.length === 9;
    };
    await becomes(asked, "nine checks");
    assert.deepEqual(seen, [
      "initial Elb.InitialHealthChecking",
      "initial Elb.InitialHealthChecking",
      "healthy",
      "healthy",
      "healthy",
      "unhealthy Target.ResponseCodeMismatch",
      "unhealthy Target.ResponseCodeMismatch",
      "healthy",
      "healthy",
    ]);
    for (const [index, time] of times.slice(1).entries()) assert.ok(time - times[index]! >= 10_000);
  });

  it("say why they are unhealthy: refused, too slow, wrong code, broken off, wrong port", async () => {
    await world.app(() => undefined, "slow");
    await world.app((_, response) => response.writeHead(503).end(), "wrong");
    await world.app((_, response) => {
      response.writeHead(200, { "Content-Length": "10" }).write("half");
      setTimeout(() => response.destroy(), 20);
    }, "breaks");
    world.addresses.set("refuses", { host: "127.0.0.1", port: await freePort() });
    const ids = ["slow", "wrong", "breaks", "refuses", "nowhere"];
    const { group } = await forwarding(ids, { HealthCheckTimeoutSeconds: 2 });
    const plane = await world.plane({ clock });
    await health(
      plane,
      group,
      ids.map(() => "unhealthy"),
      clock,
    );
    const failed = ["Target.FailedHealthChecks", "Health checks failed"];
    assert.deepEqual(why(plane, group), [
      ["slow", "unhealthy", "Target.Timeout", "Request timed out"],
      ["wrong", "unhealthy", "Target.ResponseCodeMismatch", "Health checks failed with these codes: [503]"],
      ["breaks", "unhealthy", ...failed],
      ["refuses", "unhealthy", ...failed],
      ["nowhere", "unhealthy", ...failed],
    ]);
  });

  it("are checked on a port of its own where one is declared, which the requests do not take", async () => {
    await world.app(named("checked"), "a:9000");
    await world.app(named("app"), "a:80");
    const { declare } = world;
    const { group } = await forwarding(["a"], { HealthCheckPort: "9000" });
    const plane = await world.plane({ clock, addressOf: (id, port) => world.addresses.get(`${id}:${port}`) });
    await health(plane, group, ["healthy"], clock);
    assert.equal(plane.health(group)![0]!.healthCheckPort, 9000);
    assert.equal((await ask(plane.listeners()[0]!.url)).text, "app");
    await declare.balancing.send(
      new ModifyTargetGroupCommand({ TargetGroupArn: group, HealthCheckPort: "9001" }),
    );
    await plane.refresh();
    await health(plane, group, ["unhealthy"], clock);
    // All are unhealthy: it fails open.
    assert.equal((await ask(plane.listeners()[0]!.url)).text, "app");
  });

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
