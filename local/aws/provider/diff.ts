/** What an update would change, property by property, and whether it replaces the resource. Pure. */
import { Asset, isValues, ResourceReference, Unknown, type Value, type Values } from "../../../wire/values";
import { plain } from "../../../wire/secrets";

export interface Change {
  /** A property path as the engine writes it: `tags.Name`, `subnetIds[0]`, `tags["a.b"]`. */
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
  readonly replaces: boolean;
}

/** The differences between two sets of inputs; `replaceOn` names the properties (or `block.field`s) that replace. */
export function differences(before: Values, after: Values, replaceOn: ReadonlySet<string>): Change[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => !key.startsWith("__"),
  );
  return keys
    .sort()
    .flatMap((key) => compare(before[key], after[key], step("", key), key))
    .map(({ path, kind, field, value }) => {
      const inside = (name: string): boolean =>
        name.startsWith(`${field}.`) && holds(value, name.slice(field.length + 1).split("."));
      return { path, kind, replaces: [...replaceOn].some((name) => within(field, name) || inside(name)) };
    });
}

/** Whether a field is the named one or stands inside it. */
function within(field: string, name: string): boolean {
  return field === name || field.startsWith(`${name}.`);
}

/** Whether a value that came or went as a whole has something at those steps inside it, in any entry of a list. */
function holds(value: Value | undefined, steps: readonly string[]): boolean {
  const present = given(value);
  const [step, ...rest] = steps;
  if (present === undefined || step === undefined) return present !== undefined;
  if (Array.isArray(present)) return present.some((entry) => holds(entry, steps));
  return isValues(present) && holds(present[step], rest);
}

/** The top-level property a path begins with; the SDK's own names are all plain identifiers. */
export function topLevel(path: string): string {
  return path.split(/[.[]/)[0] ?? path;
}

interface Difference {
  readonly path: string;
  readonly kind: Change["kind"];
  /** The path without indexes, as rows name properties. */
  readonly field: string;
  /** What came or went as a whole. */
  readonly value?: Value;
}

function compare(
  before: Value | undefined,
  after: Value | undefined,
  path: string,
  field: string,
): Difference[] {
  const [old, now] = [given(before), given(after)];
  if (old === undefined) return now === undefined ? [] : [{ path, kind: "add", field, value: now }];
  if (now === undefined) return [{ path, kind: "delete", field, value: old }];
  if (Array.isArray(old) && Array.isArray(now)) {
    const length = Math.max(old.length, now.length);
    return Array.from({ length }).flatMap((_, i) => compare(old[i], now[i], `${path}[${i}]`, field));
  }
  if (isValues(old) && isValues(now)) {
    const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort();
    return keys.flatMap((key) => compare(old[key], now[key], step(path, key), `${field}.${key}`));
  }
  return same(old, now) ? [] : [{ path, kind: "update", field }];
}

/** Without its secret mark; undefined for what is not given. */
function given(value: Value | undefined): Value | undefined {
  return value === undefined || value === null ? undefined : plain(value);
}

function same(a: Value, b: Value): boolean {
  if (a instanceof Unknown || b instanceof Unknown) return false; // it may become anything
  if (a instanceof Asset && b instanceof Asset) {
    if (a.hash !== "" || b.hash !== "") return a.hash === b.hash;
    return JSON.stringify(a.fields) === JSON.stringify(b.fields);
  }
  if (a instanceof ResourceReference && b instanceof ResourceReference) return a.urn === b.urn;
  return a === b;
}

function step(path: string, key: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${path}["${key.replaceAll('"', '\\"')}"]`;
  return path === "" ? key : `${path}.${key}`;
}
