import { strict as assert } from "node:assert";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { releaseVariables } from "../../../naming/release-environment";
import { stage, versionOf, zipOf } from "./helpers";

const DIST = resolve(__dirname, "../../../dist/runtime/release");

/** The bundle as it is deployed. */
async function bundle(name: string): Promise<Buffer> {
  const path = join(DIST, name, "index.js");
  assert.ok(existsSync(path), "npm run build makes the bundles");
  return zipOf({ "index.js": readFileSync(path, "utf8") });
}

const environment = releaseVariables({ project: "shop", stage: "dev" });

describe("a function of the release, from its deployed bundle", () => {
  it("says what came, in its log", async () => {
    const { call, log, stop } = stage([versionOf({ zip: await bundle("events"), environment })]);
    const { value, functionError } = await call({
      source: "aws.autoscaling",
      "detail-type": "EC2 Instance Launch Successful",
    });
    assert.deepEqual([value, functionError], [null, undefined]);
    const said = log().find((line) => line.includes("\tINFO\t")) ?? "";
    assert.deepEqual(JSON.parse(said.split("\t")[3] ?? ""), {
      level: "info",
      step: "events",
      message: "nothing to do: EC2 Instance Launch Successful, of no service of this stage",
    });
    await stop();
  });

  it("reaches the services of the local AWS with nothing changed but the endpoint", async () => {
    const heard: [string | undefined, Record<string, unknown>][] = [];
    const server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        heard.push([request.headers["x-amz-target"] as string, JSON.parse(body) as Record<string, unknown>]);
        response.writeHead(200, { "content-type": "application/x-amz-json-1.1" }).end("{}");
      });
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const AWS_ENDPOINT_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const zip = await bundle("prepare");
    const { call, stop } = stage([versionOf({ zip, timeoutSeconds: 20 })], { extra: { AWS_ENDPOINT_URL } });
    const { value, functionError } = await call({ "CodePipeline.job": { id: "job-1", data: {} } });
    assert.deepEqual([value, functionError, heard.length], [null, undefined, 1]);
    assert.equal(heard[0]![0], "CodePipeline_20150709.PutJobFailureResult");
    assert.equal(heard[0]![1]["jobId"], "job-1");
    await stop();
    server.close();
    server.closeAllConnections();
  });
});
