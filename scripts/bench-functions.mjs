// Measures what the local Lambda adds to a warm invocation: a handler that does nothing, invoked by the runner, by
// Lambda's API on the wire, and a Node.js app behind its HTTP API. Needs `npm run build` before it.
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { ZipFile } from "yazl";

const require = createRequire(resolve("dist/local/functions/bench.js"));
const { realClock } = require("../clock/clock.js");
const { HttpApi } = require("../http-api/http-api.js");
const { startLocalLambda } = require("./local-lambda.js");

const COUNT = 500;
const LIMIT_MILLISECONDS = 5;

async function zipOf(files) {
  const zip = new ZipFile();
  for (const [path, text] of Object.entries(files))
    zip.addBuffer(Buffer.from(text), path, { mode: 0o100755 });
  zip.end();
  const chunks = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk);
  return Buffer.concat(chunks).toString("base64");
}

const APP = `require("node:http").createServer((_, response) => response.end("ok")).listen(process.env.PORT, "127.0.0.1");`;
const CODE = {
  plain: { "index.js": "exports.handler = async () => 1;" },
  python: { "index.py": "def handler(event, context): return 1" },
  web: { "run.sh": `#!/bin/sh\nexec ${process.execPath} app.js\n`, "app.js": APP },
};
const SETTINGS = {
  plain: { Runtime: "nodejs22.x", Handler: "index.handler" },
  python: { Runtime: "python3.13", Handler: "index.handler" },
  web: {
    Runtime: "nodejs22.x",
    Handler: "run.sh",
    Environment: { Variables: { AWS_LAMBDA_EXEC_WRAPPER: "/opt/bootstrap" } },
  },
};

async function measured(title, call) {
  for (let time = 0; time < 50; time++) await call();
  const times = [];
  for (let time = 0; time < COUNT; time++) {
    const started = performance.now();
    await call();
    times.push(performance.now() - started);
  }
  times.sort((one, other) => one - other);
  const at = (share) => times[Math.floor(share * (COUNT - 1))];
  return { title, median: at(0.5), p90: at(0.9), p99: at(0.99) };
}

const folder = mkdtempSync(join(tmpdir(), "multistage-bench-functions-"));
const lambda = await startLocalLambda({
  clock: realClock,
  region: "eu-central-1",
  account: "123456789012",
  folder,
  storeEndpoint: "http://127.0.0.1:9",
  updateSeconds: 0,
});
for (const [FunctionName, files] of Object.entries(CODE)) {
  const Code = { ZipFile: await zipOf(files) };
  await lambda.store.create({
    FunctionName,
    Role: "arn:aws:iam::123456789012:role/bench",
    Code,
    ...SETTINGS[FunctionName],
  });
}
const direct = (functionName) => () => lambda.runner.invoke({ functionName, payload: Buffer.from("{}") });
const api = await HttpApi.start({
  api: {
    apiId: "bench",
    accountId: "123456789012",
    region: "eu-central-1",
    routes: [{ routeKey: "$default", integration: { functionArn: "web" } }],
  },
  clock: realClock,
  invoke: (functionName, payload) => lambda.runner.invoke({ functionName, payload }),
});
const wire = `${lambda.endpoint}/2015-03-31/functions/plain/invocations`;
const read = async (response) => (await response).text();
try {
  const rows = [
    await measured("runner, Node.js handler", direct("plain")),
    await measured("runner, Python handler", direct("python")),
    await measured("Lambda's API on the wire", () => read(fetch(wire, { method: "POST", body: "{}" }))),
    await measured("HTTP API, Node.js app", () => read(fetch(api.url))),
  ];
  const [load] = loadavg();
  console.log(
    `${COUNT} warm invocations each, one after another; ${cpus().length} cores, load ${load.toFixed(1)}`,
  );
  console.log("ms                          median    p90    p99");
  for (const { title, median, p90, p99 } of rows)
    console.log(title.padEnd(26), ...[median, p90, p99].map((value) => value.toFixed(2).padStart(6)));
  const slow = rows.filter(({ median }) => median > LIMIT_MILLISECONDS);
  for (const { title } of slow)
    console.error(`${title}: the median must be at most ${LIMIT_MILLISECONDS} ms`);
  process.exitCode = slow.length === 0 ? 0 : 1;
} finally {
  await api.stop();
  await lambda.stop();
  rmSync(folder, { recursive: true });
}
