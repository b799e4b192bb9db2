/** A release driven only by the functions' bundles, as a pipeline and people would: against moto, at the SDK's boundary. */
import assert from "node:assert/strict";
import { CloudWatchClient, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import { DescribeRulesCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { PutObjectTaggingCommand, S3Client } from "@aws-sdk/client-s3";
import { DeleteParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { servicePath } from "../../../naming/parameters";
import { MOTO_CLIENT, withMoto } from "../../helpers/moto";
import { Declaring } from "../../local/load-balancer/declared";
import { deploy, type Deployed, type Told } from "./deployed";
import { SECRETS } from "./event";
import { IDENTITY } from "./sample";

const REGISTRATION = servicePath(IDENTITY, "registration");
const SWEEP = { source: "aws.events", "detail-type": "Scheduled Event", detail: {} };
const BACK = { goal: "switchBack", service: "storefront", id: "back-1", by: "Ada", why: "customers call" };

describe("a release by the deployed functions", function () {
  this.timeout(120_000);
  const moto = withMoto();
  let stage: Deployed;
  beforeEach(async () => {
    stage = await deploy(moto);
  });
  afterEach(async () => {
    const lines = JSON.stringify([stage.log(), stage.told]);
    await stage.stop();
    for (const secret of SECRETS) assert.ok(!lines.includes(secret), secret);
  });

  /** The job of a step again and again, as the pipeline hands it over, until it is over. */
  async function play(step: "prepare" | "deploy" | "release", executionId: string): Promise<Told> {
    let token: string | undefined;
    for (let round = 0; round < 12; round++) {
      const told = await stage.job(step, executionId, token);
      if (told.continuationToken === undefined) return told;
      token = told.continuationToken;
    }
    return assert.fail(`${step} does not end: ${JSON.stringify(stage.told.at(-1))}`);
  }

  /** What the steps said in the end, up to one of them. */
  async function release(executionId: string, last: "prepare" | "deploy" | "release"): Promise<string[]> {
    stage.status = "InProgress";
    stage.approval = undefined;
    stage.version = executionId;
    const said: string[] = [];
    for (const step of ["prepare", "deploy", "release"] as const) {
      if (step === "release") stage.approval = "Succeeded";
      const told = await play(step, executionId);
      said.push(told.executionDetails?.summary ?? told.failureDetails?.message ?? "");
      if (step === last) return said;
    }
    return said;
  }

  const parameters = (): SSMClient => new SSMClient({ ...MOTO_CLIENT, endpoint: moto.endpoint });
  async function register(registration: object): Promise<void> {
    const Value = JSON.stringify(registration);
    await parameters().send(new PutParameterCommand({ Name: REGISTRATION, Value, Overwrite: true }));
  }

  async function weights(): Promise<unknown> {
    const RuleArns = [stage.registration.productRuleArn];
    const { Rules = [] } = await new Declaring(moto).balancing.send(new DescribeRulesCommand({ RuleArns }));
    return Rules[0]?.Actions?.[0]?.ForwardConfig?.TargetGroups?.map(({ Weight }) => Weight);
  }

  it("moves users by one call, and back by one when a person asks: each decision is a line with its guard", async () => {
    const { previewUrl } = stage.registration;
    const healthy = (colour: string, id: string): string =>
      `${colour}: 1 of 1 are healthy and report release ${id}; the preview shows it at ${previewUrl}`;
    assert.deepEqual(await release("r1", "release"), [
      "green is ready to be filled with release r1",
      healthy("green", "r1"),
      "release r1 serves on green",
    ]);
    stage.status = "Succeeded";
    assert.deepEqual(await weights(), [0, 102]);
    assert.deepEqual(await release("r2", "release"), [
      "blue is ready to be filled with release r2",
      healthy("blue", "r2"),
      "release r2 serves on blue",
    ]);
    stage.status = "Succeeded";
    assert.deepEqual(await weights(), [103, 0]);
    const done = { state: "done", reason: "users are back on green: customers call", releaseId: "back-1" };
    assert.deepEqual(await stage.call("release", BACK), done);
    assert.deepEqual(await weights(), [0, 104]);
    assert.deepEqual(await stage.call("release", BACK), done);

    const rule = stage.log().filter(({ action }) => action?.startsWith("the product rule"));
    assert.deepEqual(
      rule.map(({ step, goal, guard, action }) => [step, goal, guard, action]),
      [
        ["prepare", "prepare", "unmarked", "the product rule shows blue (weights 101, 0)"],
        ["release", "release", "move", "the product rule shows green (weights 0, 102)"],
        ["release", "release", "move", "the product rule shows blue (weights 103, 0)"],
        ["release", "switchBack", "return", "the product rule shows green (weights 0, 104)"],
      ],
    );

    const again = { goal: "reRelease", service: "storefront", id: "again-1", by: "Ada", release: "r2" };
    stage.version = "again-1";
    let reply = await stage.call("release", again);
    for (let round = 0; round < 6 && (reply as { state: string }).state === "underway"; round++) {
      assert.equal(await stage.call("events", SWEEP), null);
      reply = await stage.call("release", again);
    }
    assert.deepEqual(reply, {
      state: "done",
      reason: "release again-1 serves on blue",
      releaseId: "again-1",
    });
    assert.deepEqual(await weights(), [105, 0]);
  });

  it("goes on while other instances answer at the preview, and says what they answered", async () => {
    assert.deepEqual(await release("r1", "prepare"), ["green is ready to be filled with release r1"]);
    stage.version = "r0";
    await stage.job("deploy", "r1");
    const { continuationToken, executionDetails } = await stage.job("deploy", "r1");
    assert.ok(continuationToken);
    assert.match(
      executionDetails?.summary ?? "",
      /^waiting for green: 0 of 1 are healthy and report release r1 \(0 of 4 answers of \S+ were release r1, others "r0"\)$/,
    );
  });

  it("goes back when an alarm fires, and is over when a person refuses it: in one invocation each, of the event", async () => {
    await release("r1", "release");
    stage.status = "Succeeded";
    await register({ ...stage.registration, bakeSeconds: 3600 });

    await release("r2", "deploy");
    stage.approval = "Succeeded";
    const watched = await stage.job("release", "r2");
    assert.match(
      watched.executionDetails?.summary ?? "",
      /^users are on blue, which is watched for 3\d{3} s more$/,
    );
    assert.deepEqual(await weights(), [103, 0]);
    const alarms = new CloudWatchClient({ ...MOTO_CLIENT, endpoint: moto.endpoint });
    const [AlarmName = ""] = stage.registration.colours.blue.alarms;
    await alarms.send(new SetAlarmStateCommand({ AlarmName, StateValue: "ALARM", StateReason: "errors" }));
    const detail = { alarmName: "shop-dev-storefront-errors-blue", state: { value: "ALARM" } };
    const fired = { source: "aws.cloudwatch", "detail-type": "CloudWatch Alarm State Change", detail };
    assert.equal(await stage.call("events", fired), null);
    assert.deepEqual(await weights(), [0, 104]);
    const { failureDetails } = await stage.job("release", "r2", watched.continuationToken);
    const message = "users are back on green: blue-errors fired";
    assert.deepEqual(failureDetails, { type: "JobFailed", message });
    stage.status = "Failed";
    await alarms.send(new SetAlarmStateCommand({ AlarmName, StateValue: "OK", StateReason: "quiet" }));

    await release("r3", "deploy");
    [stage.status, stage.approval] = ["Failed", "Failed"];
    const approval = { pipeline: "shop-dev-storefront-pipeline", action: "Approve", state: "FAILED" };
    const told = {
      source: "aws.codepipeline",
      "detail-type": "CodePipeline … State Change",
      detail: approval,
    };
    assert.equal(await stage.call("events", told), null);
    const refused = await stage.job("release", "r3");
    assert.deepEqual(refused.failureDetails, { type: "JobFailed", message: "Ada rejected it" });
    assert.deepEqual(await weights(), [0, 104]);
  });

  it("fails before anything has begun, each with its type: artifact of another service; registration foreign, newer, gone", async () => {
    const objects = new S3Client({ ...MOTO_CLIENT, endpoint: moto.endpoint });
    const refused = async (type: string, message: RegExp): Promise<void> => {
      const { failureDetails } = await stage.job("prepare", "r1");
      assert.equal(failureDetails?.type, type);
      assert.match(failureDetails.message, message);
    };
    await objects.send(
      new PutObjectTaggingCommand({
        Bucket: stage.registration.artifacts.bucket,
        Key: "storefront/revision.zip",
        Tagging: { TagSet: [{ Key: "Service", Value: "other" }] },
      }),
    );
    await refused("RevisionUnavailable", /tags?/);
    await register({ ...stage.registration, stage: "prod" });
    await refused("ConfigurationError", /the registration: stage: must be dev, got prod;/);
    await register({ ...stage.registration, version: 3 });
    await refused(
      "ConfigurationError",
      /the registration: version: must be 1 or 2, .*; update multistage here, too/,
    );
    await parameters().send(new DeleteParameterCommand({ Name: REGISTRATION }));
    await refused("ConfigurationError", /registration: must be a parameter .* got nothing; run pulumi up/);
    assert.deepEqual(
      await stage.call("release", BACK).then((reply) => (reply as { state: string }).state),
      "refused",
    );
    assert.equal(await stage.call("events", SWEEP), null);
    assert.equal(stage.log().at(-1)?.["message"], "0 of 0 services were looked at");
  });
});
