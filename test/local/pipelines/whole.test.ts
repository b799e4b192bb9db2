/** A service's pipeline as our program declares it: an upload starts it, local functions answer its jobs, rules hear of it. */
import assert from "node:assert/strict";
import {
  CodePipelineClient,
  GetPipelineStateCommand,
  ListPipelineExecutionsCommand,
  PutApprovalResultCommand,
} from "@aws-sdk/client-codepipeline";
import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { setTimeout as sleep } from "node:timers/promises";
import { stages } from "../../../components/delivery-pipeline/stages";
import { realClock } from "../../../local/clock/clock";
import { AsyncInvocations } from "../../../local/functions/async-invocations";
import { invokeAsyncOf } from "../../../local/events/sender";
import { passStoreEvents } from "../../../local/events/sources/store-events";
import { startLocalPipelines, type LocalPipelines } from "../../../local/pipelines/local-pipelines";
import { declaredPipelines, PIPELINE } from "../../../local/planes/pipelines";
import { MOTO_TIMEOUT } from "../../helpers/moto";
import { ACCOUNT, arn, FUNCTION, REGION, until, World } from "../events/world";
import { stage, versionOf, zipOf, type Stage } from "../functions/helpers";

const name = "shop-dev-storefront-pipeline";
const ARN = arn("codepipeline", name);
const Bucket = "artifacts";
const SECOND = 1_000;

/** Answers its job as the uploaded version's name in its parameters says: by AWS's protocol, without its SDK. */
const CODE = `
exports.handler = async (event) => {
  const job = event["CodePipeline.job"];
  const call = (operation, input) => fetch(process.env.AWS_ENDPOINT_URL_CODEPIPELINE, {
    method: "POST",
    headers: { "x-amz-target": "CodePipeline_20150709." + operation },
    body: JSON.stringify({ jobId: job.id, ...input }),
  });
  const does = process.env.DOES;
  if (does === "nothing") return;
  if (does === "fail")
    return void await call("PutJobFailureResult", { failureDetails: { type: "JobFailed", message: "no instance is healthy" } });
  const { continuationToken: token } = job.data;
  const goesOn = does === "go on" && token === undefined;
  const { versionId, step } = JSON.parse(job.data.actionConfiguration.configuration.UserParameters);
  await call("PutJobSuccessResult", {
    executionDetails: { summary: step + " of " + versionId + (token === undefined ? "" : " after " + token) },
    ...(goesOn ? { continuationToken: "a look" } : {}),
  });
};`;

describe("a stack's pipeline", function () {
  this.timeout(MOTO_TIMEOUT);
  const world = new World();
  let functions: Stage;
  let plane: LocalPipelines;
  let client: CodePipelineClient;

  /** @param does - what each step's function does with its job */
  async function running(does: Readonly<Record<string, string>>): Promise<void> {
    const store = { endpoint: world.moto.endpoint, region: REGION };
    const extra: Record<string, string> = {};
    const zip = await zipOf({ "index.js": CODE });
    const made = ["prepare", "deploy", "release"].map((step) =>
      versionOf({ zip, functionName: `shop-dev-${step}`, environment: { DOES: does[step] ?? "succeed" } }),
    );
    functions = stage(made, { extra });
    const { runner, functions: source } = functions;
    const destinations = { deliver: () => Promise.resolve() };
    const asked = { runner, source, clock: realClock, destinations, onProblem: () => undefined };
    plane = await startLocalPipelines({
      ...{ store, account: ACCOUNT, clock: world.clock, say: (line) => world.said.push(line) },
      invokeAsync: invokeAsyncOf(new AsyncInvocations(asked)),
      tell: (change) => void events.put(change),
    });
    world.closing(plane);
    world.closing({ close: () => functions.stop() });
    extra["AWS_ENDPOINT_URL_CODEPIPELINE"] = plane.endpoint;
    const events = await world.events({
      elsewhere: (target, body) => {
        plane.startBy(target.arn, body);
        return Promise.resolve();
      },
    });
    const tapped = { store, account: ACCOUNT, clock: world.clock, events, say: () => undefined };
    world.closing({ close: await passStoreEvents(tapped) });
    plane.declare(declaredPipelines([{ type: PIPELINE, id: name, properties: declared() }], ACCOUNT));
    client = world.client(CodePipelineClient, plane.endpoint);
    await world.rule(
      "trigger",
      { source: ["aws.s3"], "detail-type": ["Object Created"] },
      {
        Arn: ARN,
        InputTransformer: {
          InputPathsMap: { versionId: "$.detail.object.version-id" },
          InputTemplate:
            '{"sourceRevisions":[{"actionName":"Revision","revisionType":"S3_OBJECT_VERSION_ID","revisionValue":<versionId>}]}',
        },
      },
    );
    await world.rule("executions", { source: ["aws.codepipeline"] }, { Arn: FUNCTION });
    await events.refresh();
    const s3 = world.client(S3Client);
    const LocationConstraint = REGION as "ap-northeast-2";
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }));
    const VersioningConfiguration = { Status: "Enabled" } as const;
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
    const NotificationConfiguration = { EventBridgeConfiguration: {} };
    await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));
  }

  /** As the engine's state has what the component declares. */
  function declared() {
    const step = (role: string) => ({ name: `shop-dev-${role}`, arn: arn("lambda", `shop-dev-${role}`) });
    const args = {
      identity: { project: "shop", stage: "dev", service: "storefront" },
      ownership: { owner: "web", costCenter: "1000" },
      artifactBucket: { name: Bucket, arn: `arn:aws:s3:::${Bucket}` },
      functions: { prepare: step("prepare"), deploy: step("deploy"), release: step("release") },
      approval: { topicArn: arn("sns", "approvals"), timeoutMinutes: 60 },
    };
    return {
      ...{ name, arn: ARN, roleArn: "role", region: REGION, executionMode: "QUEUED", pipelineType: "V2" },
      artifactStores: [{ type: "S3", location: Bucket }],
      stages: JSON.parse(JSON.stringify(stages("storefront", args))) as never,
    };
  }

  async function upload(): Promise<string> {
    const put = new PutObjectCommand({ Bucket, Key: "storefront/revision.zip", Body: "zip" });
    const { VersionId = "" } = await world.client(S3Client).send(put);
    world.clock.advance(SECOND);
    return VersionId;
  }

  /** Until it is so, while time goes by; five seconds of this machine's at most. */
  async function becomes(what: string, holds: () => Promise<boolean>, seconds = 1): Promise<void> {
    for (const end = Date.now() + 5_000; !(await holds());) {
      assert.ok(Date.now() < end, `waited 5 s for ${what}; ${world.said.join("\n")}`);
      await sleep(10);
      world.clock.advance(seconds * SECOND);
    }
  }

  async function statuses(): Promise<(string | undefined)[]> {
    const asked = new ListPipelineExecutionsCommand({ pipelineName: name });
    const { pipelineExecutionSummaries = [] } = await client.send(asked);
    return pipelineExecutionSummaries.map(({ status }) => status);
  }
  async function open(): Promise<string | undefined> {
    const { stageStates = [] } = await client.send(new GetPipelineStateCommand({ name }));
    const found = stageStates[1]?.actionStates?.find(({ actionName }) => actionName === "Approve");
    return found?.latestExecution?.token;
  }
  async function answer(status: "Approved" | "Rejected"): Promise<void> {
    await becomes("the question", async () => (await open()) !== undefined);
    const where = { pipelineName: name, stageName: "Release", actionName: "Approve", token: await open() };
    await client.send(new PutApprovalResultCommand({ ...where, result: { status, summary: "so it is" } }));
  }
  const ended = (...expected: string[]) =>
    becomes(`executions to be ${expected.join()}`, async () => (await statuses()).join() === expected.join());
  /** Of what the rule's function heard. */
  const heard = (): string[] =>
    world.called.map(({ payload }) => {
      const { detail } = payload as { detail: Record<string, string> };
      return [detail["stage"], detail["action"], detail["state"]]
        .filter((one) => one !== undefined)
        .join(" ");
    });
  const summaryOf = (action: string): string | undefined =>
    world.said
      .findLast((line) => line.includes(`/${action} SUCCEEDED`) || line.includes(`/${action} FAILED`))
      ?.replace(/^.*(SUCCEEDED|FAILED): /, "");

  it("fails where a function says so, in its words", async () => {
    await running({ deploy: "fail" });
    await upload();
    await ended("Failed");
    assert.equal(summaryOf("Deploy"), "no instance is healthy");
    await until("the end to be told", () => heard().at(-1) === "FAILED");
  });

  it("fails where a function says nothing for 20 minutes", async () => {
    await running({ prepare: "nothing" });
    await upload();
    await until(
      "the function to run",
      () => functions.runner.log("shop-dev-prepare", "$LATEST").lines.length > 0,
    );
    world.clock.advance(19 * 60 * SECOND);
    assert.deepEqual(await statuses(), ["InProgress"]);
    world.clock.advance(60 * SECOND);
    assert.deepEqual(await statuses(), ["Failed"]);
    assert.equal(summaryOf("Prepare"), "the function has not answered its job within 20 minutes");
  });

  it("fails by a no, and by nobody's answer in time", async () => {
    await running({});
    await upload();
    await answer("Rejected");
    await ended("Failed");
    assert.equal(summaryOf("Approve"), "rejected: so it is");
    await upload();
    await becomes("the question", async () => (await open()) !== undefined);
    world.clock.advance(60 * 60 * SECOND);
    assert.deepEqual(await statuses(), ["Failed", "Failed"]);
    assert.equal(summaryOf("Approve"), "nobody has answered within 60 minutes");
  });

  it("releases one upload after the other, each by its own version, and tells its rules of all of it", async () => {
    await running({ deploy: "go on" });
    const first = await upload();
    await becomes("the question", async () => (await open()) !== undefined);
    assert.equal(summaryOf("Deploy"), `deploy of ${first} after a look`);
    const second = await upload();
    await becomes("the second to wait", async () => (await statuses()).length === 2);
    assert.equal(summaryOf("Prepare"), `prepare of ${first}`);
    await answer("Approved");
    await ended("InProgress", "Succeeded");
    assert.equal(summaryOf("Release"), `release of ${first}`);
    await answer("Approved");
    await ended("Succeeded", "Succeeded");
    assert.equal(summaryOf("Release"), `release of ${second}`);
    await until("the end to be told", () => heard().at(-1) === "SUCCEEDED");
    const once = heard().filter((_, index, all) => all.indexOf(all[index] ?? "") === index);
    assert.deepEqual(once, [
      "STARTED",
      "Source STARTED",
      "Source Revision STARTED",
      "Source Revision SUCCEEDED",
      "Source SUCCEEDED",
      "Release STARTED",
      "Release Prepare STARTED",
      "Release Prepare SUCCEEDED",
      "Release Deploy STARTED",
      "Release Deploy SUCCEEDED",
      "Release Approve STARTED",
      "Release Approve SUCCEEDED",
      "Release Release STARTED",
      "Release Release SUCCEEDED",
      "Release SUCCEEDED",
      "SUCCEEDED",
    ]);
  });
});
