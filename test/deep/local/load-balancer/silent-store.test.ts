import assert from "node:assert/strict";
import {
  DescribeLoadBalancersCommand,
  DescribeTargetHealthCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { MovedClock } from "../../../../local/clock/clock";
import { startControlFront } from "../../../../local/load-balancer/control/front";
import { startDataPlane } from "../../../../local/load-balancer/data-plane";
import { becomes } from "../../../helpers/processes";
import { ask, balanced, health, named } from "../../../local/load-balancer/balanced";
import { Declaring, to } from "../../../local/load-balancer/declared";
import { freePort } from "../../../local/load-balancer/free-port";

describe("a store that is killed", () => {
  const world = balanced();

  it("is said once, the load balancer goes on with what it knows, and is said to be back", async () => {
    await world.app(named("app"), "app");
    const { declare, store, said } = world;
    const group = await declare.group();
    await declare.register(group, "app");
    await declare.listener(await declare.balancer(), await freePort(), to(group));
    const clock = new MovedClock(Date.now());
    const plane = await world.plane({ clock, refreshSeconds: 2 });
    await health(plane, group, ["healthy"], clock);
    const { url } = plane.listeners()[0]!;
    const front = await startControlFront({
      endpoint: store.endpoint,
      plane,
      say: (line) => said.push(line),
    });
    try {
      await store.kill();
      const via = new Declaring(store, front.url);
      const refusal = {
        name: "ServiceUnavailable",
        message: `the store at ${store.endpoint} does not answer (ECONNREFUSED)`,
        $fault: "server",
      };
      await assert.rejects(via.balancing.send(new DescribeLoadBalancersCommand({})), refusal);
      await assert.rejects(via.balancing.send(new DescribeLoadBalancersCommand({})), refusal);
      await assert.rejects(plane.refresh(), { code: "ECONNREFUSED" });
      await assert.rejects(plane.refresh(), { code: "ECONNREFUSED" });
      const lines = [
        `the store at ${store.endpoint} does not answer (ECONNREFUSED); calls are refused with ServiceUnavailable`,
        `the store at ${store.endpoint} does not answer (ECONNREFUSED); the load balancers go by what they last read`,
      ];
      // It may have noticed by itself before.
      assert.deepEqual([...said].sort(), lines);
      assert.equal((await ask(url)).text, "app");
      // The plane knows, and needs nobody for it.
      const known = await via.balancing.send(new DescribeTargetHealthCommand({ TargetGroupArn: group }));
      assert.equal(known.TargetHealthDescriptions![0]!.TargetHealth!.State, "healthy");

      await store.restart();
      await becomes(() => {
        clock.advance(2000);
        return said.length === 3;
      }, "the plane to notice");
      assert.equal(said[2], `the store at ${store.endpoint} answers again`);
      // It came back empty: what it declares is what is served.
      await plane.refresh();
      assert.deepEqual(plane.listeners(), []);
      await via.balancing.send(new DescribeLoadBalancersCommand({}));
      assert.equal(said[3], `the store at ${store.endpoint} answers calls again`);
    } finally {
      await front.close();
    }
  });

  it("lets no data plane start, and leaves nothing behind", async () => {
    const endpoint = `http://127.0.0.1:${await freePort()}`;
    const said: string[] = [];
    const starting = startDataPlane({
      store: { endpoint, region: "ap-northeast-2" },
      addressOf: () => undefined,
      say: (line) => said.push(line),
    });
    await assert.rejects(starting, { code: "ECONNREFUSED" });
    assert.deepEqual(said, [
      `the store at ${endpoint} does not answer (ECONNREFUSED); the load balancers go by what they last read`,
    ]);
  });
});
