import assert from "node:assert/strict";
import { DisableRuleCommand, EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { LambdaError, notFound } from "../../../local/functions/invoke-error";
import type { Told } from "../../../local/events/event";
import { MOTO_TIMEOUT } from "../../helpers/moto";
import { arn, FUNCTION, NOON, World } from "./world";

const TOLD: Told = { source: "shop", detailType: "Order Placed", detail: { order: 7 } };
const OURS = { source: ["shop"] };

describe("events on their way to targets", function () {
  this.timeout(MOTO_TIMEOUT);
  const world = new World();

  it("says which rule has a pattern it cannot read, once, and lets the others go on", async () => {
    await world.rule("broken", { source: [{ like: "shop" }] }, { Arn: FUNCTION });
    await world.rule("whole", OURS, { Arn: FUNCTION });
    const events = await world.events();
    await events.refresh();
    events.put(TOLD);
    assert.equal(world.called.length, 1);
    assert.deepEqual(world.said, [
      'the rule broken sets nothing off: EventPattern.source[0]: must be a value, or an object with one of prefix, suffix, equals-ignore-case, wildcard, anything-but, numeric, cidr, exists, got {"like":"shop"}; see the comparison operators of EventBridge\'s event patterns',
    ]);
  });

  it("sends what a function did not take three times to the dead-letter queue, with why", async () => {
    const ruleArn = await world.rule("orders", OURS, {
      Arn: FUNCTION,
      RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 3_600 },
      DeadLetterConfig: { Arn: await world.queue("dead") },
    });
    const at: number[] = [];
    const events = await world.events({
      invokeAsync: () => {
        at.push(world.clock.now() - NOON);
        throw new LambdaError("TooManyRequestsException", "Rate Exceeded.", 429);
      },
    });
    const id = events.put(TOLD);
    for (let second = 0; second < 10; second++) {
      await events.settled();
      world.clock.advance(1_000);
    }
    await events.settled();
    // One second, then two, of each the latter half by chance.
    const [first = 0, second = 0, third = 0] = at;
    assert.deepEqual([at.length, first], [3, 0]);
    assert.ok(second >= 500 && second <= 1_000 && third - second >= 1_000 && third - second <= 2_000);
    const [{ body, attributes } = { body: {}, attributes: {} }, ...more] = await world.messages("dead");
    assert.deepEqual(more, []);
    assert.equal((body as { id: string }).id, id);
    assert.deepEqual(attributes, {
      RULE_ARN: ruleArn,
      TARGET_ARN: FUNCTION,
      ERROR_CODE: "THROTTLING",
      ERROR_MESSAGE: "Rate Exceeded.",
      EXHAUSTED_RETRY_CONDITION: "MaximumRetryAttempts",
      RETRY_ATTEMPTS: "2",
    });
    assert.deepEqual(world.said, []);
  });

  it("gives up an event that has become too old", async () => {
    await world.rule("orders", OURS, {
      Arn: FUNCTION,
      RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 60 },
      DeadLetterConfig: { Arn: await world.queue("dead") },
    });
    const events = await world.events({
      invokeAsync: () => {
        throw new LambdaError("ServiceException", "out of order", 500);
      },
    });
    events.put(TOLD);
    for (let second = 0; second < 60; second++) {
      await events.settled();
      world.clock.advance(1_000);
    }
    await events.settled();
    const [dead] = await world.messages("dead");
    assert.equal(dead?.attributes["EXHAUSTED_RETRY_CONDITION"], "MaximumEventAgeInSeconds");
    assert.equal(dead.attributes["ERROR_CODE"], "ERROR_FROM_TARGET");
  });

  it("does not try again where the target is not there, and says what is dropped", async () => {
    const DeadLetterConfig = { Arn: await world.queue("dead") };
    await world.rule(
      "orders",
      OURS,
      { Arn: FUNCTION, DeadLetterConfig },
      { Arn: arn("sqs", "gone"), DeadLetterConfig },
      { Arn: arn("sns", "gone"), DeadLetterConfig },
      { Arn: arn("codepipeline", "guestbook"), DeadLetterConfig },
      { Arn: arn("sqs", "gone") },
      { Arn: arn("sqs", "gone-too"), DeadLetterConfig: { Arn: arn("sqs", "nowhere") } },
    );
    const events = await world.events({
      invokeAsync: (functionArn) => {
        throw notFound(functionArn);
      },
    });
    events.put(TOLD);
    await events.settled();
    const dead = await world.messages("dead");
    const reasons = dead.map(({ attributes: { TARGET_ARN = "", ERROR_CODE, RETRY_ATTEMPTS } }) =>
      [TARGET_ARN.split(":")[2], ERROR_CODE, RETRY_ATTEMPTS].join(" "),
    );
    assert.deepEqual(reasons.sort(), [
      "codepipeline NO_RESOURCE 0",
      "lambda NO_RESOURCE 0",
      "sns NO_RESOURCE 0",
      "sqs NO_RESOURCE 0",
    ]);
    assert.equal(world.said.length, 2);
    const [dropped = "", lost = ""] = world.said.sort();
    assert.match(
      dropped,
      /^an event Order Placed of orders did not reach \S+:gone \(NO_RESOURCE: .+\) and was dropped, as the target has no dead-letter queue$/,
    );
    assert.match(
      lost,
      /^an event Order Placed of orders did not reach \S+:gone-too \(.+\) nor its dead-letter queue \(.+\)$/,
    );
  });

  it("buries what a template turned into no JSON", async () => {
    await world.rule("orders", OURS, {
      Arn: FUNCTION,
      InputTransformer: { InputPathsMap: { gone: "$.detail.gone" }, InputTemplate: '{"a":<gone>}' },
      DeadLetterConfig: { Arn: await world.queue("dead") },
    });
    const events = await world.events();
    events.put(TOLD);
    await events.settled();
    const [dead] = await world.messages("dead");
    assert.equal(dead?.attributes["ERROR_CODE"], "INVALID_JSON");
    assert.deepEqual(world.called, []);
  });

  it("delivers to functions, queues, topics and whoever else takes it, each in its own form", async () => {
    const got: string[] = [];
    await world.rule(
      "orders",
      { ...OURS, detail: { order: [{ numeric: [">", 5] }] } },
      { Arn: FUNCTION },
      { Arn: await world.queue("orders"), Input: '{"constant":true}' },
      { Arn: await world.topic("news"), InputPath: "$.detail" },
      {
        Arn: arn("codepipeline", "guestbook"),
        RoleArn: "arn:aws:iam::123456789012:role/trigger",
        InputTransformer: {
          InputPathsMap: { order: "$.detail.order" },
          InputTemplate: '{"revision":"<order>"}',
        },
      },
    );
    const events = await world.events({
      elsewhere: (target, body) => {
        got.push(`${target.arn} ${target.roleArn ?? ""} ${body}`);
        return Promise.resolve();
      },
    });
    events.put({ ...TOLD, detail: { order: 5 } });
    events.put({ ...TOLD, bus: "another" });
    const id = events.put({ ...TOLD, resources: ["arn:aws:s3:::shop"], time: NOON - 1_500 });
    await events.settled();
    assert.deepEqual(world.called, [
      {
        arn: FUNCTION,
        payload: {
          version: "0",
          id,
          "detail-type": "Order Placed",
          source: "shop",
          account: "123456789012",
          time: "2026-11-21T11:59:58Z",
          region: "ap-northeast-2",
          resources: ["arn:aws:s3:::shop"],
          detail: { order: 7 },
        },
      },
    ]);
    assert.deepEqual(await world.messages("orders"), [{ body: { constant: true }, attributes: {} }]);
    assert.deepEqual(await world.messages("news"), [{ body: { order: 7 }, attributes: {} }]);
    assert.deepEqual(got, [
      `${arn("codepipeline", "guestbook")} arn:aws:iam::123456789012:role/trigger {"revision":"7"}`,
    ]);
    assert.deepEqual(world.said, []);
  });

  it("delivers nothing of a rule that is disabled", async () => {
    await world.rule("orders", OURS, { Arn: FUNCTION });
    await world.client(EventBridgeClient).send(new DisableRuleCommand({ Name: "orders" }));
    const events = await world.events();
    events.put(TOLD);
    assert.deepEqual(world.called, []);
  });

  it("delivers some events twice, late and out of order, and loses some of best-effort sources, by a seed", async () => {
    await world.rule("all", { source: [{ prefix: "" }] }, { Arn: FUNCTION, InputPath: "$.detail.n" });
    const run = async (source: string, options: { seed?: number } = {}) => {
      const lost: number[] = [];
      world.called.length = 0;
      const events = await world.events({
        chances: {},
        ...options,
        onEvent: ({ detail }, isLost) => {
          if (isLost) lost.push(Number(detail["n"]));
        },
      });
      for (let n = 0; n < 200; n++) events.put({ source, detailType: "x", detail: { n } });
      assert.deepEqual(world.called, []);
      world.clock.advance(1_000);
      return { lost, got: world.called.map(({ payload }) => payload as number) };
    };
    const once = await run("aws.codepipeline");
    assert.deepEqual(await run("aws.codepipeline"), once);
    assert.notDeepEqual(await run("aws.codepipeline", { seed: 2 }), once);
    const { lost, got } = once;
    const kept = new Set(got);
    assert.ok(lost.length >= 2 && lost.length <= 25);
    assert.equal(kept.size, 200 - lost.length);
    assert.ok(got.length - kept.size >= 5 && got.length - kept.size <= 45);
    assert.notDeepEqual(
      got,
      [...got].sort((a, b) => a - b),
    );
    const durable = await run("aws.s3");
    assert.deepEqual([durable.lost, new Set(durable.got).size], [[], 200]);
  });
});
