/** The rehearsal: everything the stacks of a project go through, from nothing to nothing, one step after the other. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Store } from "../../local/aws/store/store";
import { storeFile } from "../../local/workspace/workspace";
import { stackSettings, stages as stagesOf } from "../../settings/committed-settings";
import { promotionOrder } from "../../settings/stage-order";
import type { Session } from "../command";
import { Failure } from "../exit";
import { policyPack } from "../policy-pack";
import { Steps } from "../steps";
import type { Stage } from "./differences";
import { bringUp, takeDown, type Standing } from "./life";
import { stagePicture } from "./picture/picture";
import { prepare, REHEARSAL } from "./prepare";
import { summarise } from "./summary";

export interface RehearsalOptions {
  /** The stacks, in the order in which they come up; all of the project in promotion order when left out. */
  readonly stack?: readonly string[];
  /** Whether to leave them standing. */
  readonly keep?: boolean;
}

/** What a green rehearsal cannot show; said with every result. */
const NOT_PROVED =
  "Not proved here: AWS's propagation times, IAM as AWS evaluates it, quotas, and the data planes behind what was declared.";

export async function rehearseStacks(session: Session, options: RehearsalOptions): Promise<void> {
  const { output, project } = session;
  const names = options.stack ?? promotionOrder(stagesOf(project));
  const steps = new Steps(output);
  const around = { session, steps, policyPack: policyPack() };
  try {
    const workspace = await prepare(session, steps, names);
    const standing: Standing[] = [];
    for (const name of names) standing.push(await bringUp(around, workspace, name));
    const stages = standingStages(project, standing);
    const summary = summarise(stages);
    output.line();
    for (const line of summary.lines) output.line(line);
    output.line();
    for (const line of speedLines(standing)) output.line(line);
    output.line();
    const pictures = draw(project, stages);
    output.line(`Pictures of the stages: ${pictures.join(", ")}`);
    output.line();
    if (options.keep === true) sayHowToGoOn(session, names);
    else {
      for (const stack of [...standing].reverse()) await takeDown(around, stack);
      await steps.step("nothing is left in the local AWS", () => {
        const left = new Store(storeFile(workspace)).list().map(({ type, key }) => `${type} ${key}`);
        if (left.length > 0) throw new Failure(`left behind: ${left.join(", ")}`);
        return Promise.resolve();
      });
    }
    output.line(NOT_PROVED);
    const report = summary.stages.map((stage, index) => ({
      ...stage,
      upSeconds: standing[index]?.upSeconds,
    }));
    output.result({ ok: true, steps: steps.results, stages: report, pictures, notProved: NOT_PROVED });
  } finally {
    output.line(steps.tally());
  }
}

/** The stages as they stand, with what their configuration says. */
function standingStages(project: string, standing: readonly Standing[]): Stage[] {
  return standing.map(({ name, exported }) => ({ name, exported, config: stackSettings(project, name) }));
}

function speedLines(standing: readonly Standing[]): string[] {
  return standing.map(({ name, created, upSeconds }) => {
    const each = Math.round((1000 * upSeconds) / created);
    return `${name}: up made ${created} resources in ${upSeconds.toFixed(1)} s, ${each} ms each`;
  });
}

/** Draws each stage into the workspace; gives the files, from the project's root. */
function draw(project: string, stages: readonly Stage[]): string[] {
  return stages.map(({ name, exported }) => {
    const file = join(".multistage", REHEARSAL, `${name}.svg`);
    writeFileSync(join(project, file), stagePicture(exported));
    return file;
  });
}

function sayHowToGoOn({ output }: Session, names: readonly string[]): void {
  output.line("The stacks stand. Go on with plain pulumi:");
  for (const name of names) {
    output.line(`  eval "$(npx multistage local env --workspace ${REHEARSAL} --stack ${name})"`);
    output.line(`  pulumi preview --stack ${name}`);
  }
}
