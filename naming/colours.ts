/** The two fixed colours of a service's fleets, and things that exist once for each. Pure. */

import { COLOURS } from "./identity";

export { COLOURS };
export type Colour = (typeof COLOURS)[number];

export type PerColour<T> = Readonly<Record<Colour, T>>;

export function perColour<T>(make: (colour: Colour) => T): PerColour<T> {
  return { blue: make("blue"), green: make("green") };
}

export function otherThan(colour: Colour): Colour {
  return colour === "blue" ? "green" : "blue";
}
