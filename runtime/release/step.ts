/**
 * A step of the pipeline: its job is read, the engine is asked, and the job is answered by what is then recorded. An
 * action whose job is never answered would hold the pipeline for 20 minutes, so whatever goes wrong is an answer, too.
 */
import { Refusal } from "../../refusal/refusal";
import { answerTo, type Answer } from "./answer";
import { continuationOf, tokenFrom, type Beginning, type Continuation } from "./continuation";
import { TROUBLE_SECONDS } from "./deadlines";
import { BUSY, DEADLINE_SECONDS, drive } from "./drive";
import { secondsSince } from "./guard";
import { jobIdOf, parametersOf, tokenOf, type Parameters, type Step } from "./job";
import { log } from "./log";
import type { Goal } from "./observed";
import type { AnswerJob, FailureType, JobAnswer, ServicePorts, StagePorts } from "./stage-ports";
import type { State } from "./state";
import { troubleOf } from "./trouble";

/** How the function reaches the pipeline, and its stage; that there is no such stage is told to the pipeline, too. */
export interface StepPorts {
  readonly answerJob: AnswerJob;
  readonly stage: () => StagePorts;
}

/**
 * The function of a step, to be called by CodePipeline.
 *
 * It throws `Refusal` for an event without a job, and what CodePipeline says when it does not take the answer.
 */
export function stepFunction(step: Step, { answerJob, stage }: StepPorts): (event: unknown) => Promise<void> {
  return async (event) => {
    const jobId = jobIdOf(event);
    const answer = await answerOf(step, event, stage);
    if (answer.kind === "failed")
      log({ level: "error", step, jobId, type: answer.type, message: answer.message });
    // The event may have come twice, and was answered the first time.
    if (!(await answerJob(jobId, answer)))
      log({ level: "info", step, jobId, message: "the job was answered before" });
  };
}

async function answerOf(step: Step, event: unknown, open: StepPorts["stage"]): Promise<JobAnswer> {
  let parameters: Parameters;
  let stage: StagePorts;
  try {
    parameters = parametersOf(event, step);
    stage = open();
  } catch (error) {
    const { type, reason } = troubleOf(error);
    return { kind: "failed", type, message: `the step ${step} cannot read its job: ${reason}` };
  }
  const began = stage.now();
  const token = tokenOf(event);
  const given = continuationOf(token, began);
  const ports = stage.portsOf(parameters.service, began + DEADLINE_SECONDS * 1000);
  try {
    return await asked(step, parameters, given, stage, ports, began);
  } catch (error) {
    return troubled(step, error, given, token === undefined, stage.now());
  }
}

async function asked(
  step: Step,
  parameters: Parameters,
  given: Continuation,
  stage: StagePorts,
  ports: ServicePorts,
  began: number,
): Promise<JobAnswer> {
  const { service, executionId } = parameters;
  let continuation: Continuation = { ...given, troubleSince: undefined };
  let goal: Goal;
  if (step === "prepare") {
    const beginning = given.beginning ?? (await beginningOf(parameters, stage, ports, began));
    if ("kind" in beginning) return beginning;
    continuation = { ...continuation, beginning };
    goal = prepareGoal(parameters, given.since, beginning);
  } else goal = { kind: step, executionId };

  const stands = (state: State, reason: string): Answer => answerTo(step, executionId, state, reason);
  const isOver = (state: State): boolean => stands(state, "").kind !== "continue";
  const passed = await drive(ports, { step, service, goal }, began, isOver);
  const token = tokenFrom(continuation);
  if (passed.kind === "busy") return { kind: "continue", token, summary: BUSY };
  const { guard, reason } = passed.decision;
  const answer = stands(passed.state, reason);
  switch (answer.kind) {
    case "continue":
      return { kind: "continue", token, summary: waiting(executionId, passed.state, reason) };
    case "succeeded":
      return { kind: "succeeded", summary: reason };
    case "failed":
      return { kind: "failed", type: FAILURES[guard] ?? "JobFailed", message: answer.reason };
  }
}

/** For people who look at the pipeline. */
function waiting(executionId: string, { open }: State, reason: string): string {
  if (open === undefined || open.executionId === executionId) return reason;
  return `release ${open.id} has the service: ${reason}`;
}

/** What a release begins with; or why nothing can. */
async function beginningOf(
  { service, executionId, versionId }: Parameters,
  stage: StagePorts,
  ports: ServicePorts,
  began: number,
): Promise<Beginning | JobAnswer> {
  await ports.registration();
  const by = await stage.startedBy(service, executionId, began + DEADLINE_SECONDS * 1000);
  try {
    const { artifact, commit } = await ports.artifactOf(versionId);
    const { bucket, key, sha256 } = artifact;
    return { by, bucket, key, sha256, ...(commit === undefined ? {} : { commit }) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { kind: "failed", type: "RevisionUnavailable", message: error.message };
  }
}

function prepareGoal({ executionId, versionId }: Parameters, since: number, beginning: Beginning): Goal {
  const { by, commit, ...object } = beginning;
  return {
    kind: "prepare",
    executionId,
    by,
    artifact: { ...object, versionId },
    since,
    ...(commit === undefined ? {} : { commit }),
  };
}

/** What could not be read or written may be so the next time; before anything has begun, what is wrong is said at once. */
function troubled(step: Step, error: unknown, given: Continuation, isFirst: boolean, now: number): JobAnswer {
  const { type, reason } = troubleOf(error);
  const { troubleSince = now } = given;
  const message = `the step ${step} cannot go on: ${reason}`;
  const seconds = secondsSince(now, troubleSince);
  if (step === "prepare" && isFirst && type === "ConfigurationError")
    return { kind: "failed", type, message };
  if (seconds >= TROUBLE_SECONDS)
    return { kind: "failed", type, message: `${message} (and could not for ${Math.floor(seconds)} s)` };
  log({ level: "error", step, type, message });
  return { kind: "continue", token: tokenFrom({ ...given, troubleSince }), summary: message };
}

/** What is not the release's own fault, by the guard that found it. */
const FAILURES: Readonly<Record<string, FailureType>> = {
  "no-artifact": "RevisionUnavailable",
  "no-alarm": "ConfigurationError",
  "too-large": "ConfigurationError",
};
