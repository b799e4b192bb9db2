import assert from "node:assert/strict";
import { codePipeline, type CodePipeline } from "./codepipeline";
import { JOB_ID, jobEvent, parameters, SECRETS } from "./event";
import { invoke, type Invocation } from "./invoke";

const REMEDY = "run pulumi up, which writes the parameters";

let pipeline: CodePipeline;
beforeEach(async () => {
  pipeline = await codePipeline();
});
afterEach(() => {
  pipeline.close();
});

/** Calls a step's function, and sees to it that it gave nothing away. */
async function call(step: string, event: unknown): Promise<Invocation> {
  const invocation = await invoke(step, event, pipeline.url);
  for (const secret of SECRETS) {
    assert.ok(!invocation.written.includes(secret), secret);
    assert.ok(!JSON.stringify(pipeline.calls).includes(secret), secret);
  }
  return invocation;
}

/** An event in a title, without its credentials. */
const kindOf = (event: unknown): string => JSON.stringify(event).slice(0, 40);

describe("the function of a step", () => {
  for (const [event, got] of [
    [null, "nothing"],
    ["CodePipeline.job", "nothing"],
    [{}, "nothing"],
    [{ "CodePipeline.job": null }, "nothing"],
    [jobEvent("{}", 7), "number"],
    [jobEvent("{}", ""), "string"],
  ] as const) {
    it(`throws for an event whose job has ${got} as its id, and answers nobody: ${kindOf(event)}`, async () => {
      const { status, written } = await call("prepare", event);
      assert.equal(status, 1);
      assert.equal(
        written,
        `Refusal: CodePipeline.job.id: must be the id of a job, got ${got}; let a pipeline call this function\n`,
      );
      assert.deepEqual(pipeline.calls, []);
    });
  }

  for (const step of ["prepare", "deploy", "release"]) {
    it(`(${step}) fails its job, naming step and service, as there is no release engine yet`, async () => {
      const { status, log } = await call(step, jobEvent(JSON.stringify(parameters(step))));
      const message =
        `the release engine cannot ${step} storefront yet: ` +
        "this version of multistage declares what a release needs, and does not carry it out";
      assert.deepEqual(pipeline.calls, [
        {
          target: "CodePipeline_20150709.PutJobFailureResult",
          body: { jobId: JOB_ID, failureDetails: { type: "JobFailed", message } },
        },
      ]);
      assert.equal(status, 0);
      const { service, executionId, versionId } = parameters(step);
      assert.deepEqual(log, [
        { level: "error", step, jobId: JOB_ID, service, executionId, versionId, message },
      ]);
    });
  }

  for (const [title, userParameters, problems] of [
    ["without parameters", undefined, [`UserParameters: must be JSON, got nothing; ${REMEDY}`]],
    [
      "whose parameters are no JSON",
      "storefront",
      [`UserParameters: must be JSON, got "storefront"; ${REMEDY}`],
    ],
    [
      "whose parameters are no object",
      "null",
      [
        "UserParameters.service: must be 1 to 32 lower-case letters, digits and hyphens, a letter first and no hyphen " +
          `last, got nothing; ${REMEDY}`,
        `UserParameters.step: must be prepare, got nothing; ${REMEDY}`,
        `UserParameters.executionId: must be the id of an execution, got nothing; ${REMEDY}`,
        `UserParameters.versionId: must be the version of an object, got nothing; ${REMEDY}`,
      ],
    ],
    [
      "of another step",
      JSON.stringify(parameters("deploy")),
      [`UserParameters.step: must be prepare, got "deploy"; ${REMEDY}`],
    ],
    [
      "of a service that cannot be one",
      JSON.stringify({ ...parameters("prepare"), service: "Storefront" }),
      [
        "UserParameters.service: must be 1 to 32 lower-case letters, digits and hyphens, a letter first and no hyphen " +
          `last, got "Storefront"; ${REMEDY}`,
      ],
    ],
  ] as const) {
    it(`fails a job ${title}, as the configuration's fault`, async () => {
      const { status, log } = await call("prepare", jobEvent(userParameters));
      const message = `the step prepare cannot read its job: ${problems.join("\n")}`;
      assert.deepEqual(pipeline.calls, [
        {
          target: "CodePipeline_20150709.PutJobFailureResult",
          body: { jobId: JOB_ID, failureDetails: { type: "ConfigurationError", message } },
        },
      ]);
      assert.equal(status, 0);
      assert.deepEqual(log, [{ level: "error", step: "prepare", jobId: JOB_ID, message }]);
    });
  }

  it("is content when the job was answered before, as an event can come twice", async () => {
    pipeline.answer = { status: 400, body: { __type: "InvalidJobStateException", message: "Failed" } };
    const { status, log } = await call("prepare", jobEvent(JSON.stringify(parameters("prepare"))));
    assert.equal(status, 0);
    assert.deepEqual(log.at(-1), {
      level: "info",
      step: "prepare",
      jobId: JOB_ID,
      message: "the job was answered before",
    });
  });

  it("throws when CodePipeline does not take its answer, so that Lambda calls it again", async () => {
    pipeline.answer = { status: 400, body: { __type: "JobNotFoundException", message: "no such job" } };
    const { status, written } = await call("prepare", jobEvent(JSON.stringify(parameters("prepare"))));
    assert.equal(status, 1);
    assert.match(written, /^JobNotFoundException: no such job$/m);
  });
});
