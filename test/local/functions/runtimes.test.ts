import { strict as assert } from "node:assert";
import { stage, versionOf, zipOf } from "./helpers";
import { stages } from "./stages";

describe("what runs in a function", () => {
  const { staged, ending } = stages();

  it("gives handlers the variables and the context of Lambda, and nothing of this machine's environment", async () => {
    process.env["A_SECRET_OF_THIS_MACHINE"] = "leaked";
    const { call } = await staged(
      `exports.handler = async (event, context) => ({ event, env: process.env, context, left: context.getRemainingTimeInMillis() });`,
      { memoryMiB: 512, environment: { COLOUR: "blue", AWS_REGION: "mine" } },
    );
    delete process.env["A_SECRET_OF_THIS_MACHINE"];
    const { value, requestId } = await call({ a: [1] });
    const { event, env, context, left } = value as Record<
      "event" | "env" | "context",
      Record<string, string>
    > & { left: number };
    assert.deepEqual(event, { a: [1] });
    assert.ok(left > 3000 && left <= 5000, String(left));
    const expected = {
      COLOUR: "blue",
      AWS_REGION: "eu-central-1",
      AWS_LAMBDA_FUNCTION_NAME: "guestbook",
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "512",
      AWS_LAMBDA_LOG_GROUP_NAME: "/aws/lambda/guestbook",
      AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x",
      _HANDLER: "index.handler",
    };
    for (const [name, wanted] of Object.entries(expected)) assert.equal(env[name], wanted, name);
    assert.equal(env["A_SECRET_OF_THIS_MACHINE"], undefined);
    assert.match(
      env["_X_AMZN_TRACE_ID"] ?? "",
      /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/,
    );
    assert.equal(context["awsRequestId"], requestId);
    assert.equal(
      context["invokedFunctionArn"],
      "arn:aws:lambda:eu-central-1:123456789012:function:guestbook",
    );
    assert.equal(context["memoryLimitInMB"], "512");
  });

  it("runs ES modules, callbacks, and handlers in folders", async () => {
    const module = await staged(
      { "src/app.mjs": `export const main = async () => import.meta.url.endsWith("app.mjs");` },
      { handler: "src/app.main" },
    );
    assert.equal((await module.call()).value, true);
    await module.stop();
    const callback = await staged(
      `exports.handler = (event, context, callback) => { setTimeout(() => callback(null, "later"), 5); };`,
    );
    assert.equal((await callback.call()).value, "later");
    await callback.stop();
    const silent = await staged(
      `exports.handler = (event, context, callback) => { setTimeout(() => {}, 5); };`,
    );
    assert.equal((await silent.call()).value, null);
  });

  it("runs Python, with its errors, its context and its log", async () => {
    const { call, log } = await staged(
      {
        "app.py": [
          "import logging",
          "logging.getLogger().setLevel('INFO')",
          "def main(event, context):",
          "    logging.info('hello %s', event['who'])",
          "    print('printed')",
          "    if event['who'] == 'Eve': raise ValueError('not you')",
          "    return {'version': context.function_version, 'left': context.get_remaining_time_in_millis() > 0}",
        ].join("\n"),
      },
      { runtime: "python3.13", handler: "app.main" },
    );
    const { value, requestId } = await call({ who: "Ada" });
    assert.deepEqual(value, { version: "$LATEST", left: true });
    assert.ok(
      log().some((line) => /^\[INFO\]\t.*Z\t/.test(line) && line.endsWith(`${requestId}\thello Ada`)),
      log().join("\n"),
    );
    assert.ok(log().includes("printed"));
    const failed = (await call({ who: "Eve" })).value as Record<string, unknown>;
    assert.deepEqual([failed["errorType"], failed["errorMessage"]], ["ValueError", "not you"]);
    assert.match(String((failed["stackTrace"] as unknown[])[0]), /app\.py", line 6/);
  });

  it("runs an executable of the function's own, where the runtime is provided", async () => {
    const script = [
      "#!/bin/sh",
      'api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation"',
      "while :; do",
      '  id=$(curl -s -D - -o event.json "$api/next" 2>/dev/null | sed -n "s/^[Ll]ambda-[Rr]untime-[Aa]ws-[Rr]equest-[Ii]d: *//p" | tr -d "\\r")',
      '  curl -s -X POST -d "\\"from sh\\"" "$api/$id/response" >/dev/null',
      "done",
    ].join("\n");
    const { call } = await staged(
      { bootstrap: { text: script, mode: 0o100755 } },
      { runtime: "provided.al2023" },
    );
    assert.equal((await call()).value, "from sh");
  });

  it("writes the lines START, END and REPORT, and gives the end of the log", async () => {
    const { call, log } = await staged(`exports.handler = async () => { console.log("hello", { a: 1 }); };`);
    const { requestId, logTail } = await call();
    const lines = log();
    assert.equal(lines[0], "INIT_START Runtime Version: nodejs22.x (local)");
    assert.equal(lines[1], `START RequestId: ${requestId} Version: $LATEST`);
    assert.match(lines[2] ?? "", new RegExp(`^\\d{4}-.*Z\t${requestId}\tINFO\thello { a: 1 }$`));
    assert.equal(lines[3], `END RequestId: ${requestId}`);
    assert.match(
      lines[4] ?? "",
      new RegExp(
        `^REPORT RequestId: ${requestId}\tDuration: [\\d.]+ ms\tBilled Duration: \\d+ ms\tMemory Size: 128 MB\tMax Memory Used: \\d+ MB\tInit Duration: [\\d.]+ ms$`,
      ),
    );
    assert.equal(logTail, lines.map((line) => `${line}\n`).join(""));
    // Who asks again before the first is back at waiting gets a second one.
    for (let calls = 0; calls < 5 && (log().at(-1) ?? "").includes("Init Duration"); calls += 1) await call();
    assert.match(log().at(-1) ?? "", /^REPORT/);
    assert.doesNotMatch(log().at(-1) ?? "", /Init Duration/);
  });

  it("keeps about 1 MB of the log of an app that prints 100 MB", async function () {
    this.timeout(60_000);
    const { call, runner } = await staged(
      `const chunk = Buffer.from((("x".repeat(199)) + "\\n").repeat(500));
       exports.handler = async () => { const write = (bytes) => new Promise((done) => process.stdout.write(bytes, done));
         for (let i = 0; i < 1000; i++) await write(chunk); await write("y".repeat(1_000_000)); return "done"; };`,
      { timeoutSeconds: 50 },
    );
    const before = process.memoryUsage().rss;
    assert.equal((await call()).value, "done");
    const { lines, dropped } = runner.log("guestbook", "$LATEST");
    const bytes = lines.reduce((sum, { text }) => sum + text.length, 0);
    assert.ok(bytes <= 1_048_576 && bytes > 500_000, String(bytes));
    assert.ok(dropped > 490_000, String(dropped));
    assert.ok(process.memoryUsage().rss - before < 200_000_000);
  });

  it("lets extensions hear of invocations and of the end", async () => {
    const extension = [
      `#!${process.execPath}`,
      `const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");`,
      `const api = "http://" + host + ":" + port + "/2020-01-01/extension/";`,
      `(async () => {`,
      `  const registered = await fetch(api + "register", { method: "POST", headers: { "Lambda-Extension-Name": "watcher" }, body: JSON.stringify({ events: ["INVOKE", "SHUTDOWN"] }) });`,
      `  const id = registered.headers.get("lambda-extension-identifier");`,
      `  console.log("registered", JSON.stringify(await registered.json()));`,
      `  for (;;) {`,
      `    const event = await (await fetch(api + "event/next", { headers: { "Lambda-Extension-Identifier": id } })).json();`,
      `    console.log("heard", event.eventType, event.requestId ?? event.shutdownReason);`,
      `    if (event.eventType === "SHUTDOWN") process.exit(0);`,
      `  }`,
      `})();`,
    ].join("\n");
    const files = {
      "index.js": `exports.handler = async () => 1;`,
      "watcher.js": { text: extension, mode: 0o100755 },
    };
    const zip = await zipOf(files);
    const unpacked = stage([versionOf({ zip })]);
    await unpacked.call();
    const code = `${unpacked.folder}/code/${Buffer.from(versionOf({ zip }).codeSha256, "base64").toString("hex")}`;
    const current = ending(stage([versionOf({ zip, extensions: [`${code}/watcher.js`] })]));
    const { requestId } = await current.call();
    await current.runner.stop();
    await unpacked.stop();
    const lines = current.log();
    assert.ok(
      lines.includes(
        `registered {"functionName":"guestbook","functionVersion":"$LATEST","handler":"index.handler"}`,
      ),
      lines.join("\n"),
    );
    assert.ok(lines.includes("EXTENSION\tName: watcher\tState: Ready"));
    assert.ok(lines.includes(`heard INVOKE ${requestId}`));
    assert.ok(lines.includes("heard SHUTDOWN spindown"));
  });
});
