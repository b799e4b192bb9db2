/** The rehearsal: everything a stack goes through, from nothing to nothing, one step after the other. */
import type { Stack } from "@pulumi/pulumi/automation";
import { Store } from "../../local/aws/store/store";
import { storeFile } from "../../local/workspace/workspace";
import type { Session } from "../command";
import { Failure } from "../exit";
import { Steps } from "../steps";
import { engineRun } from "./engine-run";
import { prepare, REHEARSAL } from "./prepare";
import { summarise, type Summary } from "./summary";

export interface RehearsalOptions {
  readonly stack: string;
  /** Whether to leave the stack standing. */
  readonly keep?: boolean;
}

/** What a green rehearsal cannot show; said with every result. */
const NOT_PROVED =
  "Not proved here: AWS's propagation times, IAM as AWS evaluates it, quotas, and the data planes behind what was declared.";

export async function rehearseStack(session: Session, options: RehearsalOptions): Promise<void> {
  const { output } = session;
  const steps = new Steps(output);
  try {
    const { stack, workspace } = await prepare(session, steps, options.stack);
    await bringUp(session, steps, stack);
    const summary = await summarise(stack);
    output.line();
    for (const line of summary.lines) output.line(line);
    output.line();
    if (options.keep === true) sayHowToGoOn(session, options.stack);
    else await takeDown(session, steps, stack, storeFile(workspace));
    output.line(NOT_PROVED);
    output.result(report(options.stack, steps, summary));
  } finally {
    output.line(steps.tally());
  }
}

async function bringUp({ signal, output }: Session, steps: Steps, stack: Stack): Promise<void> {
  const promised = await steps.step("preview shows what would be made", async (detail) => {
    const { changeSummary } = await engineRun(stack, "preview", { signal, report: output.progress });
    detail(`${changeSummary.create ?? 0} to create`);
    return changeSummary.create ?? 0;
  });
  await steps.step("up makes it", async (detail) => {
    const { changeSummary } = await engineRun(stack, "up", { signal, report: output.progress });
    const made = changeSummary.create ?? 0;
    detail(`${made} created`);
    if (made !== promised) throw new Failure(`preview promised ${promised} resources, up created ${made}`);
  });
  for (const operation of ["up", "refresh"] as const) {
    const title = operation === "up" ? "up again changes nothing" : "refresh finds no difference";
    await steps.step(title, async (detail) => {
      const { changeSummary } = await engineRun(stack, operation, { signal, report: output.progress });
      const { same = 0, ...others } = changeSummary;
      detail(`${same} unchanged`);
      if (Object.keys(others).length > 0)
        throw new Failure(`expected no changes, got ${JSON.stringify(others)}`);
    });
  }
}

async function takeDown(
  { signal, output }: Session,
  steps: Steps,
  stack: Stack,
  store: string,
): Promise<void> {
  await steps.step("destroy takes it down", async (detail) => {
    const { changeSummary } = await engineRun(stack, "destroy", { signal, report: output.progress });
    detail(`${changeSummary.delete ?? 0} deleted`);
  });
  await steps.step("nothing is left in the local AWS", () => {
    const left = new Store(store).list().map(({ type, key }) => `${type} ${key}`);
    if (left.length > 0) throw new Failure(`left behind: ${left.join(", ")}`);
    return Promise.resolve();
  });
}

function sayHowToGoOn({ output }: Session, stack: string): void {
  output.line("The stack stands. Go on with plain pulumi:");
  output.line(`  eval "$(npx multistage local env --workspace ${REHEARSAL} --stack ${stack})"`);
  output.line(`  pulumi preview --stack ${stack}`);
}

function report(stack: string, steps: Steps, { resources, outputs }: Summary): object {
  return { ok: true, stack, steps: steps.results, resources, outputs, notProved: NOT_PROVED };
}
