/** How a type of the program's resources is made in the emulator, kept as the program has it, and looked at there. */
import type { Value, Values } from "../../wire/values";
import type { Clients } from "./clients";

/** An object of the local AWS: its properties as AWS holds them, with the identifier the state knows it by. */
export interface Mirror {
  readonly id: string;
  readonly properties: Values;
}

export interface Mirrored {
  readonly create: (to: Clients, mirror: Mirror) => Promise<unknown>;
  /** Sends of `mirror` what is in `sent`, the names of properties, and nothing else. */
  readonly update: (
    to: Clients,
    mirror: Mirror,
    sent: ReadonlySet<string>,
    before: Values,
  ) => Promise<unknown>;
  readonly remove: (to: Clients, mirror: Mirror) => Promise<unknown>;
  /**
   * What the emulator holds of it, in the words of the program; undefined, or one of the errors in `gone`, where it
   * holds none.
   */
  readonly read: (to: Clients, mirror: Mirror) => Promise<Values | undefined>;
  /** What is made of it in an emulator that has begun anew, where that cannot be the same. */
  readonly again?: (mirror: Mirror) => Mirror;
  /** Set where the emulator does not tell whether it has it; creating it again changes nothing then. */
  readonly untold?: true;
  /** The names of the errors that say there is none. */
  readonly gone: readonly string[];
}

/** The text of a property; the empty text where it is not given. */
export function text(values: Values, name: string): string {
  return asText(values[name]);
}

/** A plain value as text; the empty text for every other. */
export function asText(value: Value | undefined): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : "";
}

/** The property where it is given, by its name in AWS's words. */
export function given<Name extends string>(name: Name, value: Value | undefined) {
  const isGiven = value !== undefined && value !== null && value !== "";
  return (isGiven ? { [name]: value } : {}) as Partial<Record<Name, never>>;
}

/** What is held of a property, where the program gives it. */
export function ifGiven(properties: Values, name: string, held: Value): Values {
  return properties[name] === undefined ? {} : { [name]: held };
}
