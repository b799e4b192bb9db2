/** What the stories have in common: a service on the stage, and what the pipeline and people do to it. */
import assert from "node:assert/strict";
import type { Colour } from "../../../../naming/colours";
import type { Goal } from "../../../../runtime/release/observed";
import type { Registration } from "../../../../runtime/release/registration";
import type { Phase } from "../../../../runtime/release/state";
import type { Pair } from "../../../../runtime/release/weights";
import { ARTIFACT, NOON, SWEEP } from "../sample";
import { InMemory } from "../world/in-memory";
import { withExecution, type Decide } from "../world/moves";
import { grown, withFleet, withSide } from "../world/read";
import { REGISTRATION, serving, type Execution, type Fleet, type Side } from "../world/world";

/** Release r1 serves on blue with one instance of at most two; executions r2 and r3 may release. */
export function stageOf(
  decide: Decide,
  change: Partial<Registration> = {},
  start: typeof serving = serving,
): InMemory {
  return new InMemory(start({ ...REGISTRATION, ...change }, ["r2", "r3"]), decide);
}

export const TWO: Partial<Registration> = { sizes: { min: 2, max: 3, initial: 2 } };
export const CONFIRMED: Partial<Registration> = { confirmRequired: true };

export function prepare(id = "r2", since = NOON): Goal {
  return { kind: "prepare", executionId: id, by: "the pipeline", artifact: ARTIFACT, since };
}
export { SWEEP };
export const DEPLOY: Goal = { kind: "deploy", executionId: "r2" };
export const RELEASE: Goal = { kind: "release", executionId: "r2" };
export const ROLLBACK: Goal = { kind: "switchBack", id: "back", by: "Bob", why: "customers call" };

/** Release r2, brought to a phase as the pipeline does it; what was said and called on the way is forgotten. */
export async function at(stage: InMemory, phase: Phase): Promise<InMemory> {
  await COURSE[phase](stage);
  assert.equal(stage.world.state.open?.phase, phase);
  return fresh(stage);
}

const COURSE: Readonly<Record<Phase, (stage: InMemory) => Promise<unknown>>> = {
  preparing: (stage) => stage.run(prepare()),
  prepared: (stage) => stage.settle(prepare()),
  deploying: async (stage) => {
    await at(stage, "prepared");
    await stage.run(DEPLOY);
  },
  deployed: async (stage) => {
    await at(stage, "prepared");
    await stage.settle(DEPLOY);
  },
  switching: async (stage) => {
    await at(stage, "deployed");
    approve(stage);
    await stage.run(RELEASE); // the approval is seen
    await stage.run(RELEASE);
  },
  moving: async (stage) => {
    await at(stage, "switching");
    await stage.run(RELEASE);
  },
  baking: async (stage) => {
    await at(stage, "moving");
    await stage.settle(RELEASE);
  },
  confirming: async (stage) => {
    await at(stage, "baking");
    stage.pass(3600);
    await stage.run(RELEASE);
  },
  returning: async (stage) => {
    await at(stage, "baking");
    side(stage, "green", { alarm: "ALARM" });
    await stage.run(RELEASE);
  },
};

/** Release r2 serves on green, and r1 is kept on blue. */
export async function released(stage: InMemory): Promise<InMemory> {
  await at(stage, "baking");
  stage.pass(3600);
  await stage.settle(RELEASE);
  assert.deepEqual(ends(stage), ["r2 done: release r2 serves on green"]);
  executes(stage, { status: "succeeded" });
  return fresh(stage);
}

export function fresh(stage: InMemory): InMemory {
  stage.calls.length = 0;
  stage.said.length = 0;
  return stage;
}

/** `r2 done: why`, of all releases that had the service. */
export function ends(stage: InMemory): string[] {
  return stage.history.map(({ release, outcome, reason }) => `${release.id} ${outcome}: ${reason}`);
}

export function approve(stage: InMemory, id = "r2"): void {
  executes(stage, { approval: { state: "approved", by: "Ada", at: stage.world.now } }, id);
}

export function executes(stage: InMemory, change: Partial<Execution>, id = "r2"): void {
  stage.world = withExecution(stage.world, id, change);
}

export function side(stage: InMemory, colour: Colour, change: Partial<Side>): void {
  stage.world = withSide(stage.world, colour, change);
}

export function fleet(stage: InMemory, colour: Colour, change: Partial<Fleet>): void {
  stage.world = withFleet(stage.world, colour, change);
}

/** So many instances, the first ones healthy. */
export function targets(stage: InMemory, colour: Colour, total: number, healthy: number): void {
  const { releaseId = "none" } = stage.world.sides[colour];
  const instances = Array.from({ length: total }, (_, index) => ({
    releaseId,
    health: index < healthy ? ("healthy" as const) : ("booting" as const),
  }));
  fleet(stage, colour, { instances });
}

export function byHand(stage: InMemory, product: Pair): void {
  stage.world = { ...stage.world, product };
}

export function registered(stage: InMemory, change: Partial<Registration>): void {
  stage.world = { ...stage.world, registration: { ...stage.world.registration, ...change } };
}

/** Where the release is, and all that was said, called and ended since `fresh`. */
export function tells(
  stage: InMemory,
  phase: Phase | undefined,
  said: readonly string[],
  calls: readonly string[] = [],
  ended: readonly string[] = [],
): void {
  const got = {
    phase: stage.world.state.open?.phase,
    said: stage.said,
    calls: stage.calls,
    ended: ends(stage),
  };
  assert.deepEqual(got, { phase, said, calls, ended });
}

/** So many passes, with nothing between them. */
export async function runs(stage: InMemory, goal: Goal, times: number): Promise<void> {
  for (let time = 0; time < times; time++) await stage.run(goal);
}

const STEPS = [
  ["prepare", prepare()],
  ["deploy", DEPLOY],
  ["release", RELEASE],
] as const;

/** The whole pipeline, each step until it is answered; something may happen before each invocation, the first one's is 0. */
export async function pipeline(
  stage: InMemory,
  before: (round: number) => void = () => undefined,
): Promise<void> {
  for (const [step, goal] of STEPS) {
    if (step === "release") approve(stage);
    for (let round = 0; stage.answer(step, "r2").kind === "continue"; round++) {
      assert.ok(round < 200, `the step ${step} ends`);
      before(round);
      try {
        await stage.run(goal);
      } catch (error) {
        assert.match(String(error), /Throttling/);
      }
      stage.world = grown(grown(stage.world, "blue"), "green");
      stage.pass(150);
    }
  }
}

/** The calls of a release, in their order. */
export const CALLS: readonly string[] = [
  "instances of green install release r2",
  "green has 1 to 2 instances, 1 of them now",
  "the product rule shows green (weights 0, 102)",
  "green is written down as serving",
  "the preview rule shows blue",
];
