/** How many instances a colour is to have. Pure. */
import type { Sizes } from "./actions";
import type { Held } from "./guard";
import type { ColourRead, FleetRead } from "./observed";
import type { Registration } from "./registration";
import { isWithin } from "./windows";

/** What serves has so many, by day or by night. */
export function productSizes({ sizes, night }: Registration, now: number): { min: number; max: number } {
  const { min, max } = isNight(night, now) ? (night?.product ?? sizes) : sizes;
  return { min, max };
}

/** Testers have so many at night, if that is said; undefined by day. */
export function nightPreProduct({ night }: Registration, now: number): number | undefined {
  return isNight(night, now) ? night?.preProduct : undefined;
}

/** How many of the new fleet have to be healthy. */
export function wanted({ registration, release, from, now }: Held): number {
  return wantedSize(registration, from, release.pinned, now);
}

/** So many healthy instances take over: as many as serve, never fewer than declared, and never none. */
export function wantedSize(
  registration: Registration,
  from: ColourRead | undefined,
  pinned: number,
  now: number,
): number {
  // None at all may be declared; users are not sent to an empty fleet even so.
  if (from === undefined) return Math.max(1, registration.sizes.initial);
  return Math.max(1, from.fleet.desired, pinned, productSizes(registration, now).min);
}

/** A fleet that does not go below so many, and may grow to `most` where that is given; undefined where it is so already. */
export function atLeast(fleet: FleetRead, size: number, most = size): Sizes | undefined {
  const max = Math.max(fleet.max, size, most);
  if (fleet.min >= size && fleet.desired >= size && fleet.max === max) return undefined;
  return { min: Math.max(fleet.min, size), max, desired: Math.max(fleet.desired, size) };
}

/** A fleet within its sizes, its desired number left alone unless it is outside; undefined where it is so already. */
export function within(
  { min, max, desired }: FleetRead,
  wanted: { min: number; max: number },
): Sizes | undefined {
  if (min === wanted.min && max === wanted.max) return undefined;
  return { ...wanted, desired: Math.min(Math.max(desired, wanted.min), wanted.max) };
}

export const EMPTY: Sizes = { min: 0, max: 0, desired: 0 };

export function isEmptied({ min, max, desired }: FleetRead): boolean {
  return min === 0 && max === 0 && desired === 0;
}

function isNight(night: Registration["night"], now: number): boolean {
  return night !== undefined && isWithin(night.hours, now);
}
