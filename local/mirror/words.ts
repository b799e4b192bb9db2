/** From the program's words to AWS's and back: `targetGroups` is `TargetGroups` there, at every depth. Pure. */
import { isValues, type Value } from "../../wire/values";

/** Below these everything is named by whoever fills it in. */
const MAPS = new Set(["tags", "dimensions", "variables"]);

/** As the SDK takes it; what is called otherwise there than with a capital letter stands in `others`. */
export function upper(value: Value, others: Readonly<Record<string, string>> = {}): Value {
  if (Array.isArray(value)) return value.map((entry) => upper(entry, others));
  if (!isValues(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== null)
      .map(([name, entry]) => [
        others[name] ?? name.charAt(0).toUpperCase() + name.slice(1),
        MAPS.has(name) ? entry : upper(entry, others),
      ]),
  );
}

/** As the program has it. */
export function lower(value: unknown, others: Readonly<Record<string, string>> = {}): Value {
  if (Array.isArray(value)) return value.map((entry) => lower(entry, others));
  if (typeof value !== "object" || value === null) return (value ?? null) as Value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .map(([name, entry]) => {
        const own = others[name] ?? name.charAt(0).toLowerCase() + name.slice(1);
        return [own, MAPS.has(own) ? (entry as Value) : lower(entry, others)];
      }),
  );
}

/** The other way round. */
export function reversed(words: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(words).map(([one, other]) => [other, one]));
}
