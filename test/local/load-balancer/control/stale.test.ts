import assert from "node:assert/strict";
import {
  DescribeListenersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
  ModifyListenerCommand,
  ModifyRuleCommand,
  ModifyTargetGroupCommand,
  SetRulePrioritiesCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { MovedClock } from "../../../../local/clock/clock";
import { ask } from "../balanced";
import { fixed, onPath } from "../declared";
import { freePort } from "../free-port";
import { fronted } from "./fronted";

describe("what the control front of a load balancer tells after a change", () => {
  const { world, through } = fronted();

  it("tells for a while what was there before a change, now and then, the same for the same seed", async () => {
    const { declare } = world;
    const listener = await declare.listener(await declare.balancer(), await freePort(), fixed("200", "old"));
    const rule = await declare.rule(listener, 1, onPath("/*"), fixed("200", "old"));
    const group = await declare.group({ HealthCheckPath: "/old" });
    const plane = await world.plane();
    const clock = new MovedClock(0);
    const { via } = await through(plane, { clock, staleSeconds: 2, seed: 3 });
    const bodies = async () => {
      const { Rules } = await via.balancing.send(new DescribeRulesCommand({ ListenerArn: listener }));
      return Rules!.map(
        ({ Priority, Actions }) => `${Priority} ${Actions![0]!.FixedResponseConfig!.MessageBody}`,
      );
    };
    const ten = async (describe: () => Promise<unknown>) => {
      const seen = new Set<string>();
      for (let call = 0; call < 10; call++) seen.add(JSON.stringify(await describe()));
      return [...seen].sort();
    };
    await via.balancing.send(new ModifyRuleCommand({ RuleArn: rule, Actions: [fixed("200", "new")] }));
    assert.deepEqual(await ten(bodies), ['["1 new","default old"]', '["1 old","default old"]']);
    // What the nodes go by is another matter.
    assert.equal((await ask(plane.listeners()[0]!.url)).text, "new");
    clock.advance(2000);
    assert.deepEqual(await ten(bodies), ['["1 new","default old"]']);

    const RulePriorities = [{ RuleArn: rule, Priority: 9 }];
    await via.balancing.send(new SetRulePrioritiesCommand({ RulePriorities }));
    assert.deepEqual(await ten(bodies), ['["1 new","default old"]', '["9 new","default old"]']);

    const DefaultActions = [fixed("200", "new")];
    await via.balancing.send(new ModifyListenerCommand({ ListenerArn: listener, DefaultActions }));
    const listeners = async () => {
      const answer = await via.balancing.send(new DescribeListenersCommand({ ListenerArns: [listener] }));
      return answer.Listeners![0]!.DefaultActions![0]!.FixedResponseConfig!.MessageBody;
    };
    assert.deepEqual(await ten(listeners), ['"new"', '"old"']);

    await via.balancing.send(
      new ModifyTargetGroupCommand({ TargetGroupArn: group, HealthCheckPath: "/new" }),
    );
    const paths = async () => {
      const answer = await via.balancing.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [group] }));
      return answer.TargetGroups![0]!.HealthCheckPath;
    };
    assert.deepEqual(await ten(paths), ['"/new"', '"/old"']);
    clock.advance(2000);
    assert.deepEqual([await ten(listeners), await ten(paths)], [['"new"'], ['"/new"']]);
  });

  it("tells nothing old after a change that was refused, and none where that is switched off", async () => {
    const { declare } = world;
    const listener = await declare.listener(await declare.balancer(), await freePort());
    const rule = await declare.rule(listener, 1, onPath("/*"), fixed("200", "old"));
    const other = await declare.rule(listener, 2, onPath("/*"), fixed("200", "old"));
    const { via } = await through(await world.plane());
    await via.balancing.send(new ModifyRuleCommand({ RuleArn: rule, Actions: [fixed("200", "new")] }));
    const body = async (arn: string) => {
      const { Rules } = await via.balancing.send(new DescribeRulesCommand({ RuleArns: [arn] }));
      return Rules![0]!.Actions![0]!.FixedResponseConfig!.MessageBody;
    };
    for (let call = 0; call < 10; call++) assert.equal(await body(rule), "new");
    const lagging = await through(await world.plane(), { staleSeconds: 3600 });
    const RulePriorities = [{ RuleArn: other, Priority: 1 }];
    await assert.rejects(lagging.via.balancing.send(new SetRulePrioritiesCommand({ RulePriorities })), {
      name: "PriorityInUseException",
    });
    await declare.balancing.send(new ModifyRuleCommand({ RuleArn: other, Actions: [fixed("200", "new")] }));
    for (let call = 0; call < 10; call++) {
      const { Rules } = await lagging.via.balancing.send(new DescribeRulesCommand({ RuleArns: [other] }));
      assert.equal(Rules![0]!.Actions![0]!.FixedResponseConfig!.MessageBody, "new");
    }
  });
});
