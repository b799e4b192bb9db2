/**
 * Worlds that no decision can tell apart are one: times become how long ago they are, in steps; timelines are left out.
 * Equal parts become the same object, so that a world is known by a few numbers.
 */
import type { Release, State } from "../../../../runtime/release/state";
import { all, colourOf, isMarked, isSame } from "../../../../runtime/release/weights";
import { NOON } from "../sample";
import { LONG_SECONDS, SHORT_SECONDS } from "./moves";
import type { Execution, Flight, Side, World } from "./world";

/** What long ago means to a decision: just now, longer than a lease, longer than anything. */
function ago(time: number, now: number): number {
  const seconds = (now - time) / 1000;
  if (seconds < SHORT_SECONDS) return NOON;
  return NOON - (seconds < LONG_SECONDS ? SHORT_SECONDS : LONG_SECONDS) * 1000;
}

/** Still to come, or over. */
function ahead(time: number, now: number): number {
  return time > now ? NOON + (time - now > SHORT_SECONDS * 1000 ? 3_600_000 : 100_000) : NOON;
}

/** Equal things as one object with a number. */
class Interned<T extends object> {
  private readonly numbers = new WeakMap<T, number>();
  private readonly byText = new Map<string, T>();
  /** What was made canonical before, by the very object. */
  private readonly met = new WeakMap<T, T>();

  /** @param canon - the thing as it is at noon */
  constructor(private readonly canon: (thing: T, now: number) => T) {}

  /** What is interned stays as it is as long as no time passes. */
  of(thing: T, now: number): T {
    const met = now === NOON ? this.met.get(thing) : undefined;
    if (met !== undefined) return met;
    const canonical = this.known(this.canon(thing, now));
    if (now === NOON) this.met.set(thing, canonical);
    return canonical;
  }

  private known(canonical: T): T {
    const text = JSON.stringify(canonical);
    const known = this.byText.get(text);
    if (known !== undefined) return known;
    this.byText.set(text, canonical);
    this.numbers.set(canonical, this.byText.size);
    this.met.set(canonical, canonical);
    return canonical;
  }

  number(thing: T | undefined): number {
    return thing === undefined ? 0 : (this.numbers.get(thing) ?? -1);
  }
}

/** Makes worlds canonical, and tells them apart. */
export class Canon {
  private readonly states = new Interned<State>(stateOf);
  private readonly sides = new Interned<Side>((side) => side);
  private readonly executions = new Interned<Execution>(execution);
  private readonly flights = new Interned<Flight>(flight);

  private readonly settledStates = new WeakMap<State, Map<string, State>>();

  /** @param isLast - nothing can go wrong any more: what only that could make a difference to is left out */
  of(given: World, isLast: boolean): World {
    const world = isLast ? this.settled(given) : given;
    const { now, lease } = world;
    return {
      ...world,
      now: NOON,
      before: this.before(world.before),
      sides: { blue: this.sides.of(world.sides.blue, NOON), green: this.sides.of(world.sides.green, NOON) },
      executions: world.executions.map((one) => this.executions.of(one, now)),
      state: this.states.of(world.state, now),
      lease: lease && { owner: lease.owner, fence: 1, until: lease.until > now ? NOON + 120_000 : 0 },
      flight: world.flight && this.flights.of(world.flight, now),
    };
  }

  private settled(world: World): World {
    const { state, executions, product } = world;
    if (state.product === undefined || !isSame(state.product.pair, product))
      return { ...world, before: undefined };
    const running = executions.map(({ id, status }) => (status === "running" ? `${id};` : "")).join("");
    const known = this.settledStates.get(state) ?? new Map<string, State>();
    const same = known.get(running) ?? settledState(state, running);
    this.settledStates.set(state, known.set(running, same));
    return { ...world, before: undefined, product: same.product?.pair ?? product, state: same };
  }

  private before(before: World["before"]): World["before"] {
    const side = (one: Side): Side => this.sides.of(one, NOON);
    return before && { ...before, sides: { blue: side(before.sides.blue), green: side(before.sides.green) } };
  }

  private textOf({ product, sides }: NonNullable<World["before"]>): string {
    return [product.blue, product.green, this.sides.number(sides.blue), this.sides.number(sides.green)].join(
      "/",
    );
  }

  /** Of a canonical world. */
  key(world: World): string {
    const { executions, flight: on, lease, badReleases } = world;
    const { begunWith = "" } = world;
    const held = lease === undefined ? "" : lease.owner + String(lease.until > NOON);
    const each = executions.map((one) => this.executions.number(one)).join();
    return `${this.stage(world)};${each};${badReleases.length}${held}${begunWith};${this.flights.number(on)}`;
  }

  private stage(world: World): string {
    const { registration, product, preview, before, sides, state } = world;
    return [
      registration.sizes.min,
      registration.colours.green.launchTemplate.version,
      product.blue,
      product.green,
      preview.blue,
      preview.green,
      before === undefined ? "" : this.textOf(before),
      world.recordedServing,
      world.artifact,
      this.sides.number(sides.blue),
      this.sides.number(sides.green),
      this.states.number(state),
    ].join();
  }
}

/** What a recorded state is where no read is stale any more, no event comes again, and nobody changes weights. */
function settledState(state: State, running: string): State {
  const on = state.product && colourOf(state.product.pair);
  const pair =
    on === undefined || !isMarked(state.product?.pair ?? NOWHERE) ? state.product?.pair : all(on, 101);
  return {
    ...state,
    // Which mark it is makes no difference any more.
    product: pair && { pair, at: NOON - LONG_SECONDS * 1000 },
    ended: state.ended.filter(
      ({ executionId }) => executionId !== undefined && running.includes(executionId),
    ),
  };
}

const NOWHERE = { blue: 0, green: 0 };

function flight(on: Flight, now: number): Flight {
  const { goal, decision, lease } = on;
  return {
    ...on,
    lease: { ...lease, fence: 1, until: NOON + 120_000 },
    decision: { ...decision, next: stateOf(decision.next, now), reason: "because" },
    goal: "since" in goal ? { ...goal, since: ago(goal.since, now) } : goal,
  };
}

function execution(one: Execution, now: number): Execution {
  const approval = one.approval.state === "approved" ? { ...one.approval, at: NOON } : one.approval;
  const confirmation =
    one.confirmation.state === "approved" ? { ...one.confirmation, at: NOON } : one.confirmation;
  // Only a step that waits for the service asks since when.
  const since = one.step === "prepare" ? ago(one.since, now) : NOON;
  return { ...one, approval, confirmation, since };
}

function stateOf(state: State, now: number): State {
  // Only the newest end makes a difference.
  const lastEnd = Math.max(0, ...state.ended.map(({ at }) => at));
  return {
    ...state,
    drift: state.drift === undefined ? undefined : "drift",
    product: state.product && { ...state.product, at: ago(state.product.at, now) },
    idle: state.idle && { ...state.idle, until: ahead(state.idle.until, now) },
    open: state.open && release(state.open, now),
    last: undefined,
    // Why is for people.
    ended: state.ended
      .map((one) => ({ ...one, reason: "it ended", at: ago(lastEnd, now) }))
      .sort((one, other) => (one.id < other.id ? -1 : 1)),
  };
}

function release(open: Release, now: number): Release {
  return {
    ...open,
    phaseSince: ago(open.phaseSince, now),
    askedAt: open.askedAt && ago(open.askedAt, now),
    gate: { reads: open.gate.reads, at: ago(open.gate.at, now) },
    approval: open.approval && { by: open.approval.by, at: NOON },
    note: open.note === undefined ? undefined : "noted",
    phases: [],
    weights: [],
    health: [],
    evidence: [],
  };
}
