import assert from "node:assert/strict";
import {
  DeregisterTargetsCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  ModifyRuleCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { MovedClock } from "../../../../local/clock/clock";
import { health, named } from "../balanced";
import { fixed, onPath, to } from "../declared";
import { freePort } from "../free-port";
import { fronted } from "./fronted";

describe("the control front of a load balancer", () => {
  const { world, through } = fronted();

  it("refuses weights of nothing at all, and the store keeps what it had", async () => {
    const { declare } = world;
    const [blue, green] = [await declare.group(), await declare.group()];
    const listener = await declare.listener(await declare.balancer(), await freePort());
    const rule = await declare.rule(listener, 1, onPath("/*"), to([blue, 1], [green, 0]));
    const { via } = await through(await world.plane());
    const Actions = [to([blue, 0], [green, 0])];
    await assert.rejects(via.balancing.send(new ModifyRuleCommand({ RuleArn: rule, Actions })), {
      name: "ValidationError",
      message: "The weight of at least one target group must be greater than 0",
      $fault: "client",
    });
    const { Rules } = await declare.balancing.send(new DescribeRulesCommand({ RuleArns: [rule] }));
    assert.deepEqual(
      Rules![0]!.Actions![0]!.ForwardConfig!.TargetGroups!.map(({ Weight }) => Weight),
      [1, 0],
    );
  });

  it("passes on what the store refuses, in its words, and takes calls of its own service only", async () => {
    const { front, via } = await through(await world.plane());
    const RuleArn = "arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:listener-rule/app/a/b/c/d";
    await assert.rejects(
      via.balancing.send(new ModifyRuleCommand({ RuleArn, Actions: [fixed("200", "")] })),
      {
        name: "RuleNotFoundException",
      },
    );
    await assert.rejects(
      via.balancing.send(new DescribeTargetHealthCommand({ TargetGroupArn: "arn:none" })),
      { name: "TargetGroupNotFoundException" },
    );
    const answer = await fetch(front.url, {
      method: "POST",
      body: "Action=DescribeInstances&Version=2016-11-15",
    });
    assert.equal(answer.status, 400);
    assert.match(
      await answer.text(),
      /<Code>InvalidAction<\/Code><Message>This endpoint takes calls of Elastic/,
    );
    await assert.rejects(fetch(front.url, { method: "POST", body: "x".repeat(1_100_000) }));
  });

  it("throttles reads after 40, and lets 10 more through each second", async () => {
    const clock = new MovedClock(0);
    const { front, via } = await through(await world.plane(), {
      clock,
      throttling: { reads: { tokens: 40, perSecond: 10 }, changes: { tokens: 2, perSecond: 1 } },
    });
    const read = () => via.balancing.send(new DescribeLoadBalancersCommand({}));
    for (let call = 0; call < 40; call++) await read();
    const throttled = { name: "Throttling", message: "Rate exceeded", $fault: "client" };
    await assert.rejects(read(), throttled);
    clock.advance(99);
    await assert.rejects(read(), throttled);
    clock.advance(1001);
    for (let call = 0; call < 11; call++) await read();
    await assert.rejects(read(), throttled);
    // Changes have a bucket of their own.
    await via.group();
    await assert.rejects(async () => {
      for (let call = 0; call < 3; call++) await via.group();
    }, throttled);
    const { region } = world.store;
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    const patient = new ElasticLoadBalancingV2Client({ endpoint: front.url, region, credentials });
    const waiting = patient.send(new DescribeLoadBalancersCommand({}));
    clock.advance(1000);
    // The SDK takes it for what it is, and calls again.
    assert.equal((await waiting).$metadata.httpStatusCode, 200);
  });

  it("throttles nobody where that is switched off", async () => {
    const { via } = await through(await world.plane());
    for (let call = 0; call < 60; call++) await via.balancing.send(new DescribeLoadBalancersCommand({}));
  });

  it("tells how targets really are, in the SDK's words", async () => {
    await world.app(named("a"), "a");
    await world.app((_, response) => response.writeHead(500).end(), "b");
    const { declare } = world;
    const group = await declare.group();
    await declare.register(group, "a", "b");
    await declare.listener(await declare.balancer(), await freePort(), to(group));
    const clock = new MovedClock(Date.now());
    const plane = await world.plane({ clock });
    const { via } = await through(plane);
    const told = async (Targets?: { Id: string; Port?: number }[]) => {
      const input = { TargetGroupArn: group, ...(Targets === undefined ? {} : { Targets }) };
      const answer = await via.balancing.send(new DescribeTargetHealthCommand(input));
      return answer.TargetHealthDescriptions!;
    };
    assert.deepEqual((await told())[0], {
      Target: { Id: "a", Port: 80 },
      HealthCheckPort: "80",
      TargetHealth: {
        State: "initial",
        Reason: "Elb.RegistrationInProgress",
        Description: "Target registration is in progress",
      },
    });
    await health(plane, group, ["healthy", "unhealthy"], clock);
    assert.deepEqual(
      (await told()).map(({ TargetHealth }) => TargetHealth),
      [
        { State: "healthy" },
        {
          State: "unhealthy",
          Reason: "Target.ResponseCodeMismatch",
          Description: "Health checks failed with these codes: [500]",
        },
      ],
    );
    assert.deepEqual(
      (await told([{ Id: "b" }, { Id: "c" }])).map(({ Target, TargetHealth }) => [
        Target!.Id,
        TargetHealth!.Reason,
      ]),
      [
        ["b", "Target.ResponseCodeMismatch"],
        ["c", "Target.NotRegistered"],
      ],
    );
    await via.group();
    const later = await via.group();
    const empty = await via.balancing.send(new DescribeTargetHealthCommand({ TargetGroupArn: later }));
    assert.deepEqual(empty.TargetHealthDescriptions, []);
  });

  it("takes targets out that are registered, and minds no others", async () => {
    const { declare } = world;
    const group = await declare.group();
    await declare.register(group, "a", "b");
    await declare.listener(await declare.balancer(), await freePort(), to(group));
    const plane = await world.plane();
    const { via } = await through(plane);
    const out = (...ids: string[]) =>
      via.balancing.send(
        new DeregisterTargetsCommand({ TargetGroupArn: group, Targets: ids.map((Id) => ({ Id })) }),
      );
    await out("never", "a");
    assert.deepEqual(
      plane.health(group)!.map(({ id, state }) => [id, state]),
      [
        ["a", "draining"],
        ["b", "initial"],
      ],
    );
    assert.equal((await out("never", "a")).$metadata.httpStatusCode, 200);
  });
});
