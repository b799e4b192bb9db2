import assert from "node:assert/strict";
import { DeleteRuleCommand, EventBridgeClient, RemoveTargetsCommand } from "@aws-sdk/client-eventbridge";
import { MOTO_TIMEOUT } from "../../helpers/moto";
import { FUNCTION, NOON, until, World } from "./world";

describe("rules that are due", function () {
  this.timeout(MOTO_TIMEOUT);
  const world = new World();
  const times = (): string[] => world.called.map(({ payload }) => (payload as { time: string }).time);

  it("fires for every period when the clock is moved over several at once", async () => {
    const ruleArn = await world.rule("sweep", "rate(1 minute)", { Arn: FUNCTION });
    await world.events();
    world.clock.advance(200_000);
    assert.deepEqual(times(), ["2026-11-21T12:01:00Z", "2026-11-21T12:02:00Z", "2026-11-21T12:03:00Z"]);
    const [{ payload } = { payload: {} }] = world.called;
    assert.deepEqual(
      { ...(payload as object), id: "" },
      {
        version: "0",
        id: "",
        "detail-type": "Scheduled Event",
        source: "aws.events",
        account: "123456789012",
        time: "2026-11-21T12:01:00Z",
        region: "ap-northeast-2",
        resources: [ruleArn],
        detail: {},
      },
    );
  });

  it("goes on with a schedule that stays, begins one that changed, and ends one that is gone", async () => {
    const client = world.client(EventBridgeClient);
    await world.rule("sweep", "rate(10 minutes)", { Arn: FUNCTION });
    const events = await world.events();
    world.clock.advance(360_000);
    await world.rule("other", { source: ["x"] }, { Arn: FUNCTION });
    await events.refresh();
    world.clock.advance(240_000);
    assert.deepEqual(times(), ["2026-11-21T12:10:00Z"]);
    await world.rule("sweep", "cron(30 12 ? * SAT *)", { Arn: FUNCTION });
    await events.refresh();
    world.clock.advance(1_800_000);
    assert.deepEqual(times(), ["2026-11-21T12:10:00Z", "2026-11-21T12:30:00Z"]);
    await client.send(new RemoveTargetsCommand({ Rule: "sweep", Ids: ["0"] }));
    await client.send(new DeleteRuleCommand({ Name: "sweep" }));
    await events.refresh();
    world.clock.advance(8 * 86_400_000);
    assert.equal(world.called.length, 2);
  });

  it("waits for what is months away, and never for what is over", async () => {
    await world.rule("new-year", "cron(0 0 1 1 ? 2027)", { Arn: FUNCTION });
    await world.rule("over", "cron(0 0 1 1 ? 2026)", { Arn: FUNCTION });
    await world.events({ refreshSeconds: 86_400 });
    world.clock.advance(400 * 86_400_000);
    assert.deepEqual(times(), ["2027-01-01T00:00:00Z"]);
  });

  it("finds by itself what was added to the store", async () => {
    const events = await world.events();
    await world.rule("sweep", "rate(1 minute)", { Arn: FUNCTION });
    let read = false;
    world.clock.advance(2_000);
    void events.refresh().then(() => (read = true));
    await until("the rules to be read", () => read);
    world.clock.advance(60_000);
    assert.deepEqual(times(), [new Date(NOON + 62_000).toISOString().replace(".000", "")]);
  });
});
