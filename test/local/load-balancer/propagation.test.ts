import assert from "node:assert/strict";
import { ModifyRuleCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { MovedClock } from "../../../local/clock/clock";
import { startControlFront } from "../../../local/load-balancer/control/front";
import type { LoadBalancer } from "../../../local/load-balancer/model";
import { Propagation } from "../../../local/load-balancer/node/propagation";
import { View } from "../../../local/load-balancer/node/view";
import { seeded } from "../../../local/random";
import { ask, balanced, health, named } from "./balanced";
import { Declaring, fixed, onPath, to } from "./declared";
import { freePort } from "./free-port";
import { swapped } from "./swap";

const declared = (text: string): LoadBalancer[] => [
  {
    arn: "arn:lb",
    name: "shop",
    attributes: { idleTimeoutSeconds: 60, dropInvalidHeaderFields: false, preserveHostHeader: false },
    listeners: [
      {
        arn: "arn:listener",
        port: 80,
        protocol: "HTTP",
        rules: [
          {
            arn: "arn:rule",
            priority: undefined,
            conditions: [],
            action: { type: "fixed-response", statusCode: 200, contentType: "text/plain", messageBody: text },
          },
        ],
      },
    ],
  },
];
const goesBy = (view: View): string => {
  const action = view.listener("arn:listener")?.rules[0]?.action;
  return action?.type === "fixed-response" ? action.messageBody : "nothing";
};

describe("a change of rules", () => {
  const world = balanced();

  it("reaches each node at a time of its own, within 5 s, the same for the same seed", () => {
    const times = (seed: number): number[] => {
      const clock = new MovedClock(0);
      const views = [new View(), new View()];
      const propagation = new Propagation(views, clock, seeded(seed), 5);
      propagation.declare(declared("old"));
      assert.deepEqual(views.map(goesBy), ["old", "old"]);
      clock.advance(10_000);
      propagation.declare(declared("new"));
      assert.deepEqual(views.map(goesBy), ["old", "old"]);
      const reached: number[] = [];
      for (let time = 0; time <= 5000; time += 10) {
        for (const [index, view] of views.entries()) if (goesBy(view) === "new") reached[index] ??= time;
        clock.advance(10);
      }
      return reached;
    };
    const [first, second] = times(4);
    assert.ok(first !== undefined && second !== undefined && first !== second);
    assert.deepEqual(times(4), [first, second]);
    assert.notDeepEqual(times(5), [first, second]);
  });

  it("never gives a node back what it had before a later one", () => {
    for (let seed = 0; seed < 50; seed++) {
      const clock = new MovedClock(0);
      const view = new View();
      const propagation = new Propagation([view], clock, seeded(seed), 5);
      propagation.declare(declared("0"));
      const seen: string[] = [];
      for (let change = 1; change <= 9; change++) {
        propagation.declare(declared(String(change)));
        for (let step = 0; step < 10; step++) {
          clock.advance(100);
          seen.push(goesBy(view));
        }
      }
      clock.advance(5000);
      assert.equal(goesBy(view), "9");
      assert.deepEqual(seen, [...seen].sort());
    }
  });

  it("is served old and new at once by two nodes, while both are on their way", async () => {
    const clock = new MovedClock(Date.now());
    const { declare } = world;
    const listener = await declare.listener(await declare.balancer(), await freePort());
    const rule = await declare.rule(listener, 1, onPath("/*"), fixed("200", "old"));
    const plane = await world.plane({ clock, propagationSeconds: 5, seed: 3 });
    clock.advance(5000);
    const { nodeUrls } = plane.listeners()[0]!;
    const texts = () => Promise.all(nodeUrls.map(async (url) => (await ask(url)).text));
    assert.deepEqual(await texts(), ["old", "old"]);
    await declare.balancing.send(new ModifyRuleCommand({ RuleArn: rule, Actions: [fixed("200", "new")] }));
    await plane.refresh();
    assert.deepEqual(await texts(), ["old", "old"]);
    const seen = new Set<string>();
    for (let waited = 0; waited < 5000; waited += 250) {
      clock.advance(250);
      seen.add((await texts()).join());
    }
    assert.deepEqual([...seen].filter((one) => one !== "old,old").length, 2);
    assert.deepEqual(await texts(), ["new", "new"]);
  });

  it("of weights loses no request of 300, on keep-alive connections to both nodes", async () => {
    const lost = await swapped(world, { requests: 300, perSecond: 300, propagationSeconds: 0.5 });
    assert.deepEqual(lost.failures, []);
    assert.deepEqual([lost.answered, lost.both], [300, true]);
  });

  it("made through the front is known to the nodes when it is answered, save what is on its way", async () => {
    const { declare } = world;
    await world.app(named("app"), "app");
    const group = await declare.group();
    await declare.register(group, "app");
    const listener = await declare.listener(await declare.balancer(), await freePort());
    const plane = await world.plane();
    const front = await startControlFront({ endpoint: world.store.endpoint, plane });
    try {
      const through = new Declaring(world.store, front.url);
      await through.rule(listener, 1, onPath("/*"), to(group));
      assert.equal(plane.health(group)![0]!.state, "initial");
      await health(plane, group, ["healthy"]);
      assert.equal((await ask(plane.listeners()[0]!.url)).text, "app");
    } finally {
      await front.close();
    }
  });
});
