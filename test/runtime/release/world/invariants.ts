/** What must hold whatever happens: checked at each decision and at each call, against the world and not the engine's word. */
import { otherThan, type Colour } from "../../../../naming/colours";
import type { Action } from "../../../../runtime/release/actions";
import type { Observed } from "../../../../runtime/release/observed";
import { colourOf } from "../../../../runtime/release/weights";
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
export function checkDecision(world: World, read: Observed, { decision }: Flight): void {
  demand(decision.reason.trim() !== "", "a decision has a reason");
  demand(decision.guard !== "none", "some guard knows the case");
  demand(decision.actions.length <= 1, "at most one call");
  for (const action of decision.actions) checkChoice(world, read, action, decision.guard);
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
    if (open !== undefined && to === open.to && now !== to) checkForward(world, read, to);
    else if (now !== to) {
      const other = otherThan(to);
      const [there, here] = [read.colours[to].targets, read.colours[other].targets];
      demand(there.healthy >= here.healthy, `users go to the colour with more healthy targets (${guard})`);
    }
  }
  if (action.kind === "resize") {
    const users = colourOf(live);
    const back = open !== undefined && open.kind !== "switchBack" ? open.from : undefined;
    const least = open?.pinned ?? world.registration.sizes.min;
    if (action.colour === back || (action.colour === users && serving !== undefined))
      demand(
        action.sizes.min >= Math.min(least, world.registration.sizes.min),
        `${action.colour}, which users need, does not shrink`,
      );
    if (action.colour === back)
      demand(action.sizes.min >= least, "the old colour stays at full size until the bake ends");
  }
}

function checkForward(world: World, read: Observed, to: Colour): void {
  const { open } = world.state;
  if (open === undefined) return;
  const { sizes, approvalRequired } = world.registration;
  const from = open.from === undefined ? undefined : read.colours[open.from];
  const wanted = from === undefined ? sizes.initial : Math.max(from.fleet.desired, sizes.min);
  const { current } = read.colours[to].targets;
  demand(current >= wanted, `forward only with ${wanted} healthy in this read, got ${current}`);
  const execution = world.executions.find(({ id }) => id === open.executionId);
  const isApproved = execution === undefined || execution.approval.state === "approved";
  demand(isApproved || !(approvalRequired || open.plan.approvalRequired), "forward only with an approval");
}

/** Of every call, at the moment it is made: `forwards` counts those of each release that moved users. */
export function isForward(world: World, { decision }: Flight): boolean {
  const [action] = decision.actions;
  const { open } = world.state;
  if (action?.kind !== "shiftProduct" || open === undefined || open.kind === "switchBack") return false;
  return colourOf(action.pair) === open.to && colourOf(world.product) !== open.to;
}

export function demand(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Violation(what);
}
