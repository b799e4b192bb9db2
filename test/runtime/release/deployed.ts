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
import { CloudWatchClient, PutMetricAlarmCommand, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  CreateBucketCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { servicePath } from "../../../naming/parameters";
import { releaseVariables } from "../../../naming/release-environment";
import { tableName } from "../../../runtime/release/aws/table";
import type { Registration } from "../../../runtime/release/registration";
import { ROOT } from "../../helpers/command-line";
import { MOTO_CLIENT, type SharedMoto } from "../../helpers/moto";
import { stage, versionOf, zipOf, type Stage } from "../../local/functions/helpers";
import { Declaring, onPath, to } from "../../local/load-balancer/declared";
import { declareFleets } from "./aws/fleet";
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

const SERVICE = IDENTITY;

export async function deploy(moto: SharedMoto): Promise<Deployed> {
  const client = { ...MOTO_CLIENT, endpoint: moto.endpoint };
  const preview = await listening((_, answer) => {
    answer.end(`${deployed.version}\n`);
  });
  const registration = { ...(await declared(moto)), previewUrl: urlOf(preview) };
  await makeTable(new DynamoDBClient(client));
  await makeParameters(new SSMClient(client), registration);
  await makeAlarms(new CloudWatchClient(client), registration);
  const versionId = await upload(new S3Client(client), registration);

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
      const { service } = SERVICE;
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
  const environment = releaseVariables(SERVICE);
  const versions = NAMES.map(async (name) => {
    const bundle = readFileSync(join(ROOT, "dist/runtime/release", name, "index.js"), "utf8");
    const zip = await zipOf({ "index.js": bundle });
    return versionOf({ zip, functionName: `shop-dev-${name}`, environment, timeoutSeconds: 60 });
  });
  return stage(await Promise.all(versions), { extra, region: MOTO_CLIENT.region });
}

async function declared(moto: SharedMoto): Promise<Registration> {
  const declare = new Declaring(moto);
  const [blue, green] = [
    await declare.group({ TargetType: "instance" }),
    await declare.group({ TargetType: "instance" }),
  ];
  const balancer = await declare.balancer();
  const rule = async (port: number, weights: readonly [number, number]): Promise<string> => {
    const listener = await declare.listener(balancer, port);
    return declare.rule(listener, 1, onPath("/*"), to([blue, weights[0]], [green, weights[1]]));
  };
  const { registration } = await declareFleets(moto, { blue, green });
  return {
    ...registration,
    productRuleArn: await rule(80, [100, 0]),
    previewRuleArn: await rule(8443, [0, 100]),
    sizes: { min: 1, max: 2, initial: 1 },
    healthyReads: 1,
    bakeSeconds: 0,
  };
}

async function makeTable(client: DynamoDBClient): Promise<void> {
  const keys = { service: "HASH", record: "RANGE" } as const;
  await client.send(
    new CreateTableCommand({
      TableName: tableName(SERVICE),
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: Object.entries(keys).map(([AttributeName, KeyType]) => ({ AttributeName, KeyType })),
      AttributeDefinitions: Object.keys(keys).map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    }),
  );
}

async function makeParameters(client: SSMClient, registration: Registration): Promise<void> {
  const Value = JSON.stringify(registration);
  const Name = servicePath(SERVICE, "registration");
  await client.send(new PutParameterCommand({ Name, Value, Type: "String" }));
}

async function makeAlarms(client: CloudWatchClient, { colours }: Registration): Promise<void> {
  for (const AlarmName of [...colours.blue.alarms, ...colours.green.alarms]) {
    await client.send(
      new PutMetricAlarmCommand({
        AlarmName,
        MetricName: "m",
        Namespace: "n",
        Statistic: "Sum",
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: "GreaterThanThreshold",
      }),
    );
    await client.send(new SetAlarmStateCommand({ AlarmName, StateValue: "OK", StateReason: "quiet" }));
  }
}

async function upload(client: S3Client, { artifacts }: Registration): Promise<string> {
  const Bucket = artifacts.bucket;
  const LocationConstraint = MOTO_CLIENT.region as "ap-northeast-2";
  await client.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }));
  await client.send(
    new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }),
  );
  const put = new PutObjectCommand({
    Bucket,
    Key: `${artifacts.prefix}revision.zip`,
    Body: await zipOf({ "appspec.yml": "version: 0.0" }),
    Tagging: "Project=shop&Stage=dev&Service=storefront",
    Metadata: { commit: "c0ffee" },
  });
  const { VersionId = "" } = await client.send(put);
  return VersionId;
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
