import assert from "node:assert/strict";
import { CloudWatchClient, DeleteAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeRulesCommand, ModifyRuleCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { leaseFrom } from "../../../../../runtime/release/lease";
import { MOTO_CLIENT } from "../../../../helpers/moto";
import { to } from "../../../../local/load-balancer/declared";
import { isRecord } from "../../../../runtime/release/aws/interruptions";
import { releasedServices } from "../../../../runtime/release/aws/released-services";
import { ADA } from "../../../../runtime/release/aws/service";
import { standingOf, type Standing } from "../../../../runtime/release/aws/standing";
import { refused } from "../../../../runtime/release/aws/wire";

/** In `npm run check:deep` each call is the last of an invocation in a release of its own. */
const isDeep = process.env["MULTISTAGE_PROPERTY_RUNS"] !== undefined;
const SERVING = "/shop/dev/services/storefront/state/serving";

describe("a release on AWS", () => {
  const { world, pipeline, declared } = releasedServices();
  const DONE: Standing = {
    users: "r2",
    preview: "r1",
    serving: { colour: "green", releaseId: "r2" },
    idle: { why: "kept", until: 0, releaseId: "r1", canGoBack: true, size: 1 },
    ended: [{ id: "r2", outcome: "done", reason: "release r2 serves on green" }],
    fleets: {
      blue: { MinSize: 1, MaxSize: 2, DesiredCapacity: 1, version: "1", ids: 0 },
      green: { MinSize: 1, MaxSize: 2, DesiredCapacity: 1, version: "1", ids: 0 },
    },
    revisions: { blue: "r1", green: "r2" },
    recordedServing: "green",
  };

  it("moves the users by one call, and takes them back by one", async () => {
    const service = await declared();
    await service.step("prepare");
    await service.step("deploy");
    assert.deepEqual(
      [await service.users(), await service.users(service.registration.previewUrl)],
      ["r1", "r2"],
    );
    const before = service.outside();
    assert.deepEqual(before, [
      "PutParameter /shop/dev/services/storefront/green/revision",
      "UpdateAutoScalingGroup shop-dev-storefront-fleet-green",
    ]);
    service.approve();
    await service.step("release");
    await service.sweep();
    const move = ["ModifyRule product rule", `PutParameter ${SERVING}`, "ModifyRule preview rule"];
    assert.deepEqual(service.outside(), [...before, ...move]);
    assert.deepEqual(await standingOf(service), DONE);

    const goal = { kind: "switchBack", id: "b1", by: ADA, why: "it is slow" } as const;
    for (let count = 0; count < 9 && (await service.state()).ended[0]?.id !== "b1"; count++)
      await service.pass(goal);
    await service.sweep();
    assert.deepEqual(service.outside(), [...before, ...move, ...move]);
    const { users, preview, serving, recordedServing } = await standingOf(service);
    assert.deepEqual(
      { users, preview, serving, recordedServing },
      { users: "r1", preview: "r2", serving: { colour: "blue", releaseId: "r1" }, recordedServing: "blue" },
    );
    const records = await Promise.all(["r2", "b1"].map((id) => service.ports().ended(id)));
    assert.deepEqual(
      records.map((one) => [one?.release.id, one?.release.kind, one?.outcome]),
      [
        ["r2", "release", "done"],
        ["b1", "switchBack", "rolledBack"],
      ],
    );
  });

  for (const when of ["before", "after"] as const)
    it(`ends the same where each call was the last of an invocation that died ${when} it`, async () => {
      const service = await declared();
      const seen = new Set<string>();
      service.interruptions.kill = (change) => {
        const key = JSON.stringify(change);
        if (isRecord(change) || seen.has(key)) return undefined;
        seen.add(key);
        return when;
      };
      await service.release();
      assert.equal(service.interruptions.kills, 5);
      // What was carried out, and not recorded, is seen to be so: nothing is done twice.
      assert.equal(service.outside().length, 5);
      assert.deepEqual(await standingOf(service), DONE);
    });

  if (isDeep)
    for (const when of ["before", "after"] as const)
      it(`ends the same wherever one invocation died ${when} a call, its records and leases included`, async function () {
        this.timeout(20 * 60_000);
        for (let at = 0, isOver = false; !isOver; at++) {
          await world.store.reset();
          const service = await declared();
          service.interruptions.kill = (_, tried) => (tried === at ? when : undefined);
          await service.release();
          isOver = service.interruptions.kills === 0;
          assert.deepEqual(await standingOf(service), DONE, `${when} ${at}`);
        }
      });

  it("goes on after a call that was throttled: the pass says which, changes nothing, and gives the lease back", async () => {
    const service = await declared();
    const { answer } = pipeline;
    pipeline.answer = () => refused("ThrottlingException", "Rate exceeded");
    await assert.rejects(
      service.pass(service.goal("prepare")),
      /^CallFailed: codepipeline:\w+: ThrottlingException: Rate exceeded \(tried 3 times\)$/,
    );
    const { lease } = await service.ports().records.read();
    assert.equal(leaseFrom(lease).until, 0);
    assert.deepEqual(service.outside(), []);
    pipeline.answer = answer;
    await service.step("prepare");
    assert.equal((await service.state()).open?.phase, "prepared");
  });

  it("is refused at once where its revision is gone", async () => {
    const service = await declared();
    const goal = service.goal("prepare");
    assert.ok(goal.kind === "prepare");
    const artifact = { ...goal.artifact, versionId: "00000000-0000-0000-0000-000000000000" };
    await service.pass({ ...goal, artifact });
    assert.match((await service.state()).ended[0]?.reason ?? "", /revision\.zip.* (?:is|has) gone|not there/);
    assert.deepEqual(service.outside(), []);
  });

  it("is refused at once where an alarm is missing", async () => {
    const service = await declared();
    const watching = new CloudWatchClient({ ...MOTO_CLIENT, endpoint: world.store.endpoint });
    await watching.send(new DeleteAlarmsCommand({ AlarmNames: ["green-errors"] }));
    await service.pass(service.goal("prepare"));
    assert.deepEqual(
      (await service.state()).ended.map(({ outcome, reason }) => [outcome, reason]),
      [["rejected", "there is no alarm green-errors; run pulumi up, which makes it"]],
    );
    assert.deepEqual(service.outside(), []);
  });

  it("does not touch a product rule that got another target group, and says so", async () => {
    const service = await declared();
    await service.step("prepare");
    await service.step("deploy");
    const other = await world.declare.group();
    const { productRuleArn: RuleArn, colours } = service.registration;
    const Actions = [to([colours.blue.targetGroupArn, 101], [colours.green.targetGroupArn, 0], [other, 0])];
    await world.declare.balancing.send(new ModifyRuleCommand({ RuleArn, Actions }));
    service.approve();
    await service.pass(service.goal("release"));
    assert.match((await service.state()).drift ?? "", /it forwards to another target group, arn:aws:/);
    assert.deepEqual(
      service.outside().filter((change) => change.startsWith("ModifyRule")),
      [],
    );
    const { Rules } = await world.declare.balancing.send(new DescribeRulesCommand({ RuleArns: [RuleArn] }));
    assert.equal(Rules![0]!.Actions![0]!.ForwardConfig!.TargetGroups!.length, 3);
  });
});
