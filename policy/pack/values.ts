/** Inputs from the engine, as rules read them. */
import {
  Asset,
  Secret,
  Unknown,
  ResourceReference,
  type Value as Sent,
  type Values as AllSent,
} from "../../wire/values";
import { UNKNOWN, type Value, type Values } from "../value";

/** No resource of AWS is as deep; what lies deeper is as unknown as what is not made yet. */
const DEEPEST = 200;

/** A rule reads what a secret says, and never repeats it. */
export function readable(values: AllSent): Values {
  return each(values, 0);
}

function each(values: AllSent, depth: number): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, read(value, depth + 1)]));
}

function read(value: Sent, depth: number): Value {
  if (value instanceof Unknown || depth > DEEPEST) return UNKNOWN;
  if (value instanceof Secret) return read(value.value, depth);
  if (value instanceof ResourceReference) return read(value.id, depth);
  if (value instanceof Asset) return null; // nothing a rule reads
  if (Array.isArray(value)) return value.map((entry) => read(entry, depth + 1));
  return typeof value === "object" && value !== null ? each(value, depth) : value;
}
