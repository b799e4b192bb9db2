import { strict as assert } from "node:assert";
import { setTimeout as sleep } from "node:timers/promises";
import type { LambdaError } from "../../../local/functions/invoke-error";
import { stage, versionOf, zipOf } from "./helpers";
import { stages } from "./stages";

describe("a function that runs", () => {
  const { staged, ending } = stages();

  it("fails with the error of an asynchronous handler, in Lambda's shape, and serves on", async () => {
    const { call } = await staged(
      `exports.handler = async ({ bad }) => { if (bad) throw new TypeError("no " + bad); return "fine"; };`,
    );
    const failed = await call({ bad: "luck" });
    assert.equal(failed.functionError, "Unhandled");
    const { errorType, errorMessage, trace } = failed.value as {
      errorType: string;
      errorMessage: string;
      trace: string[];
    };
    assert.deepEqual([errorType, errorMessage], ["TypeError", "no luck"]);
    assert.equal(trace[0], "TypeError: no luck");
    const next = await call({});
    assert.deepEqual([next.value, next.functionError], ["fine", undefined]);
  });

  it("says which handler it could not find", async () => {
    const { call } = await staged(`exports.other = 1;`);
    assert.deepEqual((await call()).value, {
      errorType: "Runtime.HandlerNotFound",
      errorMessage: "index.handler is undefined or not exported",
      trace: ((await call()).value as { trace: unknown }).trace,
    });
  });

  it("fails an invocation whose process ends, and the next one gets a new process", async () => {
    const { call, log } = await staged(
      `exports.handler = async ({ die }) => { if (die) process.exit(3); return process.pid; };`,
    );
    const before = await call();
    const failed = await call({ die: true });
    assert.deepEqual(failed.value, {
      errorType: "Runtime.ExitError",
      errorMessage: `RequestId: ${failed.requestId} Error: Runtime exited with error: exit status 3`,
    });
    assert.ok(log().some((line) => line.includes("Runtime.ExitError")));
    const after = await call();
    assert.notEqual(after.value, before.value);
  });

  it("fails every invocation of a function that crashes in a loop, and keeps no process", async () => {
    const { call, runner } = await staged(`throw new Error("not today");`);
    for (let time = 0; time < 3; time++) {
      const { functionError, value } = await call();
      assert.equal(functionError, "Unhandled");
      assert.equal((value as { errorMessage: string }).errorMessage, "not today");
    }
    assert.equal(runner.environments, 0);
  });

  it("ends a function that takes too long, and says after how many seconds", async () => {
    const { call, log } = await staged(
      `exports.handler = () => new Promise(() => setInterval(() => {}, 1000));`,
      {
        timeoutSeconds: 1,
      },
    );
    const { value, requestId } = await call();
    assert.deepEqual(value, {
      errorType: "Sandbox.Timedout",
      errorMessage: `RequestId: ${requestId} Error: Task timed out after 1.00 seconds`,
    });
    assert.ok(log().some((line) => line.endsWith(`${requestId} Task timed out after 1.00 seconds`)));
  });

  it("says that a promise was left unsettled", async () => {
    const { call } = await staged(`exports.handler = () => new Promise(() => {});`);
    const { value, requestId } = await call();
    assert.deepEqual(value, {
      errorType: "Runtime.ExitError",
      errorMessage: `RequestId: ${requestId} Error: Runtime exited without providing a reason`,
    });
  });

  it("refuses a response of more than 6 MB and serves on", async () => {
    const { call } = await staged(`exports.handler = async ({ n }) => "x".repeat(n);`);
    assert.deepEqual((await call({ n: 6_300_000 })).value, {
      errorType: "Function.ResponseSizeTooLarge",
      errorMessage: "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
    });
    assert.equal((await call({ n: 6_000_000 })).payload.length, 6_000_002);
  });

  it("refuses an event that is too large, no JSON, or for nobody", async () => {
    const { runner } = await staged(`exports.handler = async () => 1;`);
    const refused = async (functionName: string, payload: string): Promise<unknown> => {
      const error = await runner.invoke({ functionName, payload: Buffer.from(payload) }).then(
        () => assert.fail("was taken"),
        (thrown: unknown) => thrown as LambdaError,
      );
      return [error.code, error.status];
    };
    assert.deepEqual(await refused("guestbook", `"${"x".repeat(6_291_556)}"`), [
      "RequestTooLargeException",
      413,
    ]);
    assert.deepEqual(await refused("guestbook", "{oops"), ["InvalidRequestContentException", 400]);
    assert.deepEqual(await refused("nobody", "{}"), ["ResourceNotFoundException", 404]);
  });

  it("runs as many processes as there are invocations at once, and no more than are reserved", async () => {
    const { call, functions, runner } = await staged(
      `exports.handler = () => new Promise((done) => setTimeout(() => done(process.pid), 400));`,
    );
    const pids = (await Promise.all([call(), call(), call()])).map(({ value }) => value);
    assert.equal(new Set(pids).size, 3);
    assert.equal(runner.environments, 3);
    functions.reserved = 1;
    const [first, second] = await Promise.allSettled([call(), call()]);
    assert.equal(first.status, "fulfilled");
    assert.equal(second.status, "rejected");
    const { code, status, reason } = second.reason as LambdaError;
    assert.deepEqual(
      [code, status, reason],
      ["TooManyRequestsException", 429, "ReservedFunctionConcurrentInvocationLimitExceeded"],
    );
  });

  it("chooses among the versions of an alias by their weights", async () => {
    const zips = await Promise.all(
      ["one", "two"].map((name) => zipOf({ "index.js": `exports.handler = async () => "${name}";` })),
    );
    const current = ending(stage(zips.map((zip, index) => versionOf({ zip, version: String(index + 1) }))));
    current.functions.aliases.set("live", [
      { version: "1", weight: 0.9 },
      { version: "2", weight: 0.1 },
    ]);
    const served = { one: 0, two: 0 };
    for (let time = 0; time < 200; time++) {
      const answer: { value: unknown; executedVersion: string } = await current.call({}, "live");
      served[answer.value as "one" | "two"]++;
      assert.equal(answer.executedVersion, answer.value === "one" ? "1" : "2");
    }
    assert.ok(served.two >= 10 && served.two <= 32, JSON.stringify(served));
  });

  it("serves new code with a new process as soon as the version has another revision", async () => {
    const { call, functions, runner } = await staged(`exports.handler = async () => "old";`);
    assert.equal((await call()).value, "old");
    functions.versions[0] = versionOf({
      zip: await zipOf({ "index.js": `exports.handler = async () => "new";` }),
    });
    assert.equal((await call()).value, "new");
    await sleep(50);
    assert.equal(runner.environments, 1);
  });
});
