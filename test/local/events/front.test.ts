import assert from "node:assert/strict";
import {
  DeleteRuleCommand,
  DescribeRuleCommand,
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  TestEventPatternCommand,
} from "@aws-sdk/client-eventbridge";
import { MOTO_TIMEOUT } from "../../helpers/moto";
import { FUNCTION, NOON, World } from "./world";

const ORDER = { Source: "shop", DetailType: "Order Placed", Detail: '{"order":7}' };

describe("EventBridge on the wire", function () {
  this.timeout(MOTO_TIMEOUT);
  const world = new World();

  it("refuses a port that is taken, and says which", async () => {
    const first = await world.events();
    const port = Number(new URL(first.endpoint).port);
    await assert.rejects(world.events({ port }), {
      name: "Refusal",
      message: `port: must be a free port of 127.0.0.1, got ${port} (taken by another process); name another one, or 0 for any`,
    });
  });

  it("refuses a rule whose pattern or schedule could not be read, and the store keeps what it had", async () => {
    const events = await world.events();
    const client = world.client(EventBridgeClient, events.endpoint);
    const put = (of: { EventPattern: string } | { ScheduleExpression: string }) =>
      client.send(new PutRuleCommand({ Name: "wrong", ...of }));
    const pattern = { name: "InvalidEventPatternException" };
    await assert.rejects(put({ EventPattern: "{source: x}" }), pattern);
    await assert.rejects(put({ EventPattern: '{"source":[{"like":"x"}]}' }), pattern);
    const schedule = { name: "ValidationException", message: /^Parameter ScheduleExpression is not valid\./ };
    await assert.rejects(put({ ScheduleExpression: "rate(1 minutes)" }), schedule);
    await assert.rejects(put({ ScheduleExpression: "cron(0 12 ? * 3#6 *)" }), schedule);
    await assert.rejects(client.send(new DescribeRuleCommand({ Name: "wrong" })), {
      name: "ResourceNotFoundException",
    });
  });

  it("refuses entries one by one, and takes the others", async () => {
    await world.rule("orders", { source: ["shop"] }, { Arn: FUNCTION, InputPath: "$.detail.order" });
    const events = await world.events();
    const client = world.client(EventBridgeClient, events.endpoint);
    const { Entries = [], FailedEntryCount } = await client.send(
      new PutEventsCommand({
        Entries: [
          { ...ORDER, Source: "" },
          { ...ORDER, Source: "aws.ec2" },
          { ...ORDER, Detail: "[1]" },
          { ...ORDER, Detail: "{order: 7}" },
          { ...ORDER, EventBusName: "another" },
          { ...ORDER, EventBusName: `arn:aws:events:ap-northeast-2:123456789012:event-bus/default` },
        ],
      }),
    );
    assert.equal(FailedEntryCount, 4);
    assert.deepEqual(
      Entries.map(({ ErrorCode }) => ErrorCode),
      [
        "InvalidArgument",
        "NotAuthorizedForSourceException",
        "MalformedDetail",
        "MalformedDetail",
        undefined,
        undefined,
      ],
    );
    assert.deepEqual(world.called, [{ arn: FUNCTION, payload: 7 }]);
    const eleven = Array.from({ length: 11 }, () => ORDER);
    await assert.rejects(client.send(new PutEventsCommand({ Entries: eleven })), {
      name: "ValidationException",
    });
    const large = { ...ORDER, Detail: JSON.stringify({ text: "x".repeat(1_048_576) }) };
    await assert.rejects(client.send(new PutEventsCommand({ Entries: [large] })), {
      name: "ValidationException",
      message: "Total size of the entries in the request is over the limit of 1048576 bytes",
    });
  });

  it("passes the time, the resources and the id of an event on", async () => {
    await world.rule("orders", { source: ["shop"] }, { Arn: FUNCTION });
    const events = await world.events();
    const client = world.client(EventBridgeClient, events.endpoint);
    const entry = { ...ORDER, Time: new Date(NOON - 60_000), Resources: ["arn:aws:s3:::shop"] };
    const { Entries } = await client.send(new PutEventsCommand({ Entries: [entry] }));
    const { id, time, resources } = world.called[0]?.payload as Record<string, unknown>;
    assert.deepEqual([id, time, resources], [Entries?.[0]?.EventId, "2026-11-21T11:59:00Z", entry.Resources]);
  });

  it("goes at once by rules that were changed through it", async () => {
    const events = await world.events();
    const client = world.client(EventBridgeClient, events.endpoint);
    const put = () => client.send(new PutEventsCommand({ Entries: [ORDER] }));
    await client.send(new PutRuleCommand({ Name: "orders", EventPattern: '{"source":["shop"]}' }));
    await client.send(new PutTargetsCommand({ Rule: "orders", Targets: [{ Id: "f", Arn: FUNCTION }] }));
    await put();
    assert.equal(world.called.length, 1);
    await client.send(new RemoveTargetsCommand({ Rule: "orders", Ids: ["f"] }));
    await client.send(new DeleteRuleCommand({ Name: "orders" }));
    await put();
    assert.equal(world.called.length, 1);
  });

  it("tells whether a pattern fits", async () => {
    const events = await world.events();
    const client = world.client(EventBridgeClient, events.endpoint);
    const test = async (EventPattern: string, Event = '{"source":"shop"}') =>
      (await client.send(new TestEventPatternCommand({ EventPattern, Event }))).Result;
    assert.equal(await test('{"source":["shop"]}'), true);
    assert.equal(await test('{"source":[{"anything-but":"shop"}]}'), false);
    await assert.rejects(test("{}"), { name: "InvalidEventPatternException" });
    await assert.rejects(test('{"source":["shop"]}', "shop"), { name: "ValidationException" });
  });

  it("lives on after calls that are none", async () => {
    const events = await world.events();
    const call = async (body: string, target = "AWSEvents.PutEvents") => {
      const headers = { "x-amz-target": target, "content-type": "application/x-amz-json-1.1" };
      const response = await fetch(events.endpoint, { method: "POST", headers, body });
      return [response.status, ((await response.json()) as { __type: string }).__type];
    };
    assert.deepEqual(await call("no json"), [400, "SerializationException"]);
    assert.deepEqual(await call("null"), [400, "SerializationException"]);
    assert.deepEqual(await call("{}"), [400, "ValidationException"]);
    assert.deepEqual(await call('{"Entries":[null]}'), [200, undefined]);
    assert.deepEqual(await call("{}", "DynamoDB_20120810.ListTables"), [404, "UnknownOperationException"]);
    assert.deepEqual(await call("x".repeat(4_000_001)), [413, "RequestEntityTooLarge"]);
  });
});
