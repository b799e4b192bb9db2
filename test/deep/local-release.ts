/** A release of the storefront the real way: its revision is put into the bucket, the stack's pipeline does the rest. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CodePipelineClient,
  GetPipelineStateCommand,
  ListPipelineExecutionsCommand,
  type PipelineExecutionSummary,
} from "@aws-sdk/client-codepipeline";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { parse, stringify } from "yaml";
import { emulatorClient } from "../../local/emulator-client";
import { declaredPipelines } from "../../local/planes/pipelines";
import { filesBelow } from "../../packaging/folder-files";
import { writeZip } from "../../packaging/zip";
import { multistage, type Outcome } from "../helpers/command-line";
import type { LocalPlanes } from "../helpers/local-planes";
import { temporaryFolder } from "../helpers/temporary-folder";

const RELEASE_SECONDS = 240;

/** The project's dev asks a person, has fleets of so many instances, and watches users for a moment only. */
export function releasesSoon(project: string, size: number): void {
  const file = join(project, "Pulumi.dev.yaml");
  const settings = parse(readFileSync(file, "utf8")) as { config: Record<string, unknown> };
  const storefront = { name: "storefront", approval: true, bakeSeconds: 5, sizes: { min: size, max: size } };
  settings.config["multistage:services"] = [storefront];
  writeFileSync(file, stringify(settings));
}

/** A command as somebody runs it who has taken the environment of `multistage local env`. */
export function atLocal(local: LocalPlanes, args: readonly string[]): Promise<Outcome> {
  const { endpoints, region } = local.state();
  const credentials = { AWS_REGION: region, AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" };
  return multistage(args, { project: local.project, env: { ...process.env, ...endpoints, ...credentials } });
}

/** Uploads a revision, says yes when the pipeline asks, and waits until it is recorded as done; the release's id. */
export async function releaseStorefront(local: LocalPlanes): Promise<string> {
  const { endpoints, region } = local.state();
  const at = (service: string) => emulatorClient({ endpoint: endpoints[service] ?? "", region });
  const [pipeline] = declaredPipelines(local.objects(), "");
  const source = pipeline?.stages[0]?.actions[0];
  assert.ok(pipeline && source, "the storefront has a pipeline");
  const before = new Set((await executions()).map(({ pipelineExecutionId }) => pipelineExecutionId));

  const { S3Bucket: Bucket, S3ObjectKey: Key } = source.configuration;
  const Tagging = "Project=multistage&Stage=dev&Service=storefront";
  const put = new PutObjectCommand({ Bucket, Key, Tagging, Body: readFileSync(await revision()) });
  await new S3Client(at("AWS_ENDPOINT_URL")).send(put);

  const end = Date.now() + RELEASE_SECONDS * 1000;
  for (;;) {
    const own = (await executions()).filter(({ pipelineExecutionId: id }) => !before.has(id));
    const [newest] = own;
    const seen = own.map(({ pipelineExecutionId, status }) => `${pipelineExecutionId} ${status}`).join();
    if (own.length > 0 && own.every(({ status }) => status === "Succeeded"))
      return await done(local, newest?.pipelineExecutionId ?? "");
    assert.ok(
      own.every(({ status }) => status === "Succeeded" || status === "InProgress"),
      seen,
    );
    assert.ok(Date.now() < end, `waited ${RELEASE_SECONDS} s, saw ${seen}`);
    if (await isAsked()) {
      const { code, err } = await atLocal(local, ["approve", "storefront", "--yes"]);
      assert.equal(code, 0, err);
    }
    await sleep(1000);
  }

  async function executions(): Promise<PipelineExecutionSummary[]> {
    const asked = new ListPipelineExecutionsCommand({ pipelineName: pipeline?.name });
    const client = new CodePipelineClient(at("AWS_ENDPOINT_URL_CODEPIPELINE"));
    return (await client.send(asked)).pipelineExecutionSummaries ?? [];
  }

  async function isAsked(): Promise<boolean> {
    const asked = new GetPipelineStateCommand({ name: pipeline?.name });
    const client = new CodePipelineClient(at("AWS_ENDPOINT_URL_CODEPIPELINE"));
    const { stageStates = [] } = await client.send(asked);
    return stageStates.some(({ actionStates = [] }) =>
      actionStates.some(({ latestExecution }) => latestExecution?.token !== undefined),
    );
  }
}

async function revision(): Promise<string> {
  const zip = join(temporaryFolder(), "revision.zip");
  const app = resolve(__dirname, "../../examples/ec2-web");
  await writeZip(await filesBelow(app, ({ name }) => name === "__pycache__"), zip);
  return zip;
}

async function done(local: LocalPlanes, id: string): Promise<string> {
  const { code, out, err } = await atLocal(local, ["history", "storefront", "--release", id, "--json"]);
  assert.equal(code, 0, err);
  assert.equal((JSON.parse(out) as { outcome: string }).outcome, "done", out);
  return id;
}
