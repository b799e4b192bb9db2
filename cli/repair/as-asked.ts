/**
 * Whether something that was found is what a program asks for: it has every input that can be read, and just the tags.
 * One that differs makes it somebody else's; what is not asked for, AWS may have filled in. Pure.
 */
import {
  Asset,
  fromJson,
  isValues,
  ResourceReference,
  Secret,
  SECRET_SIGNATURE,
  SIGNATURE,
  Unknown,
  type Json,
  type Value,
  type Values,
} from "../../wire/values";
import type { Found } from "./search";
import type { Recorded } from "./state";

/** How a preview shows a secret. */
export const HIDDEN = "[secret]";

/** Lists, among the inputs, the properties whose value was derived from the logical name. */
const DERIVED = "__defaults";

/**
 * @param wanted - of an interrupted operation: names are compared as they are
 * @param anew - for a preview: a derived name has other digits every time
 */
export function isAsAsked(wanted: Recorded, found: Found, anew = false): boolean {
  if (wanted.type !== found.type) return false;
  const inputs = fromJson({ tags: null, ...wanted.inputs }) as Values;
  const object = fromJson({ ...found.properties }) as Values;
  const derived = anew ? derivedNames(wanted) : [];
  return Object.entries(inputs).every(([name, asked]) => {
    if (isBookkeeping(name)) return true;
    const held = object[name];
    if (derived.includes(name)) return differOnlyInDigits(asked, held);
    return has(held, asked) && (name !== "tags" || hasNoMore(held, asked));
  });
}

/** The properties of a resource that carry a derived name. */
export function derivedNames({ inputs = {} }: Recorded): readonly string[] {
  const names = inputs[DERIVED];
  return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
}

/** Two derived names, `<logical name>-<7 hexadecimal digits>`, made into what the service takes (`….fifo`). */
function differOnlyInDigits(one: Value, other: Value | undefined): boolean {
  const open = (name: Value | undefined): unknown =>
    typeof name === "string" ? name.replace(/-[0-9a-f]{7}(?=(\.\w+)?$)/, "-") : undefined;
  return one !== open(one) && open(one) === open(other);
}

function has(held: Value | undefined, asked: Value): boolean {
  // A secret cannot be compared here.
  if (asked === null || asked instanceof Secret || asked === HIDDEN) return true;
  if (asked instanceof Unknown) return false; // it depends on what is still to be made
  if (asked instanceof ResourceReference) return has(held, asked.id ?? asked.urn);
  if (asked instanceof Asset) return held instanceof Asset && asked.hash !== "" && asked.hash === held.hash;
  if (Array.isArray(asked)) {
    if (!Array.isArray(held)) return asked.length === 0 && held === undefined;
    return held.length === asked.length && asked.every((entry, index) => has(held[index], entry));
  }
  if (!isValues(asked)) return asked === held;
  const inside = isValues(held) ? held : {};
  return Object.entries(asked).every(([name, entry]) => isBookkeeping(name) || has(inside[name], entry));
}

/** Nobody fills in tags. */
function hasNoMore(held: Value | undefined, asked: Value): boolean {
  if (asked instanceof Secret || !isValues(held)) return true;
  return Object.keys(held).every((key) => isValues(asked) && key in asked);
}

function isBookkeeping(name: string): boolean {
  return name.startsWith("__");
}

/** How the engine takes a secret in plain text; it encrypts it. */
function secret(value: Json): Json {
  return {
    [SIGNATURE]: SECRET_SIGNATURE,
    plaintext: JSON.stringify(value),
  };
}

/** The resource of a preview with what the preview does not say: derived names and secrets, from what was found. */
export function filledIn(wanted: Recorded, { properties }: Found): Recorded {
  const derived = derivedNames(wanted);
  const inputs = Object.entries(wanted.inputs ?? {}).map(([name, asked]): [string, Json] => {
    const held = properties[name] ?? null;
    return [name, derived.includes(name) ? held : revealed(asked, held)];
  });
  return { ...wanted, inputs: Object.fromEntries(inputs) };
}

function revealed(asked: Json, held: Json): Json {
  if (asked === HIDDEN) return secret(held);
  if (Array.isArray(asked)) {
    return asked.map((entry, index) => revealed(entry, Array.isArray(held) ? (held[index] ?? null) : null));
  }
  if (typeof asked !== "object" || asked === null) return asked;
  const object = typeof held === "object" && held !== null && !Array.isArray(held) ? held : {};
  return Object.fromEntries(
    Object.entries(asked).map(([name, entry]) => [name, revealed(entry, object[name] ?? null)]),
  );
}
