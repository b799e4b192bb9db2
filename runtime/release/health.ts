/** Which colour is better off, and whether one may take over. Pure. */
import type { Colour } from "../../naming/colours";
import type { AlarmRead, ColourRead } from "./observed";

/**
 * Whether users are no worse off there: no fewer healthy targets, and where those are equal, no fewer at all (with none
 * healthy the load balancer sends requests to all; with none at all it answers 503).
 */
export function isNoWorse(one: ColourRead, than: ColourRead): boolean {
  if (one.targets.healthy !== than.targets.healthy) return one.targets.healthy > than.targets.healthy;
  return one.targets.total >= than.targets.total;
}

/** `green has 1 of 2 healthy (i-1: Target.Timeout)`. */
export function healthText(colour: Colour, { targets }: ColourRead): string {
  const reasons = targets.reasons.length === 0 ? "" : ` (${targets.reasons.join("; ")})`;
  return `${colour} has ${targets.healthy} of ${targets.total} healthy${reasons}`;
}

/** `2 of 3 are healthy and report release 7`. */
export function currentText({ targets, releaseId }: ColourRead, wanted: number): string {
  const reasons = targets.reasons.length === 0 ? "" : ` (${targets.reasons.join("; ")})`;
  return `${targets.current} of ${wanted} are healthy and report release ${releaseId ?? "none"}${reasons}`;
}

export function namesOf(alarms: readonly AlarmRead[], ...states: readonly AlarmRead["state"][]): string[] {
  return alarms.filter(({ state }) => states.includes(state)).map(({ name }) => name);
}
