import assert from "node:assert/strict";
import { Refusal } from "../../../refusal/refusal";
import type { JobAnswer } from "../../../runtime/release/stage-ports";
import { JOB_ID, jobEvent, parameters } from "./event";
import {
  answered,
  BEGINNING,
  invoked,
  played,
  StageInMemory,
  tokenOf,
  unregistered,
} from "./stage-in-memory";
import { side } from "./stories/stage";
import { NOON } from "./sample";

const REMEDY = "run pulumi up, which writes the parameters";

let stage: StageInMemory;
beforeEach(() => {
  stage = new StageInMemory("storefront");
});

/** What AWS says in its way. */
function awsError(name: string): Error {
  return Object.assign(new Error("not now"), { name });
}

function summaryOf(answer: JobAnswer): string {
  assert.ok(answer.kind === "continue", JSON.stringify(answer));
  return answer.summary;
}

/** What is in the token of an answer that goes on. */
function tokenIn(answer: JobAnswer): unknown {
  return JSON.parse(tokenOf(answer));
}

describe("a step of the pipeline, where something is wrong or to be waited for", () => {
  for (const [title, userParameters, problems] of [
    ["without parameters", undefined, [`UserParameters: must be JSON, got nothing; ${REMEDY}`]],
    [
      "with more parameters than CodePipeline takes",
      JSON.stringify({ ...parameters("prepare"), more: "x".repeat(1000) }),
      [`UserParameters: must be at most 1000 characters, got 1091 of them; ${REMEDY}`],
    ],
    [
      "of another step",
      JSON.stringify(parameters("deploy")),
      [`UserParameters.step: must be prepare, got "deploy"; ${REMEDY}`],
    ],
  ] as const) {
    it(`${title} fails at once as the configuration's fault, and nothing is looked at`, async () => {
      const { result, lines } = await invoked(stage, "prepare", jobEvent(userParameters));
      const message = `the step prepare cannot read its job: ${problems.join("\n")}`;
      assert.deepEqual(result, [[JOB_ID, { kind: "failed", type: "ConfigurationError", message }]]);
      assert.deepEqual(lines, [
        { level: "error", step: "prepare", jobId: JOB_ID, type: "ConfigurationError", message },
      ]);
      assert.deepEqual(stage.opened, []);
    });
  }

  it("of a service that is not registered fails at once, and nothing is recorded of that service", async () => {
    stage.troubles.set("storefront", unregistered("storefront"));
    const { world } = stage.of();
    assert.deepEqual(await answered(stage, "prepare"), {
      kind: "failed",
      type: "ConfigurationError",
      message:
        "the step prepare cannot go on: /shop/dev/services/storefront/registration: must be a parameter that says how " +
        "storefront is released, got nothing; run pulumi up, which writes it",
    });
    assert.equal(stage.of().world, world);
  });

  it("whose artifact is gone, no zip or of another service fails at once, as the revision's fault", async () => {
    stage.artifactTrouble = new Refusal({
      property: "s3://shop-dev-artifacts/storefront/revision.zip, version 3L4k",
      rule: "there",
      got: "nothing",
      remedy: "upload it again",
    });
    const { world } = stage.of();
    assert.deepEqual(await answered(stage, "prepare"), {
      kind: "failed",
      type: "RevisionUnavailable",
      message:
        "s3://shop-dev-artifacts/storefront/revision.zip, version 3L4k: must be there, got nothing; upload it again",
    });
    assert.equal(stage.of().world, world);
  });

  it("fails with the type that its refusal has: an alarm that does not exist is the configuration's", async () => {
    side(stage.of(), "green", { alarm: "missing" });
    assert.deepEqual(await answered(stage, "prepare"), {
      kind: "failed",
      type: "ConfigurationError",
      message: "there is no alarm green-errors; run pulumi up, which makes it",
    });
  });

  for (const [step, name, type] of [
    ["prepare", "ThrottlingException", "SystemUnavailable"],
    ["deploy", "AccessDeniedException", "PermissionError"],
    ["release", "AccessDenied", "PermissionError"],
  ] as const)
    it(`(${step}) goes on when AWS says ${name}, says so to people, and fails after 900 s of nothing else`, async () => {
      stage.troubles.set("storefront", awsError(name));
      const reason = `the step ${step} cannot go on: ${name}: not now`;
      const first = await answered(stage, step);
      assert.equal(summaryOf(first), reason);
      assert.deepEqual(tokenIn(first), { since: NOON, troubleSince: NOON });
      const token = tokenOf(first);
      stage.of().pass(899);
      assert.deepEqual(await answered(stage, step, token), first);
      stage.of().pass(1);
      assert.deepEqual(await answered(stage, step, token), {
        kind: "failed",
        type,
        message: `${reason} (and could not for 900 s)`,
      });
    });

  it("forgets trouble that is over: only what lasts fails it", async () => {
    stage.troubles.set("storefront", awsError("ThrottlingException"));
    const first = await answered(stage, "prepare");
    stage.troubles.clear();
    side(stage.of(), "green", { alarm: "ALARM" });
    stage.of().pass(30);
    const second = await answered(stage, "prepare", tokenOf(first));
    assert.deepEqual(tokenIn(second), { since: NOON, beginning: BEGINNING });
    assert.equal(summaryOf(second), "waiting for these alarms to be quiet: green-errors");
  });

  it("bears a registration that cannot be read once its release has begun: a run of Pulumi may write it anew", async () => {
    await played(stage, "prepare");
    stage.troubles.set("storefront", unregistered("storefront"));
    assert.equal((await answered(stage, "deploy")).kind, "continue");
  });

  it("whose token another version wrote asks since now", async () => {
    side(stage.of(), "green", { alarm: "ALARM" });
    for (const token of ["", "no JSON", "[]", '{"since":-1}', '{"since":1,"more":2}', "null"])
      assert.deepEqual(tokenIn(await answered(stage, "prepare", token)), {
        since: NOON,
        beginning: BEGINNING,
      });
  });

  it("waits while another release has the service, since it first asked, and gives up before its pipeline does", async () => {
    await played(stage, "prepare");
    const first = await answered(stage, "prepare", undefined, "r3");
    assert.equal(summaryOf(first), "release r2 has the service: waiting for the pipeline to deploy");
    stage.of().pass(84_600);
    assert.deepEqual(await answered(stage, "prepare", tokenOf(first), "r3"), {
      kind: "failed",
      type: "JobFailed",
      message: "release r2 had the service all the time",
    });
  });
});
