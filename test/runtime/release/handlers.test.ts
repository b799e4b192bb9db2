/** The functions as they are deployed: bundles, called in processes of their own; CodePipeline is a stand-in at the wire. */
import assert from "node:assert/strict";
import { refused, withWire } from "./aws/wire";
import { JOB_ID, jobEvent, parameters, SECRETS } from "./event";
import { invoke, type Invocation } from "./invoke";

const REMEDY = "run pulumi up, which writes the parameters";

describe("a function of the release, as it is deployed", () => {
  const pipeline = withWire();

  /** Calls a function, and sees to it that it gave nothing away. */
  async function call(
    name: string,
    event: unknown,
    env: Readonly<Record<string, string | undefined>> = {},
  ): Promise<Invocation> {
    const invocation = await invoke(name, event, { AWS_ENDPOINT_URL_CODEPIPELINE: pipeline.url, ...env });
    for (const secret of SECRETS) {
      assert.ok(!invocation.written.includes(secret), secret);
      assert.ok(!JSON.stringify(pipeline.sent).includes(secret), secret);
    }
    return invocation;
  }

  const failure = (type: string, message: string): unknown => ({
    operation: "PutJobFailureResult",
    body: { jobId: JOB_ID, failureDetails: { type, message } },
  });
  const BAD = `the step prepare cannot read its job: UserParameters: must be JSON, got "storefront"; ${REMEDY}`;

  for (const [event, got] of [
    [null, "nothing"],
    [{ "CodePipeline.job": null }, "nothing"],
    [jobEvent("{}", 7), "number"],
    [jobEvent("{}", ""), "string"],
  ] as const) {
    it(`throws for an event whose job has ${got} as its id, and answers nobody: ${JSON.stringify(event).slice(0, 40)}`, async () => {
      const { status, written } = await call("prepare", event);
      assert.equal(status, 1);
      assert.equal(
        written,
        `Refusal: CodePipeline.job.id: must be the id of a job, got ${got}; let a pipeline call this function\n`,
      );
      assert.deepEqual(pipeline.sent, []);
    });
  }

  for (const step of ["prepare", "deploy", "release"])
    it(`(${step}) fails a job whose parameters are no JSON, as the configuration's fault`, async () => {
      const { status, log } = await call(step, jobEvent("storefront"));
      const message = BAD.replace("prepare", step);
      assert.deepEqual(pipeline.sent, [failure("ConfigurationError", message)]);
      assert.equal(status, 0);
      assert.deepEqual(log, [{ level: "error", step, jobId: JOB_ID, type: "ConfigurationError", message }]);
    });

  it("fails its job where its environment does not tell the stage, and says everything that is missing", async () => {
    const { status } = await call("deploy", jobEvent(JSON.stringify(parameters("deploy"))), {
      MULTISTAGE_PROJECT: "Shop",
      MULTISTAGE_STAGE: undefined,
    });
    const word = "must be 1 to 32 lower-case letters and digits, a letter first";
    const message =
      `the step deploy cannot read its job: MULTISTAGE_PROJECT: ${word}, got "Shop"; run pulumi up, which sets it\n` +
      `MULTISTAGE_STAGE: ${word}, got nothing; run pulumi up, which sets it`;
    assert.deepEqual(pipeline.sent, [failure("ConfigurationError", message)]);
    assert.equal(status, 0);
  });

  it("goes on, and says why, where AWS cannot be reached", async () => {
    const { status, log } = await call("deploy", jobEvent(JSON.stringify(parameters("deploy"))));
    assert.equal(status, 0);
    const [{ operation, body } = { operation: "", body: {} }] = pipeline.sent;
    const { continuationToken, executionDetails } = body as {
      continuationToken: string;
      executionDetails: { summary: string };
    };
    assert.equal(operation, "PutJobSuccessResult");
    assert.match(executionDetails.summary, /^the step deploy cannot go on: dynamodb:GetItem: .*ECONNREFUSED/);
    assert.deepEqual(Object.keys(JSON.parse(continuationToken) as object), ["since", "troubleSince"]);
    assert.deepEqual(log, [
      { level: "error", step: "deploy", type: "SystemUnavailable", message: executionDetails.summary },
    ]);
  });

  it("is content when the job was answered before, as an event can come twice", async () => {
    pipeline.answer = () => refused("InvalidJobStateException");
    const { status, log } = await call("prepare", jobEvent("storefront"));
    assert.equal(status, 0);
    const message = "the job was answered before";
    assert.deepEqual(log.at(-1), { level: "info", step: "prepare", jobId: JOB_ID, message });
  });

  it("throws when CodePipeline does not take its answer, so that it is seen", async () => {
    pipeline.answer = () => refused("JobNotFoundException", "no such job");
    const { status, written } = await call("prepare", jobEvent("storefront"));
    assert.equal(status, 1);
    assert.match(
      written,
      /^CallFailed: codepipeline:PutJobFailureResult: JobNotFoundException: no such job$/m,
    );
  });

  it("(deploy) refuses a question that is malformed, with everything that is wrong with it", async () => {
    const { status, written } = await call("deploy", { ask: "version", service: "Shop", times: 0 });
    assert.equal(status, 1);
    for (const part of [
      "service: must be",
      "releaseId: must be",
      "times: must be a whole number from 1 to 100",
    ])
      assert.ok(written.includes(part), written);
  });

  for (const [name, goals] of [
    ["release", "switchBack or reRelease"],
    ["retire", "retire"],
  ] as const)
    it(`(${name}) refuses people what it does not do, in its answer`, async () => {
      const { status, value } = await call(name, { goal: "drop" });
      assert.equal(status, 0);
      assert.deepEqual(value, {
        state: "refused",
        reason: `goal: must be ${goals}, got "drop"; ask as multistage rollback, release and retire do`,
      });
    });

  it("(events) says in one line what came and that there is nothing to do, and nothing of what is in it", async () => {
    const { status, log } = await call("events", {
      source: "aws.codepipeline",
      "detail-type": "CodePipeline Action Execution State Change",
      detail: jobEvent("{}"),
    });
    assert.equal(status, 0);
    const message = "nothing to do: the pipeline tells nothing";
    assert.deepEqual(log, [{ level: "info", step: "events", message }]);
  });
});
