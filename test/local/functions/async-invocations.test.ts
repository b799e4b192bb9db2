import { strict as assert } from "node:assert";
import { setTimeout as sleep } from "node:timers/promises";
import { MovedClock } from "../../../local/clock/clock";
import { AsyncInvocations } from "../../../local/functions/async-invocations";
import type { LambdaError } from "../../../local/functions/invoke-error";
import { ASYNC_DEFAULTS, type AsyncSettings } from "../../../local/functions/function-version";
import { stage, versionOf, zipOf, type Stage } from "./helpers";

const ARN = "arn:aws:lambda:eu-central-1:123456789012:function:guestbook";
const FAILURES = "arn:aws:sqs:eu-central-1:123456789012:failures";
const SUCCESSES = "arn:aws:sns:eu-central-1:123456789012:successes";

interface Sent {
  readonly arn: string;
  readonly record: Record<string, unknown>;
  readonly attributes: Readonly<Record<string, string>> | undefined;
}

describe("an asynchronous invocation", () => {
  let current: Stage;
  let clock: MovedClock;
  let invocations: AsyncInvocations;
  let sent: Sent[];
  let problems: string[];
  const begin = async (code: string, settings: Partial<AsyncSettings> = {}): Promise<void> => {
    clock = new MovedClock(Date.UTC(2026, 0, 1));
    sent = [];
    problems = [];
    current = stage([versionOf({ zip: await zipOf({ "index.js": code }), timeoutSeconds: 900 })], { clock });
    current.functions.settings = { ...ASYNC_DEFAULTS, ...settings };
    const destinations = {
      deliver: (arn: string, body: string, attributes?: Readonly<Record<string, string>>): Promise<void> => {
        if (arn.endsWith(":gone")) return Promise.reject(new Error("no such queue"));
        sent.push({ arn, record: JSON.parse(body) as Record<string, unknown>, attributes });
        return Promise.resolve();
      },
    };
    const onProblem = (message: string): void => void problems.push(message);
    const { runner, functions: source } = current;
    invocations = new AsyncInvocations({ runner, source, clock, destinations, onProblem });
  };
  const take = (payload = `{"a":1}`): string =>
    invocations.take({ functionName: "guestbook", payload: Buffer.from(payload) });
  const attempts = (): number => current.log().filter((line) => line.startsWith("START ")).length;
  const until = async (what: string, holds: () => boolean): Promise<void> => {
    const deadline = Date.now() + 10_000;
    while (!holds()) {
      if (Date.now() > deadline) assert.fail(`not within 10 s: ${what}\n${current.log().join("\n")}`);
      await sleep(5);
    }
  };
  /** So many attempts are over, and what follows is on the clock. */
  const ended = async (what: string, count: number): Promise<void> => {
    await until(what, () => current.log().filter((line) => line.startsWith("REPORT ")).length === count);
    await sleep(100);
  };
  afterEach(async () => {
    invocations.stop();
    await current.stop();
  });

  it("is not taken when it is larger than 1 MB, no JSON, or for nobody", async () => {
    await begin(`exports.handler = async () => 1;`);
    const code = (call: () => unknown): string => {
      try {
        call();
      } catch (error) {
        return (error as LambdaError).code;
      }
      return assert.fail("was taken");
    };
    assert.equal(
      code(() => take(`"${"x".repeat(1_048_576)}"`)),
      "RequestTooLargeException",
    );
    assert.equal(
      code(() => take("{")),
      "InvalidRequestContentException",
    );
    assert.equal(
      code(() => invocations.take({ functionName: "nobody", payload: Buffer.from("{}") })),
      "ResourceNotFoundException",
    );
  });

  it("is tried again after one minute and two, with the same id, then goes to the failure destination", async () => {
    await begin(`exports.handler = async () => { throw new Error("always"); };`, {
      onFailure: FAILURES,
      onSuccess: SUCCESSES,
    });
    const requestId = take();
    await ended("the first attempt", 1);
    clock.advance(59_000);
    await sleep(50);
    assert.equal(attempts(), 1);
    clock.advance(1_000);
    await ended("the second attempt", 2);
    clock.advance(120_000);
    await until("the record", () => sent.length === 1);
    assert.deepEqual(
      current.log().filter((line) => line.startsWith("START ")),
      Array(3).fill(`START RequestId: ${requestId} Version: $LATEST`),
    );
    const [{ arn, record }] = sent as [Sent];
    assert.equal(arn, FAILURES);
    const { responsePayload, ...rest } = record;
    assert.deepEqual(rest, {
      version: "1.0",
      timestamp: "2026-01-01T00:03:00.000Z",
      requestContext: {
        requestId,
        functionArn: `${ARN}:$LATEST`,
        condition: "RetriesExhausted",
        approximateInvokeCount: 3,
      },
      requestPayload: { a: 1 },
      responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    });
    assert.equal((responsePayload as { errorMessage: string }).errorMessage, "always");
    assert.equal(invocations.pending, 0);
  });

  it("is tried as often as its settings say, and goes to the dead-letter queue as it came", async () => {
    await begin(`exports.handler = async () => { throw new Error("no"); };`, {
      maximumRetryAttempts: 0,
      deadLetterTarget: FAILURES,
    });
    const requestId = take();
    await until("the message", () => sent.length === 1);
    assert.deepEqual(sent, [
      {
        arn: FAILURES,
        record: { a: 1 },
        attributes: { RequestID: requestId, ErrorCode: "200", ErrorMessage: "no" },
      },
    ]);
    assert.equal(attempts(), 1);
  });

  it("is given up when it has grown too old for another attempt", async () => {
    await begin(`exports.handler = async () => { throw new Error("no"); };`, {
      maximumEventAgeSeconds: 90,
      onFailure: FAILURES,
    });
    take();
    await ended("the first attempt", 1);
    clock.advance(60_000);
    await until("the record", () => sent.length === 1);
    const { condition, approximateInvokeCount } = sent[0]?.record["requestContext"] as Record<
      string,
      unknown
    >;
    assert.deepEqual([condition, approximateInvokeCount], ["EventAgeExceeded", 2]);
  });

  it("waits and is tried again where there are too many at once, without counting that as an attempt", async () => {
    await begin(`exports.handler = async (event) => event;`, { onSuccess: SUCCESSES });
    current.functions.reserved = 0;
    take();
    await sleep(50);
    clock.advance(1_000);
    await sleep(50);
    assert.equal(attempts(), 0);
    current.functions.reserved = undefined;
    clock.advance(2_000);
    await until("the record", () => sent.length === 1);
    const { requestContext, responsePayload } = sent[0]?.record as Record<string, Record<string, unknown>>;
    assert.equal(requestContext?.["condition"], "Success");
    assert.equal(requestContext["approximateInvokeCount"], 1);
    assert.deepEqual(responsePayload, { a: 1 });
  });

  it("says so when its destination cannot be reached", async () => {
    await begin(`exports.handler = async () => 1;`, { onSuccess: `${SUCCESSES}:gone` });
    take();
    await until("the problem", () => problems.length === 1);
    assert.deepEqual(problems, [`nothing was sent to ${SUCCESSES}:gone: no such queue`]);
  });
});
