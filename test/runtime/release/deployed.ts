/**
 * A stage as it is deployed, with one service that serves nothing yet: in moto what Pulumi makes, the functions' bundles in
 * the local runner, the pipeline and Lambda's API played at the wire, and an app that answers at the preview.
 */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { releaseVariables } from "../../../naming/release-environment";
import type { Registration } from "../../../runtime/release/registration";
import { ROOT } from "../../helpers/command-line";
import { MOTO_CLIENT, type SharedMoto } from "../../helpers/moto";
import { stage, versionOf, zipOf, type Stage } from "../../local/functions/helpers";
import { declareService } from "./declared-service";
import { jobEvent } from "./event";
import { IDENTITY } from "./sample";

const NAMES = ["prepare", "deploy", "release", "retire", "events"] as const;
export type FunctionName = (typeof NAMES)[number];

/** What the pipeline was told of a job. */
export interface Told {
  readonly operation: string;
  readonly continuationToken?: string;
  readonly executionDetails?: { readonly summary: string };
  readonly failureDetails?: { readonly type: string; readonly message: string };
}

export interface Deployed {
  readonly registration: Registration;
  /** Of the uploaded revision. */
  readonly versionId: string;
  /** What the app answers that asks for its version. */
  version: string;
  /** How the pipeline's execution stands, and what a person said. */
  status: string;
  approval: "Succeeded" | "Failed" | undefined;
  readonly told: readonly Told[];
  /** Invokes a function; what it answered, or the text of its error. */
  call(name: FunctionName, event: unknown): Promise<unknown>;
  /** Hands over the job of a step once; what was told. */
  job(step: "prepare" | "deploy" | "release", executionId: string, token?: string): Promise<Told>;
  /** All lines that functions have logged. */
  log(): Readonly<Record<string, string>>[];
  stop(): Promise<void>;
}

export async function deploy(moto: SharedMoto): Promise<Deployed> {
  const preview = await listening((_, answer) => {
    answer.end(`${deployed.version}\n`);
  });
  const { registration, versionId } = await declareService(moto, urlOf(preview));

  const told: Told[] = [];
  const api = await listening((request, answer) => {
    void text(request).then(async (body) => {
      const [, name] = /\/functions\/shop-dev-(\w+)\/invocations/.exec(request.url ?? "") ?? [];
      if (name !== undefined) {
        const { payload } = await functions.runner.invoke({
          functionName: `shop-dev-${name}`,
          qualifier: undefined,
          payload: Buffer.from(body),
        });
        answer.end(payload);
        return;
      }
      const operation = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
      answer.setHeader("content-type", "application/x-amz-json-1.1");
      answer.end(JSON.stringify(pipelineAnswer(operation, body)));
    });
  });
  function pipelineAnswer(operation: string, body: string): object {
    const { status, approval } = deployed;
    switch (operation) {
      case "GetPipelineExecution":
        return { pipelineExecution: { status, trigger: { triggerType: "CloudWatchEvent" } } };
      case "ListActionExecutions":
        return { actionExecutionDetails: approval === undefined ? [] : [approvalAction(approval)] };
      default:
        told.push({ operation, ...(JSON.parse(body) as object) });
        return {};
    }
  }
  const functions = await started({
    AWS_ENDPOINT_URL: moto.endpoint,
    AWS_ENDPOINT_URL_CODEPIPELINE: urlOf(api),
    AWS_ENDPOINT_URL_LAMBDA: urlOf(api),
  });

  const deployed: Deployed = {
    registration,
    versionId,
    version: "",
    status: "InProgress",
    approval: undefined,
    told,
    async call(name, event) {
      const payload = Buffer.from(JSON.stringify(event));
      const result = await functions.runner.invoke({
        functionName: `shop-dev-${name}`,
        qualifier: undefined,
        payload,
      });
      return JSON.parse(result.payload.toString()) as unknown;
    },
    async job(step, executionId, token) {
      const { service } = IDENTITY;
      const parameters = JSON.stringify({ service, step, executionId, versionId });
      const before = told.length;
      const error = await this.call(step, jobEvent(parameters, undefined, token));
      const [answer] = told.slice(before);
      if (answer === undefined) throw new Error(`the job was not answered: ${JSON.stringify(error)}`);
      return answer;
    },
    log: () =>
      NAMES.flatMap((name) => functions.runner.log(`shop-dev-${name}`, "$LATEST").lines)
        .map(({ text: line }) => line.split("\tINFO\t")[1])
        .filter((line) => line !== undefined)
        .map((line) => JSON.parse(line) as Record<string, string>),
    async stop() {
      await functions.stop();
      for (const server of [preview, api]) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
  return deployed;
}

async function started(extra: Readonly<Record<string, string>>): Promise<Stage> {
  const environment = releaseVariables(IDENTITY);
  const versions = NAMES.map(async (name) => {
    const bundle = readFileSync(join(ROOT, "dist/runtime/release", name, "index.js"), "utf8");
    const zip = await zipOf({ "index.js": bundle });
    return versionOf({ zip, functionName: `shop-dev-${name}`, environment, timeoutSeconds: 60 });
  });
  return stage(await Promise.all(versions), { extra, region: MOTO_CLIENT.region });
}

/** As ListActionExecutions tells it. */
function approvalAction(status: string): object {
  const at = Math.floor(Date.now() / 1000);
  return {
    stageName: "Release",
    actionName: "Approve",
    status,
    startTime: at,
    lastUpdateTime: at,
    updatedBy: "Ada",
  };
}

async function listening(answer: Parameters<typeof createServer>[1]): Promise<Server> {
  const server = createServer(answer as never).listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
