/** How the run of an action begins, by what kind it is, and when it is given up. Pure. */
import type { ActionRun, Execution } from "./execution";
import { kindOf, type Action } from "./pipeline";
import type { StateChange } from "./state-change";
import { resolved } from "./variables";

/** What is to be done. */
export type Order =
  | { readonly kind: "tell"; readonly change: StateChange }
  | { readonly kind: "source"; readonly execution: Execution; readonly run: ActionRun }
  /** A person is to be asked. */
  | { readonly kind: "ask"; readonly execution: Execution; readonly run: ActionRun }
  | {
      readonly kind: "invoke";
      readonly execution: Execution;
      readonly run: ActionRun;
      readonly jobId: string;
      readonly continuationToken?: string;
    };

const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
/** https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html */
const ANSWER_MINUTES = 20;
const APPROVAL_MINUTES = 7 * 24 * 60;

export const deadlines = {
  day: "the function went on for 24 hours, and an action may run no longer",
  /** Of a function that was called just now. */
  answer(now: number, startedAt: number): NonNullable<ActionRun["due"]> {
    const at = now + ANSWER_MINUTES * MINUTE;
    const last = startedAt + DAY;
    if (at > last) return { at: last, why: deadlines.day };
    return { at, why: `the function has not answered its job within ${ANSWER_MINUTES} minutes` };
  },
};

export interface Begun {
  readonly run: ActionRun;
  /** Given the execution that has it. */
  readonly orders: (execution: Execution) => Order[];
}

export function began(
  execution: Execution,
  stage: string,
  action: Action,
  { now, newId }: { readonly now: number; readonly newId: () => string },
): Begun {
  const times = { startedAt: now, updatedAt: now };
  const { configuration } = action;
  const run = {
    id: newId(),
    stage,
    action,
    ...times,
    status: "InProgress",
    configuration,
    jobs: [],
  } as const;
  const failed = (code: string, message: string): Begun => ({
    run: { ...run, status: "Failed", error: { code, message } },
    orders: () => [],
  });
  const filled = resolved(configuration, execution);
  if ("unknown" in filled)
    return failed("ConfigurationError", `${filled.unknown} is no variable that has a value by now`);
  const ready = { ...run, ...filled };
  switch (kindOf(action)) {
    case "source":
      return { run: ready, orders: (whole) => [{ kind: "source", execution: whole, run: ready }] };
    case "function": {
      const jobId = newId();
      const called = { ...ready, jobs: [jobId], due: deadlines.answer(now, now) };
      return { run: called, orders: (whole) => [{ kind: "invoke", execution: whole, run: called, jobId }] };
    }
    case "approval": {
      const minutes = action.timeoutInMinutes ?? APPROVAL_MINUTES;
      const due = { at: now + minutes * MINUTE, why: `nobody has answered within ${minutes} minutes` };
      const asking = { ...ready, token: newId(), due };
      return { run: asking, orders: (whole) => [{ kind: "ask", execution: whole, run: asking }] };
    }
    case undefined: {
      const { category, owner, provider } = action;
      return failed("NotModelled", `actions ${category}/${owner}/${provider} are not modelled here`);
    }
  }
}

/** That a run has begun or ended, to be told. */
export function changed(execution: Execution, run: ActionRun, state: string): Order {
  return { kind: "tell", change: { execution, run, state } };
}
