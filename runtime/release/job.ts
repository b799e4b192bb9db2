/**
 * A job of the pipeline, read out of the event CodePipeline calls a function with. The event carries credentials: what
 * is said about it quotes the parameters we gave the action ourselves, and nothing else. Pure.
 * Its shape: https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-Lambda.html
 */
import { SERVICE, SERVICE_RULE } from "../../naming/identity";
import { Refusal, shown, type Problem } from "../../refusal/refusal";
import { field } from "./field";

/** The steps of a release that are actions of the pipeline. */
export type Step = "prepare" | "deploy" | "release";

/** What one action of the pipeline asks for. */
export interface Parameters {
  /** Which service is released. */
  readonly service: string;
  /** The execution of the pipeline. */
  readonly executionId: string;
  /** The version of the revision's object in the artifact bucket. */
  readonly versionId: string;
}

const PARAMETERS = "UserParameters";
const REMEDY = "run pulumi up, which writes the parameters";

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html */
const LONGEST = 1000;

/** Whether a pipeline calls, and not a person. */
export function isJob(event: unknown): boolean {
  return jobOf(event) !== undefined;
}

/** What the function gave the pipeline when it answered the job before this one; nothing the first time. */
export function tokenOf(event: unknown): unknown {
  return field(field(jobOf(event), "data"), "continuationToken");
}

/**
 * The id by which the job is answered.
 *
 * @throws Refusal when the event has none, so that nobody can be answered
 */
export function jobIdOf(event: unknown): string {
  const id = field(jobOf(event), "id");
  if (typeof id === "string" && id !== "") return id;
  throw new Refusal({
    property: "CodePipeline.job.id",
    rule: "the id of a job",
    got: id === undefined ? "nothing" : typeof id,
    remedy: "let a pipeline call this function",
  });
}

/**
 * What the action asks of the function of a step.
 *
 * @throws Refusal with everything that is wrong with the action's parameters
 */
export function parametersOf(event: unknown, step: Step): Parameters {
  const configuration = field(field(field(jobOf(event), "data"), "actionConfiguration"), "configuration");
  const given = parsed(field(configuration, PARAMETERS));
  const problems: Problem[] = [];
  const text = (name: string, right: (value: string) => boolean, rule: string): string => {
    const value = field(given, name);
    if (typeof value === "string" && right(value)) return value;
    problems.push({ property: `${PARAMETERS}.${name}`, rule, got: shown(value), remedy: REMEDY });
    return "";
  };
  const service = text("service", (value) => SERVICE.test(value), SERVICE_RULE);
  text("step", (value) => value === step, step);
  const executionId = text("executionId", (value) => value !== "", "the id of an execution");
  const versionId = text("versionId", (value) => value !== "", "the version of an object");
  if (problems.length > 0) throw new Refusal(...problems);
  return { service, executionId, versionId };
}

function jobOf(event: unknown): unknown {
  return field(event, "CodePipeline.job");
}

function parsed(text: unknown): unknown {
  if (typeof text === "string" && text.length > LONGEST) {
    const got = `${text.length} of them`;
    throw new Refusal({ property: PARAMETERS, rule: `at most ${LONGEST} characters`, got, remedy: REMEDY });
  }
  if (typeof text === "string") {
    try {
      return JSON.parse(text);
    } catch {
      // Told below, as what it is not.
    }
  }
  const got = typeof text === "string" ? shown(text) : "nothing";
  throw new Refusal({ property: PARAMETERS, rule: "JSON", got, remedy: REMEDY });
}
