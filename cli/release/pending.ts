/** What `pulumi up` has registered and is not in force yet: releases and the sweep bring it in. Pure. */
import { windowText } from "../../runtime/release/windows";
import { productSizes, within } from "../../runtime/release/sizes";
import type { Observed } from "../../runtime/release/observed";
import type { Registration } from "../../runtime/release/registration";
import type { Plan, State } from "../../runtime/release/state";

/** Sentences for people, each with what brings it in. */
export function pendingEdits(
  { registration, state }: { readonly registration: Registration; readonly state: State },
  observed: Observed | undefined,
  now: number,
): string[] {
  return [
    ...(observed === undefined ? [] : ofServingFleet(registration, state, observed, now)),
    ...(state.open === undefined ? [] : ofPlan(registration, state.open.plan)),
  ];
}

function ofServingFleet(registration: Registration, state: State, observed: Observed, now: number): string[] {
  const serving = state.serving?.colour;
  if (serving === undefined) return [];
  const { fleet } = observed.colours[serving];
  const edits: string[] = [];
  const declared = productSizes(registration, now);
  if (within(fleet, declared) !== undefined) {
    // While a release holds the service, fleets have the sizes that it needs.
    const when = state.open === undefined ? "the next sweep" : "the first sweep after the open release";
    edits.push(
      `sizes: ${declared.min} to ${declared.max} instances are registered, ${serving} has ${fleet.min} to ${fleet.max}; ${when} applies them`,
    );
  }
  const newest = registration.colours[serving].launchTemplate.version;
  if (newest !== fleet.templateVersion)
    edits.push(
      `launch template: version ${newest} is registered, ${serving} starts from ${fleet.templateVersion}; releasing the same artifact again brings it in`,
    );
  return edits;
}

/** An open release goes by what was registered when it began. */
function ofPlan(registration: Registration, plan: Plan): string[] {
  return PLANNED.filter((key) => registration[key] !== plan[key]).map(
    (key) =>
      `${key}: ${registration[key]} is registered, the open release goes by ${plan[key]}; the next one takes it`,
  );
}

const PLANNED = [
  "bakeSeconds",
  "keepSeconds",
  "debugSeconds",
  "approvalRequired",
  "confirmRequired",
] as const;

/** When it is allowed to switch, where that is not always. */
export function windowsText({ windows }: Registration): string | undefined {
  return windows.length === 0 ? undefined : windows.map(windowText).join("; ");
}
