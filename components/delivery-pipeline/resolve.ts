/** A pipeline's arguments, checked: everything wrong said at once. Pure. */
import type { Identity } from "../../naming/identity";
import { shown, type Problem } from "../../refusal/refusal";
import { serviceProblems } from "../named-service";
import { DEFAULT_ANSWER_MINUTES, STEPS, userParameters, type Step } from "./stages";

/** The arguments before they were checked: anything may be missing, or an output whose value nobody knows yet. */
export interface UncheckedPipeline {
  readonly identity: Identity;
  readonly functions?: { readonly [one in Step]?: { readonly name?: unknown; readonly arn?: unknown } };
  readonly approval?: UncheckedApproval;
  readonly confirmation?: UncheckedApproval;
}

interface UncheckedApproval {
  readonly topicArn?: unknown;
  readonly timeoutMinutes?: unknown;
}

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html */
const LEAST_MINUTES = 5;
const MOST_APPROVAL_MINUTES = 86_400;

/** Two fleets run until it is answered; releases keep none for longer (LONGEST_SECONDS of theirs). */
export const MOST_CONFIRMATION_MINUTES = 43_200;

/** What one value of an action's configuration may have; the same page. */
const CONFIGURATION_CHARACTERS = 1000;

const TOPIC_ARN = /^arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/;

/** Everything wrong with the arguments. */
export function pipelineProblems({
  identity,
  functions,
  approval,
  confirmation,
}: UncheckedPipeline): Problem[] {
  return [
    ...serviceProblems(identity),
    ...parameterProblems(identity),
    ...STEPS.filter((step) => !isFunction(functions?.[step])).map((step) => ({
      property: `functions.${step}`,
      rule: "a function's name and arn",
      got: shown(functions?.[step]),
      remedy: "hand over the functions of ReleaseControl",
    })),
    ...(approval === undefined ? [] : approvalProblems(approval, "approval", MOST_APPROVAL_MINUTES)),
    ...(confirmation === undefined
      ? []
      : approvalProblems(confirmation, "confirmation", MOST_CONFIRMATION_MINUTES)),
  ];
}

/** With an endless name the parameters of the actions have no room. */
function parameterProblems({ service = "" }: Identity): Problem[] {
  const longest = Math.max(...STEPS.map((step) => userParameters(service, step).length));
  if (longest <= CONFIGURATION_CHARACTERS) return [];
  const rule = `short enough for UserParameters, ${CONFIGURATION_CHARACTERS} characters in all`;
  return [
    {
      property: "identity.service",
      rule,
      got: `one that makes them ${longest}`,
      remedy: "choose a shorter one",
    },
  ];
}

function isFunction(one: { readonly name?: unknown; readonly arn?: unknown } | undefined): boolean {
  return one?.name !== undefined && one.arn !== undefined;
}

function approvalProblems(
  { topicArn, timeoutMinutes }: UncheckedApproval,
  path: string,
  most: number,
): Problem[] {
  const problems: Problem[] = [];
  // An output is of a resource, which has an ARN.
  const wrong = typeof topicArn === "string" && !TOPIC_ARN.test(topicArn);
  if (wrong || topicArn === undefined) {
    const rule = "the ARN of an SNS topic";
    const remedy = "use approvalTopicArn of Notifications";
    problems.push({ property: `${path}.topicArn`, rule, got: shown(topicArn), remedy });
  }
  const minutes = timeoutMinutes ?? DEFAULT_ANSWER_MINUTES;
  if (
    typeof minutes !== "number" ||
    !Number.isInteger(minutes) ||
    minutes < LEAST_MINUTES ||
    minutes > most
  ) {
    const rule = `a whole number from ${LEAST_MINUTES} to ${most}`;
    const remedy = `use ${DEFAULT_ANSWER_MINUTES}`;
    problems.push({ property: `${path}.timeoutMinutes`, rule, got: shown(minutes), remedy });
  }
  return problems;
}
