import assert from "node:assert/strict";
import {
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { MotoServer } from "../../../../local/moto/server";
import { MOTO_TIMEOUT } from "../../../helpers/moto";
import { arn, FUNCTION, REGION, until, World } from "../../../local/events/world";

const PATTERN = JSON.stringify({ source: ["shop"] });

describe("events without their store", function () {
  this.timeout(MOTO_TIMEOUT);
  const world = new World();
  const ended: string[] = [];

  const startMoto = async (port = 0): Promise<MotoServer> => {
    const moto = await MotoServer.start({ env: process.env, report: (line) => ended.push(line), port });
    world.closing({ close: () => moto.stop() });
    return moto;
  };

  it("says once that it was killed, goes by the rules it knows, refuses calls, and says when it is back", async () => {
    const moto = await startMoto();
    const { endpoint } = moto;
    const client = world.client(EventBridgeClient, endpoint);
    await client.send(new PutRuleCommand({ Name: "orders", EventPattern: PATTERN }));
    const Targets = [
      { Id: "f", Arn: FUNCTION },
      { Id: "q", Arn: arn("sqs", "orders"), RetryPolicy: { MaximumRetryAttempts: 0 } },
    ];
    await client.send(new PutTargetsCommand({ Rule: "orders", Targets }));
    const events = await world.events({ store: { endpoint, region: REGION } });
    process.kill(moto.pid, "SIGKILL");
    await moto.ended;
    assert.deepEqual(ended, ["the emulator moto has ended (SIGKILL)"]);

    world.clock.advance(2_000);
    await until("it to be said", () => world.said.length > 0);
    await assert.rejects(events.refresh());
    const front = world.client(EventBridgeClient, events.endpoint);
    const Entries = [{ Source: "shop", DetailType: "Order Placed", Detail: "{}" }];
    assert.equal((await front.send(new PutEventsCommand({ Entries }))).FailedEntryCount, 0);
    await events.settled();
    assert.equal(world.called.length, 1);
    for (let times = 0; times < 2; times++)
      await assert.rejects(front.send(new PutRuleCommand({ Name: "new", EventPattern: PATTERN })), {
        name: "InternalException",
        message: /does not answer \(ECONNREFUSED\)$/,
      });

    await startMoto(Number(new URL(endpoint).port));
    await front.send(new PutRuleCommand({ Name: "new", EventPattern: PATTERN }));
    events.put({ source: "shop", detailType: "Order Placed", detail: {} });
    assert.equal(world.called.length, 1);
    const [gone = "", dropped = "", refused = "", ...back] = world.said;
    assert.match(
      gone,
      /^the store at \S+ does not tell its event rules \(ECONN(REFUSED|RESET)\); those last read apply$/,
    );
    assert.match(
      dropped,
      /^an event Order Placed of orders did not reach \S+:orders \(CONNECTION_FAILURE: .+ no dead-letter queue$/,
    );
    assert.match(
      refused,
      /^the store at \S+ does not answer \(ECONNREFUSED\); calls of EventBridge are refused$/,
    );
    assert.deepEqual(back, [
      `the store at ${endpoint} answers calls of EventBridge again`,
      `the store at ${endpoint} tells its event rules again`,
    ]);
  });

  it("begins without it, and finds the rules when it is there", async () => {
    const moto = await startMoto();
    await moto.stop();
    const events = await world.events({ store: { endpoint: moto.endpoint, region: REGION } });
    events.put({ source: "shop", detailType: "Order Placed", detail: {} });
    await startMoto(Number(new URL(moto.endpoint).port));
    const client = world.client(EventBridgeClient, moto.endpoint);
    await client.send(new PutRuleCommand({ Name: "orders", EventPattern: PATTERN }));
    await client.send(new PutTargetsCommand({ Rule: "orders", Targets: [{ Id: "f", Arn: FUNCTION }] }));
    await events.refresh();
    events.put({ source: "shop", detailType: "Order Placed", detail: {} });
    assert.equal(world.called.length, 1);
    assert.equal(world.said.length, 2);
  });
});
