/** A service that is released, as it is recorded and read: for tests that change one thing of it. */
import { situationOf, type Decision, type Held, type Situation } from "../../../runtime/release/guard";
import { heldOf } from "../../../runtime/release/held";
import type { ColourRead, Goal, Observed } from "../../../runtime/release/observed";
import type { Registration, RegisteredColour } from "../../../runtime/release/registration";
import type { Artifact } from "../../../runtime/release/revision";
import type { Plan, Release, State } from "../../../runtime/release/state";
import type { Pair } from "../../../runtime/release/weights";

/** 2026-11-21 12:00 UTC, a Saturday. */
export const NOON = Date.UTC(2026, 10, 21, 12);

/** In milliseconds. */
export const HOUR = 3_600_000;

/** Longer ago than anything that is waited for. */
export const LONG_AGO = NOON - 200_000_000;

export const IDENTITY = { project: "shop", stage: "dev", service: "storefront" };

export const ARTIFACT: Artifact = {
  bucket: "shop-dev-artifacts",
  key: "storefront/revision.zip",
  versionId: "3L4k",
  sha256: "0".repeat(64),
};

export const REGISTRATION: Registration = {
  version: 2,
  ...IDENTITY,
  productRuleArn: "arn:product",
  previewRuleArn: "arn:preview",
  productUrl: "http://shop",
  previewUrl: "http://shop:8443",
  artifacts: { bucket: "shop-dev-artifacts", prefix: "storefront/" },
  port: 8080,
  healthPath: "/health",
  versionPath: "/version",
  sizes: { min: 2, max: 4, initial: 2 },
  windows: [],
  healthyReads: 3,
  bakeSeconds: 300,
  keepSeconds: 3600,
  debugSeconds: 1800,
  approvalRequired: true,
  confirmRequired: false,
  migrations: "compatible",
  colours: { blue: registered("blue"), green: registered("green") },
};

function registered(colour: string): RegisteredColour {
  return {
    fleet: `shop-dev-storefront-fleet-${colour}`,
    targetGroupArn: `arn:${colour}`,
    launchTemplate: { id: `lt-${colour}`, version: 1 },
    revisionParameter: `/shop/dev/services/storefront/${colour}/revision`,
    alarms: [`${colour}-errors`],
  };
}

export const PLAN: Plan = {
  templateVersion: 1,
  bakeSeconds: 300,
  keepSeconds: 3600,
  debugSeconds: 1800,
  approvalRequired: true,
  confirmRequired: false,
  canGoBack: true,
};

/** r2 is to follow upon r1, from blue to green. */
export const RELEASE: Release = {
  id: "r2",
  kind: "release",
  by: "the pipeline",
  executionId: "r2",
  artifact: ARTIFACT,
  from: "blue",
  fromId: "r1",
  to: "green",
  toId: "r2",
  plan: PLAN,
  pinned: 2,
  phase: "preparing",
  phaseSince: NOON,
  gate: { reads: 0, at: 0 },
  phases: [],
  weights: [],
  health: [],
  evidence: [],
};

const PRODUCT: Pair = { blue: 101, green: 0 };

/** r1 serves on blue. */
export const SERVING: State = {
  schema: 1,
  service: "storefront",
  serving: { colour: "blue", releaseId: "r1" },
  product: { pair: PRODUCT, at: LONG_AGO },
  ended: [],
};

/** With r2 on its way. */
export function open(change: Partial<Release> = {}): State {
  return { ...SERVING, open: { ...RELEASE, ...change } };
}

/** A colour with so many instances, all healthy and reporting its release. */
export function colourRead(size: number, releaseId?: string): ColourRead {
  return {
    fleet: { min: size, max: size === 0 ? 0 : 4, desired: size, instances: size, templateVersion: 1 },
    targets: { total: size, healthy: size, current: size, reasons: [] },
    ...(releaseId === undefined ? {} : { releaseId }),
    alarms: [],
  };
}

export const OBSERVED: Observed = {
  registration: REGISTRATION,
  product: { pair: PRODUCT },
  preview: { pair: { blue: 0, green: 100 } },
  recordedServing: "blue",
  colours: { blue: colourRead(2, "r1"), green: colourRead(0) },
  executions: {
    r2: { status: "running", approval: { state: "none" }, confirmation: { state: "none" } },
  },
  artifact: { state: "found" },
};

export const SWEEP: Goal = { kind: "sweep" };

/** The pipeline's release step asks. */
export const STEP: Goal = { kind: "release", executionId: "r2" };

export const PREPARE: Goal = {
  kind: "prepare",
  executionId: "r2",
  by: "the pipeline",
  artifact: ARTIFACT,
  since: NOON,
};

export function situation(state: State, change: Partial<Observed> = {}, now = NOON): Situation {
  return situationOf(SWEEP, state, { ...OBSERVED, ...change }, now);
}

export function held(state: State, change: Partial<Observed> = {}, now = NOON): Held {
  const found = heldOf(situation(state, change, now));
  if (found === undefined) throw new Error("no release holds the service");
  return found;
}

/** A colour of so many, of which none is healthy. */
export function unhealthy(size: number, releaseId: string): ColourRead {
  const targets = { total: size, healthy: 0, current: 0, reasons: ["i-1: Target.Timeout"] };
  return { ...colourRead(size, releaseId), targets };
}

/** Users on blue, green as large, and both as said. */
export function read(colours: Partial<Observed["colours"]>, change: Partial<Observed> = {}): Observed {
  const both = { blue: colourRead(2, "r1"), green: colourRead(2, "r2"), ...colours };
  return { ...OBSERVED, colours: both, ...change };
}

/** After the switch: users on green. */
export function switched(phase: "baking" | "returning", change: Partial<Release> = {}): State {
  const pair = { blue: 0, green: 102 };
  return { ...open({ phase, ...change }), product: { pair, at: LONG_AGO } };
}
export const ON_GREEN: Partial<Observed> = {
  product: { pair: { blue: 0, green: 102 } },
  preview: { pair: { blue: 100, green: 0 } },
  recordedServing: "green",
};

/** Without what is recorded: by which guard, the calls, and the reason. */
export function told({ guard, actions, reason }: Decision): unknown[] {
  return [guard, ...actions, reason];
}
