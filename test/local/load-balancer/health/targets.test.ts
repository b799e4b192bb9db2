import assert from "node:assert/strict";
import { DeleteRuleCommand, ModifyTargetGroupCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { ask, health, named } from "../balanced";
import { onPath, to } from "../declared";
import { freePort } from "../free-port";
import { becomes } from "../../../helpers/processes";
import { targeted } from "./targeted";

describe("the targets of a load balancer", () => {
  const { world, clock, forwarding, why } = targeted();

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
});
