/** A world in memory for the release engine: rules, fleets, instances, alarms, a table, executions of a pipeline. Plain data. */
import type { Colour, PerColour } from "../../../../naming/colours";
import type { Decision } from "../../../../runtime/release/guard";
import type { Lease } from "../../../../runtime/release/lease";
import type { AlarmRead, Goal, Verdict } from "../../../../runtime/release/observed";
import type { Registration } from "../../../../runtime/release/registration";
import { newState, type State } from "../../../../runtime/release/state";
import type { Pair } from "../../../../runtime/release/weights";
import { NOON, REGISTRATION as SAMPLE } from "../sample";

/** An instance runs what its colour's revision said when it started. */
export interface Instance {
  readonly releaseId: string;
  readonly health: "booting" | "healthy" | "broken";
}

export interface Fleet {
  readonly min: number;
  readonly max: number;
  readonly desired: number;
  readonly templateVersion: number;
  readonly instances: readonly Instance[];
}

export interface Side {
  readonly fleet: Fleet;
  /** The release in its revision parameter; none before the first. */
  readonly releaseId?: string | undefined;
  readonly alarm: AlarmRead["state"];
}

/** An action of the pipeline that is a function, or a question to a person. */
export type Step = "start" | "prepare" | "deploy" | "approve" | "release" | "confirm" | "end";

export interface Execution {
  readonly id: string;
  readonly step: Step;
  readonly status: "running" | "succeeded" | "failed" | "stopped" | "missing";
  readonly approval: Verdict;
  readonly confirmation: Verdict;
  /** Since when the step's job asks. */
  readonly since: number;
  /** The job was handed to a function that has not answered. */
  readonly isUnanswered: boolean;
}

/** An invocation on its way: it has the lease, has read and decided. */
export interface Flight {
  readonly goal: Goal;
  readonly decision: Decision;
  readonly lease: Lease;
  /** It read what was before the last change. */
  readonly isStale: boolean;
  readonly isCalled: boolean;
}

export interface World {
  readonly now: number;
  readonly registration: Registration;
  readonly product: Pair;
  readonly preview: Pair;
  /** What a stale read still tells: how it was before the last change. */
  readonly before?: { readonly product: Pair; readonly sides: PerColour<Side> } | undefined;
  readonly recordedServing?: Colour | undefined;
  readonly sides: PerColour<Side>;
  readonly executions: readonly Execution[];
  readonly artifact: "found" | "gone";
  /** Revisions whose instances never become healthy. */
  readonly badReleases: readonly string[];
  readonly state: State;
  /** How many instances served when the open release began: what the engine has to keep, whatever it recorded. */
  readonly begunWith?: number | undefined;
  readonly lease?: Lease | undefined;
  readonly flight?: Flight | undefined;
}

/** Of the sample's service, with as little of everything as an exploration needs. */
export const REGISTRATION: Registration = {
  ...SAMPLE,
  sizes: { min: 1, max: 2, initial: 1 },
  healthyReads: 2,
  bakeSeconds: 3600,
  debugSeconds: 3600,
};

const EMPTY: Side = {
  fleet: { min: 0, max: 0, desired: 0, templateVersion: 1, instances: [] },
  alarm: "OK",
};

export function execution(id: string): Execution {
  return {
    id,
    step: "start",
    status: "running",
    approval: { state: "none" },
    confirmation: { state: "none" },
    since: NOON,
    isUnanswered: false,
  };
}

/** As `pulumi up` makes it: nothing released, the rule on blue. */
export function unreleased(registration: Registration = REGISTRATION, executions = ["r2"]): World {
  return {
    now: NOON,
    registration,
    product: { blue: 100, green: 0 },
    preview: { blue: 0, green: 100 },
    sides: { blue: EMPTY, green: EMPTY },
    executions: executions.map(execution),
    artifact: "found",
    badReleases: [],
    state: newState(registration.service),
  };
}

/** Release r1 serves on blue, as large as is declared; nothing is kept. */
export function serving(registration: Registration = REGISTRATION, executions = ["r2", "r3"]): World {
  const world = unreleased(registration, executions);
  const { min, max } = registration.sizes;
  const product: Pair = { blue: 101, green: 0 };
  const instances = Array.from({ length: min }, (): Instance => ({ releaseId: "r1", health: "healthy" }));
  return {
    ...world,
    product,
    recordedServing: "blue",
    sides: {
      blue: {
        fleet: { min, max, desired: min, templateVersion: 1, instances },
        releaseId: "r1",
        alarm: "OK",
      },
      green: EMPTY,
    },
    state: {
      ...world.state,
      serving: { colour: "blue", releaseId: "r1" },
      product: { pair: product, at: NOON - 100_000_000 },
    },
  };
}
