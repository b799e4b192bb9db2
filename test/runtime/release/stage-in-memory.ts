/** A stage in memory for the functions: services in worlds of their own, and the pipeline that hands them jobs. */
import assert from "node:assert/strict";
import { decide } from "../../../runtime/release/decide";
import type { Step } from "../../../runtime/release/job";
import type { EndedRelease } from "../../../runtime/release/ports";
import type {
  JobAnswer,
  NamesAsked,
  NamesReport,
  ServicePorts,
  StagePorts,
} from "../../../runtime/release/stage-ports";
import { stepFunction } from "../../../runtime/release/step";
import { Refusal } from "../../../refusal/refusal";
import { jobEvent, parameters, SECRETS } from "./event";
import { logged, type Logged } from "./logged";
import { InMemory } from "./world/in-memory";
import { grown } from "./world/read";
import { ARTIFACT } from "./sample";
import { REGISTRATION, serving } from "./world/world";

export class StageInMemory implements StagePorts {
  readonly worlds = new Map<string, InMemory>();
  /** Thrown by what is read of a service, instead of the reading; by its name. */
  readonly troubles = new Map<string, Error>();
  /** The services that ports were made of. */
  readonly opened: string[] = [];
  readonly named: NamesAsked[] = [];
  /** What an object that is asked for turns out to be. */
  artifactTrouble: Error | undefined;
  /** Milliseconds that each pass takes. */
  passTakes = 0;
  namesReport: NamesReport = { outcome: "unchanged", foreign: [], reason: "as they are to be" };
  reconcileNames: StagePorts["reconcileNames"];

  constructor(...services: readonly string[]) {
    for (const service of services)
      this.worlds.set(service, new InMemory(serving({ ...REGISTRATION, service }, ["r2", "r3"]), decide));
  }

  /** With names of instances. */
  withNames(): this {
    this.reconcileNames = (asked) => {
      this.named.push(asked);
      return Promise.resolve(this.namesReport);
    };
    return this;
  }

  of(service = "storefront"): InMemory {
    const world = this.worlds.get(service);
    assert.ok(world, service);
    return world;
  }

  now(): number {
    return Math.max(...[...this.worlds.values()].map(({ world }) => world.now));
  }

  services(): Promise<readonly string[]> {
    return Promise.resolve([...this.worlds.keys()]);
  }

  startedBy(_: string, executionId: string): Promise<string> {
    return Promise.resolve(`Ada, who started ${executionId}`);
  }

  portsOf(service: string): ServicePorts {
    this.opened.push(service);
    const world = this.worlds.get(service);
    const ports = (world ?? new InMemory(serving(), decide)).ports();
    const trouble = this.troubles.get(service);
    const told = <T>(read: () => T): Promise<T> =>
      trouble === undefined ? Promise.resolve().then(read) : Promise.reject(trouble);
    return {
      ...ports,
      observe: async (goal, state) => {
        world?.pass(this.passTakes / 1000);
        return (await told(() => ports)).observe(goal, state);
      },
      registration: () =>
        told(() => {
          if (world === undefined) throw unregistered(service);
          return world.world.registration;
        }),
      artifactOf: (versionId) =>
        this.artifactTrouble === undefined
          ? told(() => ({ artifact: { ...ARTIFACT, versionId }, commit: "c0ffee" }))
          : Promise.reject(this.artifactTrouble),
      ended: (id) => told(() => world?.history.find(({ release }): boolean => release.id === id)),
    };
  }
}

export function unregistered(service: string): Refusal {
  return new Refusal({
    property: `/shop/dev/services/${service}/registration`,
    rule: `a parameter that says how ${service} is released`,
    got: "nothing",
    remedy: "run pulumi up, which writes it",
  });
}

/** An ended release, for those that are asked for again. */
export function endedRelease(world: InMemory, change: Partial<EndedRelease> = {}): EndedRelease {
  const found = world.history.at(-1);
  assert.ok(found);
  return { ...found, ...change };
}

/** One invocation of a step's function; its log, and what the pipeline was told. */
export async function invoked(
  stage: StagePorts,
  step: Step,
  event: unknown,
  isAnsweredBefore = false,
): Promise<Logged<readonly [string, JobAnswer][]>> {
  const told: [string, JobAnswer][] = [];
  const handler = stepFunction(step, {
    answerJob: (id, answer) => {
      told.push([id, answer]);
      return Promise.resolve(!isAnsweredBefore);
    },
    stage: () => stage,
  });
  const { lines } = await logged(() => handler(event));
  for (const secret of SECRETS) assert.ok(!JSON.stringify([lines, told]).includes(secret), secret);
  return { result: told, lines };
}

/** The answer to the job of a step, asked once. */
export async function answered(
  stage: StagePorts,
  step: Step,
  token?: string,
  executionId = "r2",
): Promise<JobAnswer> {
  const event = jobEvent(JSON.stringify(parameters(step, executionId)), undefined, token);
  const [told] = (await invoked(stage, step, event)).result;
  assert.ok(told);
  return told[1];
}

/** The job of a step, handed over again and again as the pipeline does, until it is over; the summaries people saw. */
export async function played(stage: StageInMemory, step: Step, seconds = 30): Promise<[JobAnswer, string[]]> {
  const seen: string[] = [];
  let token: string | undefined;
  for (let round = 0; round < 500; round++) {
    const answer = await answered(stage, step, token);
    if (answer.kind !== "continue") return [answer, seen];
    if (seen.at(-1) !== answer.summary) seen.push(answer.summary);
    token = answer.token;
    const one = stage.of();
    one.world = grown(grown(one.world, "blue"), "green");
    one.pass(seconds);
  }
  return assert.fail(`the step ${step} does not end: ${seen.at(-1) ?? ""}`);
}

/** The token of an answer that goes on. */
export function tokenOf(answer: JobAnswer): string {
  assert.ok(answer.kind === "continue", JSON.stringify(answer));
  return answer.token;
}

/** What a release begins with, as a token has it. */
export const BEGINNING = {
  by: "Ada, who started r2",
  bucket: ARTIFACT.bucket,
  key: ARTIFACT.key,
  sha256: ARTIFACT.sha256,
  commit: "c0ffee",
};
