/** Everything that can happen in the world next in its usual course; faults.ts has what goes wrong. */
import { COLOURS, type Colour } from "../../../../naming/colours";
import { answerTo } from "../../../../runtime/release/answer";
import type { decider } from "../../../../runtime/release/decide";
import type { Decision } from "../../../../runtime/release/guard";
import { actionText } from "../../../../runtime/release/actions";
import { givenBack, taken } from "../../../../runtime/release/lease";
import type { Goal } from "../../../../runtime/release/observed";
import type { Registration } from "../../../../runtime/release/registration";
import type { State } from "../../../../runtime/release/state";
import { colourOf } from "../../../../runtime/release/weights";
import { acted, goalOf, grown, withSide } from "./read";
import type { Execution, Flight, Step, World } from "./world";

export type Decide = ReturnType<typeof decider>;

/** What an invocation decides that reads this world now, or reads it stale. */
export type Choose = (world: World, goal: Goal, isStale: boolean) => Decision;

export interface Move {
  /** What happens, for a story. */
  readonly what: string;
  /** The item it counts as, where it is a fault. */
  readonly fault?: string;
  /** Whose invocation it is: the sweep's, or that of an execution's step. */
  readonly by?: string;
  readonly next: World;
}

/** Longer than the lease and a stale read last. */
export const SHORT_SECONDS = 150;
/** Longer than everything lasts. */
export const LONG_SECONDS = 100_000;

/** Its usual course. Time passes where nothing else would: what has to wait for longer is a fault, "clock forward". */
export function usual(world: World, choose: Choose): Move[] {
  const { flight } = world;
  if (flight !== undefined) return [flight.isCalled ? recordMove(world, flight) : callMove(world, flight)];
  const progress = [
    ...world.executions.flatMap((one) => executionMoves(world, one, choose)),
    ...invocation(world, { kind: "sweep" }, choose, "the sweep").map((move) => ({ ...move, by: "sweep" })),
    ...COLOURS.flatMap((colour) => {
      const next = grown(world, colour);
      return sameInstances(world, next, colour) ? [] : [{ what: `the fleet ${colour} gets on`, next }];
    }),
    ...COLOURS.flatMap((colour) =>
      world.sides[colour].alarm === "ALARM" && colourOf(world.product) !== colour
        ? [{ what: `the alarm of ${colour} is quiet again`, next: withSide(world, colour, { alarm: "OK" }) }]
        : [],
    ),
  ].filter(({ next }) => next.flight !== undefined || !isSame(next, world));
  // Nobody waits for a person, and a person for nobody.
  return [...progress, ...byPeople(world), ...(progress.length === 0 ? ticks(world) : [])];
}

/** But for the lease, which every invocation takes and gives back, and for what is only told. */
function isSame(next: World, world: World): boolean {
  return (
    isSameState(next.state, world.state) &&
    next.sides === world.sides &&
    next.executions.every((one, index) => isShallowSame(one, world.executions[index] ?? {}))
  );
}

function isSameState(next: State, state: State): boolean {
  if (next === state) return true;
  const { open, ...rest } = next;
  const { open: before, ...others } = state;
  if (open === undefined || before === undefined) return false;
  return isShallowSame(rest, others) && isShallowSame({ ...open, health: 0 }, { ...before, health: 0 });
}

function isShallowSame(one: object, other: object): boolean {
  if (one === other) return true;
  for (const key in one) if (Reflect.get(one, key) !== Reflect.get(other, key)) return false;
  return true;
}

/** Time passes: a little, or more than anything lasts. */
export function ticks(world: World): Move[] {
  const short = { what: `${SHORT_SECONDS} s pass`, next: later(world, SHORT_SECONDS) };
  return [short, { what: "a day passes", next: later(world, LONG_SECONDS) }];
}

/** Whose job was not answered for so long has failed. */
function later(world: World, seconds: number): World {
  const executions = world.executions.map((one): Execution => {
    if (seconds < LONG_SECONDS || one.status !== "running") return one;
    if (one.isUnanswered) return { ...one, status: "failed", step: "end", isUnanswered: false };
    return one;
  });
  return {
    ...world,
    now: world.now + seconds * 1000,
    executions,
    before: undefined,
  };
}

function sameInstances(one: World, other: World, colour: Colour): boolean {
  const [now, then] = [one.sides[colour].fleet.instances, other.sides[colour].fleet.instances];
  return now.length === then.length && now.every((each, index) => isShallowSame(each, then[index] ?? {}));
}

function executionMoves(world: World, one: Execution, choose: Choose): Move[] {
  const goal = one.status === "running" ? goalOf(world, one.id) : undefined;
  if (goal === undefined) return [];
  const moves = invocation(world, goal, choose, `the step ${one.step} of ${one.id}`);
  return moves.map((move) => ({ ...move, by: one.id }));
}

/** One execution begins after the other: which of two alike is first makes no difference. */
function byPeople(world: World): Move[] {
  const next = world.executions.find(({ step }) => step === "start");
  return world.executions.flatMap((one): Move[] => {
    const set = (change: Partial<Execution>): World => withExecution(world, one.id, change);
    const yes = { state: "approved", by: "Ada", at: world.now } as const;
    if (one === next)
      return [{ what: `execution ${one.id} begins`, next: set({ step: "prepare", since: world.now }) }];
    if (one.step === "approve")
      return [{ what: `Ada approves ${one.id}`, next: set({ step: "release", approval: yes }) }];
    if (one.step === "confirm") {
      const end = { step: "end", status: "succeeded", confirmation: yes } as const;
      return [{ what: `Ada confirms ${one.id}`, next: set(end) }];
    }
    return [];
  });
}

/** Takes the lease, reads, decides; without a call it also records and answers. */
export function invocation(world: World, goal: Goal, choose: Choose, who: string, isStale = false): Move[] {
  const lease = world.flight === undefined ? taken(world.lease, "invocation", world.now) : undefined;
  if (lease === undefined) return [];
  const decision = choose(world, goal, isStale);
  const flight: Flight = { goal, decision, lease, isStale, isCalled: false };
  const what = `${who}${isStale ? " reads stale weights and" : ""} decides ${decision.guard}: ${decision.reason}`;
  if (decision.actions.length > 0) {
    const next = markedUnanswered({ ...world, lease, flight }, goal);
    return [{ what, next }];
  }
  return [{ what, next: recorded({ ...world, lease }, { ...flight, isCalled: true }) }];
}

function callMove(world: World, flight: Flight): Move {
  const [action] = flight.decision.actions;
  const next = action === undefined ? world : acted(world, action);
  const what = `the call: ${action === undefined ? "none" : actionText(action)}`;
  return { what, next: { ...next, flight: { ...flight, isCalled: true } } };
}

function recordMove(world: World, flight: Flight): Move {
  return { what: "it is recorded, and answered", next: recorded(world, flight) };
}

/** The record is written under its fence, and the step is answered. */
function recorded(world: World, { goal, decision, lease, isStale }: Flight): World {
  const isFenced = world.lease?.fence === lease.fence;
  const state = isFenced ? decision.next : world.state;
  const next: World = {
    ...world,
    state,
    begunWith: begunWith(world, state, isStale),
    lease: isFenced ? givenBack(lease) : world.lease,
    flight: undefined,
  };
  return answered(next, goal, decision.reason);
}

/** As large as the invocation saw it that began the release. */
export function begunWith(world: World, { open }: State, isStale: boolean): number | undefined {
  if (open?.from === undefined || open.kind === "switchBack") return undefined;
  if (world.state.open !== undefined) return world.begunWith;
  const { sides } = isStale ? (world.before ?? world) : world;
  return sides[open.from].fleet.desired;
}

/** A pipeline asks people where its service wants that. */
function stepAfter(step: "prepare" | "deploy" | "release", asks: Registration): Step {
  if (step === "prepare") return "deploy";
  if (step === "deploy") return asks.approvalRequired ? "approve" : "release";
  return asks.confirmRequired ? "confirm" : "end";
}

function answered(world: World, goal: Goal, reason: string): World {
  if (goal.kind !== "prepare" && goal.kind !== "deploy" && goal.kind !== "release") return world;
  const one = world.executions.find(({ id }) => id === goal.executionId);
  // A job that was answered, or an execution that has ended, takes no other answer.
  if (one?.status !== "running" || one.step !== goal.kind) return world;
  const answer = answerTo(goal.kind, one.id, world.state, reason);
  const free = { isUnanswered: false };
  if (answer.kind === "continue") return withExecution(world, one.id, free);
  if (answer.kind === "failed")
    return withExecution(world, one.id, { ...free, status: "failed", step: "end" });
  const step = stepAfter(goal.kind, world.registration);
  const status = step === "end" ? "succeeded" : "running";
  const approval = step === "approve" ? ({ state: "pending" } as const) : one.approval;
  return withExecution(world, one.id, { ...free, step, status, approval, since: world.now });
}

function markedUnanswered(world: World, goal: Goal): World {
  if (goal.kind !== "prepare" && goal.kind !== "deploy" && goal.kind !== "release") return world;
  return withExecution(world, goal.executionId, { isUnanswered: true });
}

export function withExecution(world: World, id: string, change: Partial<Execution>): World {
  return {
    ...world,
    executions: world.executions.map((one) => (one.id === id ? { ...one, ...change } : one)),
  };
}
