/** Inputs as AWS takes them, and what an update changes of them. Pure. */
import { plainAll } from "../../../wire/secrets";
import { isValues, ResourceReference, Secret, type Value, type Values } from "../../../wire/values";
import { differences, topLevel } from "./diff";

/** Without secret marks, without what is null, without the engine's bookkeeping, a resource as its id. */
export function settled(inputs: Values): Values {
  return pick(byIds(plainAll(inputs)), (name, value) => !isBookkeeping(name) && value !== null);
}

/** With every resource handed over as such replaced by its id, as the real provider has it, at every depth. */
export function byIds(values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, byId(value)]));
}

function byId(value: Value): Value {
  if (value instanceof Secret) return new Secret(byId(value.value));
  if (value instanceof ResourceReference) return value.id ?? value.urn;
  if (Array.isArray(value)) return value.map(byId);
  return isValues(value) ? byIds(value) : value;
}

/** The top-level properties that differ. */
export function changedInputs(before: Values, after: Values): ReadonlySet<string> {
  return new Set(differences(before, after, new Set()).map((change) => topLevel(change.path)));
}

/** What the engine and its SDKs keep for themselves among the inputs. */
export function isBookkeeping(name: string): boolean {
  return name.startsWith("__");
}

export function pick(values: Values, wanted: (name: string, value: Value) => boolean): Values {
  return Object.fromEntries(Object.entries(values).filter(([name, value]) => wanted(name, value)));
}
