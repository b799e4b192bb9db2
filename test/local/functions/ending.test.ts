import { strict as assert } from "node:assert";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { gone, processesWith } from "../../helpers/processes";
import { stage, versionOf, zipOf } from "./helpers";

const ROOT = resolve(__dirname, "../../..");

/** A program that runs a web app and a function with a child of its own, and says when both have answered. */
const PROGRAM = `
  const { readFileSync } = require("node:fs");
  const { stage, versionOf } = require(${JSON.stringify(join(ROOT, "test/local/functions/helpers"))});
  const zip = readFileSync(process.argv[2]);
  const web = { AWS_LAMBDA_EXEC_WRAPPER: "/opt/bootstrap", AWS_LWA_READINESS_CHECK_PATH: "/" };
  const marked = { MARK: process.argv[3] };
  const { runner } = stage([
    versionOf({ zip, functionName: "plain", environment: marked }),
    versionOf({ zip, functionName: "web", handler: "run.sh", environment: { ...web, ...marked } }),
  ]);
  const event = { rawPath: "/", rawQueryString: "", headers: {}, requestContext: { http: { method: "GET", path: "/" } } };
  const payload = Buffer.from(JSON.stringify(event));
  Promise.all(["plain", "web"].map((functionName) => runner.invoke({ functionName, payload }))).then((results) => {
    console.log(JSON.stringify(results.map(({ payload }) => JSON.parse(payload))));
    process.once("SIGTERM", () => runner.stop().then(() => process.exit(0)));
  });
  setInterval(() => undefined, 1000);
`;

const FILES = {
  "index.js": `const { spawn } = require("node:child_process"); spawn("sleep", ["300"]); exports.handler = async () => "plain";`,
  "run.sh": { text: `#!/bin/sh\nsleep 300 &\nexec "${process.execPath}" app.js\n`, mode: 0o100755 },
  "app.js": `require("node:http").createServer((_, response) => response.end("web")).listen(process.env.AWS_LWA_PORT, "127.0.0.1");`,
};

describe("the processes of functions, when their runner ends", function () {
  if (process.platform !== "linux") return; // What is left is looked for in /proc.
  let folder: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "multistage-ending-"));
    writeFileSync(join(folder, "code.zip"), await zipOf(FILES));
    writeFileSync(join(folder, "program.ts"), PROGRAM);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  for (const signal of ["SIGTERM", "SIGINT", "SIGKILL"] as const)
    it(`are gone after ${signal}, with what they started`, async () => {
      const mark = `mark-${process.pid}-${signal}`;
      const command = [
        "-r",
        "ts-node/register/transpile-only",
        join(folder, "program.ts"),
        join(folder, "code.zip"),
        mark,
      ];
      const env = {
        PATH: process.env["PATH"],
        TMPDIR: folder,
        TS_NODE_PROJECT: join(ROOT, "tsconfig.json"),
        TS_NODE_CWD: ROOT,
      };
      const runner = spawn(process.execPath, command, {
        cwd: ROOT,
        env,
        stdio: ["ignore", "pipe", "inherit"],
      });
      const [line] = (await once(createInterface({ input: runner.stdout }), "line")) as [string];
      const [plain, web] = JSON.parse(line) as [string, { body: string }];
      assert.deepEqual([plain, web.body], ["plain", "web"]);
      // Two of Node.js, the adapter, two that sleep, and what watches them.
      assert.ok(processesWith(`MARK=${mark}`).length >= 5);
      runner.kill(signal);
      await once(runner, "exit");
      assert.deepEqual(await gone(`MARK=${mark}`), []);
    });

  it("leaves no temporary folder of an environment behind where it can end them itself", async () => {
    const zip = await zipOf({
      "index.js": `const { writeFileSync } = require("node:fs"); exports.handler = async () => { writeFileSync(process.env.TMPDIR + "/kept", "x"); };`,
    });
    const { call, runner, folder: own, stop } = stage([versionOf({ zip })]);
    await call();
    assert.equal(readdirSync(join(own, "tmp")).length, 1);
    await runner.stop();
    assert.deepEqual(readdirSync(join(own, "tmp")), []);
    await stop();
  });
});
