/** What must hold whatever happens: checked at each decision and at each call, against the world and not the engine's word. */
import { otherThan, type Colour } from "../../../../naming/colours";
import type { Action } from "../../../../runtime/release/actions";
import type { Goal, Observed } from "../../../../runtime/release/observed";
import { colourOf, type Pair } from "../../../../runtime/release/weights";
import type { Decision } from "../../../../runtime/release/guard";
import type { Flight, World } from "./world";

export class Violation extends Error {}

const KINDS: readonly Action["kind"][] = [
  "shiftProduct",
  "shiftPreview",
  "recordServing",
  "resize",
  "useTemplate",
  "writeRevision",
];

/** Of every decision, at the moment it is made. */
export function checkDecision(
  world: World,
  goal: Goal,
  read: Observed,
  decision: Decision,
  isStale: boolean,
): void {
  demand(decision.reason.trim() !== "", "a decision has a reason");
  demand(decision.guard !== "none", "some guard knows the case");
  demand(decision.actions.length <= 1, "at most one call");
  if (!isStale) {
    checkOrder(world, decision.guard);
    checkEnd(world, decision);
    // The sweep looks after everything; others may have an answer of their own.
    if (goal.kind === "sweep") checkWait(world, decision);
  }
  const { open } = world.state;
  const [action] = decision.actions;
  if (
    goal.kind === "switchBack" &&
    action?.kind === "shiftProduct" &&
    open?.from !== undefined &&
    !isNowhere(world.product)
  )
    demand(colourOf(action.pair) !== open.to, "who wants users back does not move them forward");
  for (const action of decision.actions) checkChoice(world, read, action, decision.guard);
}

/** What a release says of its end is so. */
function checkEnd(world: World, { next, actions: [action] }: Decision): void {
  const { open } = world.state;
  const end = next.ended.find(({ id }) => id === open?.id);
  if (open === undefined || next.open !== undefined || end === undefined || next.drift !== undefined) return;
  const on = colourOf(action?.kind === "shiftProduct" ? action.pair : world.product);
  if (end.outcome === "done") demand(on === open.to, "what is done has users on the new colour");
  if (end.outcome === "rolledBack") demand(on === open.from, "what is rolled back has users where they were");
}

/** Where nothing is done, nothing needed to be; what may be a stale read may wait for a minute. */
function checkWait(world: World, { guard, next, actions }: Decision): void {
  const { open } = world.state;
  const { sides, product, begunWith = 0, registration } = world;
  if (actions.length > 0 || next !== world.state || guard === "stale-read") return;
  const isHealthy = (colour: Colour): boolean =>
    sides[colour].fleet.instances.some(({ health }) => health === "healthy");
  if (isNowhere(product) && world.state.product !== undefined && world.state.serving !== undefined)
    demand(
      !isHealthy("blue") && !isHealthy("green"),
      "nobody is left with 503s while there is a healthy fleet",
    );
  if (open?.phase === "baking" && open.from !== undefined && registration.migrations === "compatible") {
    const execution = world.executions.find(({ id }) => id === open.executionId);
    const isWanted =
      execution === undefined || execution.status === "running" || execution.status === "succeeded";
    demand(
      isWanted && sides[open.to].alarm !== "ALARM",
      "a bake with an alarm, or that nobody wants, does not go on",
    );
  }
  if (open?.from !== undefined && open.kind !== "switchBack" && open.phase !== "returning")
    demand(sides[open.from].fleet.min >= begunWith, "what served when the release began is kept as large");
}

/** Judged by what this very invocation read. */
function checkChoice(world: World, read: Observed, action: Action, guard: string): void {
  demand(KINDS.includes(action.kind), "only what a release owns is changed");
  const { open, serving } = world.state;
  const live = "pair" in read.product ? read.product.pair : world.product;
  if (action.kind === "shiftProduct") {
    const to = colourOf(action.pair);
    if (to === undefined) throw new Violation("weights are 0 for one colour alone");
    const now = colourOf(live);
    if (isNowhere(live)) return;
    if (open !== undefined && open.from === undefined && open.phase !== "moving" && to === open.to) return;
    if (open !== undefined && to === open.to && now !== to) checkForward(world, read, to);
    else if (now !== to) {
      const other = otherThan(to);
      const [there, here] = [read.colours[to].targets, read.colours[other].targets];
      demand(there.healthy >= here.healthy, `users go to the colour with more healthy targets (${guard})`);
    }
  }
  if (action.kind === "writeRevision" && open?.kind === "release")
    demand(action.artifact.versionId === open.executionId, "what is installed is what the execution brought");
  if (action.kind === "resize") {
    const users = colourOf(live);
    const { sizes, night } = world.registration;
    const declared = night?.product?.min ?? sizes.min;
    // What is declared meanwhile takes effect after the release.
    const least = open === undefined ? declared : Math.min(open.pinned, declared);
    if (action.colour === users && serving !== undefined)
      demand(
        action.sizes.min >= least,
        `${action.colour}, which users are on, does not shrink below ${least}`,
      );
    if (open !== undefined && open.kind !== "switchBack" && action.colour === open.from)
      demand(action.sizes.min >= open.pinned, "the old colour stays at full size until the bake ends");
  }
}

/** What the sweep finds in order, when it says so, and nothing was stale. */
function checkOrder(world: World, guard: string): void {
  if (guard !== "nothing") return;
  const { product, preview, recordedServing, sides, state, registration } = world;
  const on = colourOf(product);
  if (state.drift !== undefined || on === undefined) return;
  demand(colourOf(preview) === otherThan(on), "the preview shows the colour that users are not on");
  const { serving, idle } = state;
  if (serving !== undefined) {
    demand(serving.colour === on, "the serving colour is the one that users are on");
    demand(recordedServing === on, "Pulumi reads the serving colour that users are on");
    const { fleet } = sides[on];
    const wanted = registration.night?.product ?? registration.sizes;
    demand(fleet.min === wanted.min && fleet.max === wanted.max, "what serves has the declared sizes");
  }
  if (idle === undefined || idle.until <= world.now)
    demand(
      sides[otherThan(on)].fleet.max === 0,
      "the other colour has room for nothing once nobody keeps it",
    );
}

function checkForward(world: World, read: Observed, to: Colour): void {
  const { open } = world.state;
  if (open === undefined) return;
  const { sizes, approvalRequired, night } = world.registration;
  // Where there is a night in these worlds, it is night.
  const { min } = night?.product ?? sizes;
  const from = open.from === undefined ? undefined : read.colours[open.from];
  const wanted = from === undefined ? sizes.initial : Math.max(from.fleet.desired, min);
  const { current } = read.colours[to].targets;
  demand(current >= wanted, `forward only with ${wanted} healthy in this read, got ${current}`);
  const execution = world.executions.find(({ id }) => id === open.executionId);
  const isApproved = execution === undefined || execution.approval.state === "approved";
  demand(isApproved || !(approvalRequired || open.plan.approvalRequired), "forward only with an approval");
}

function isNowhere({ blue, green }: Pair): boolean {
  return blue === 0 && green === 0;
}

/** Of every call, at the moment it is made: `forwards` counts those of each release that moved users. */
export function isForward(world: World, { decision }: Flight): boolean {
  const [action] = decision.actions;
  const { open } = world.state;
  if (action?.kind !== "shiftProduct" || open === undefined || open.kind === "switchBack") return false;
  // Who is nowhere, or on what never served, is helped: that is no release.
  return open.phase === "moving" && colourOf(action.pair) === open.to && colourOf(world.product) !== open.to;
}

export function demand(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Violation(what);
}
