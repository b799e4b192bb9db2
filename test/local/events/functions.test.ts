import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateFunctionCommand,
  LambdaClient,
  PutFunctionEventInvokeConfigCommand,
} from "@aws-sdk/client-lambda";
import { startLocalLambda } from "../../../local/functions/local-lambda";
import { invokeAsyncOf } from "../../../local/events/sender";
import { MOTO_TIMEOUT } from "../../helpers/moto";
import { zipOf } from "../functions/helpers";
import { ACCOUNT, arn, REGION, until, World } from "./world";

describe("events that reach functions that run", function () {
  this.timeout(MOTO_TIMEOUT);
  const world = new World();

  it("sends an event on after its function has failed three times, and what names no function to the rule's queue", async () => {
    const folder = mkdtempSync(join(tmpdir(), "multistage-events-"));
    world.closing({
      close() {
        rmSync(folder, { recursive: true, force: true });
      },
    });
    const seen: string[] = [];
    const lambda = await startLocalLambda({
      clock: world.clock,
      region: REGION,
      account: ACCOUNT,
      folder,
      storeEndpoint: world.moto.endpoint,
      updateSeconds: 0,
      onInvocation: ({ functionName, failed }) => seen.push(`${functionName} ${failed ? "failed" : "well"}`),
    });
    world.closing({ close: () => lambda.stop() });
    const client = world.client(LambdaClient, lambda.endpoint);
    const handler = "exports.handler = async ({ detail }) => { if (detail.bad) throw new Error('no'); };";
    await client.send(
      new CreateFunctionCommand({
        FunctionName: "events",
        Runtime: "nodejs22.x",
        Handler: "index.handler",
        Role: "arn:aws:iam::123456789012:role/events",
        Code: { ZipFile: await zipOf({ "index.js": handler }) },
      }),
    );
    const DestinationConfig = { OnFailure: { Destination: await world.queue("failed") } };
    await client.send(new PutFunctionEventInvokeConfigCommand({ FunctionName: "events", DestinationConfig }));
    const DeadLetterConfig = { Arn: await world.queue("dead") };
    await world.rule(
      "orders",
      { source: ["shop"] },
      { Arn: arn("lambda", "function:events"), DeadLetterConfig },
      { Arn: arn("lambda", "function:gone"), DeadLetterConfig },
    );
    const events = await world.events({ invokeAsync: invokeAsyncOf(lambda.invocations) });

    const bad = events.put({ source: "shop", detailType: "Order Placed", detail: { bad: true } });
    for (let attempt = 1; attempt <= 3; attempt++) {
      await until(`attempt ${attempt}`, () => seen.length === attempt);
      // Its end is told a moment before the next attempt is set.
      await new Promise(setImmediate);
      world.clock.advance(120_000);
    }
    await until("the event to be done with", () => lambda.invocations.pending === 0);
    events.put({ source: "shop", detailType: "Order Placed", detail: {} });
    await until("the other to be done with", () => lambda.invocations.pending === 0);
    assert.deepEqual(seen, ["events failed", "events failed", "events failed", "events well"]);
    let failed = await world.messages("failed");
    while (failed.length === 0) failed = await world.messages("failed");
    const [{ body } = { body: {} }, ...more] = failed;
    const { requestContext, requestPayload } = body as {
      requestContext: Record<string, unknown>;
      requestPayload: { id: string };
    };
    assert.deepEqual(more, []);
    assert.equal(requestPayload.id, bad);
    assert.deepEqual(
      [requestContext["condition"], requestContext["approximateInvokeCount"]],
      ["RetriesExhausted", 3],
    );
    await events.settled();
    const dead = await world.messages("dead");
    assert.deepEqual(
      dead.map(({ attributes: { TARGET_ARN, ERROR_CODE } }) => [TARGET_ARN, ERROR_CODE]),
      [
        [arn("lambda", "function:gone"), "NO_RESOURCE"],
        [arn("lambda", "function:gone"), "NO_RESOURCE"],
      ],
    );
  });
});
