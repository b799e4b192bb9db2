/** A stage's configuration as paths and texts, so that two can be laid side by side. Pure. */
import { SECRET } from "./exported";

/** Path → value as a text: `network.create.natGateways` → `Single`. */
export type Settings = ReadonlyMap<string, string>;

/**
 * Every setting by its path. Entries of lists that have a name go by it: `services.storefront.sizes.min`. Objects and
 * such entries have a row of their own before those of what is in them. What is encrypted, and all that stands under a key `secrets`, is only said to be there.
 *
 * @param config key → value, as in `Pulumi.<stack>.yaml`; JSON text is read as what it says
 * @param project its keys lose their `<project>:`
 */
export function settingsOf(config: Readonly<Record<string, unknown>>, project: string): Settings {
  const prefix = `${project}:`;
  const rows = Object.entries(config).flatMap(([key, value]) =>
    flattened(key.startsWith(prefix) ? key.slice(prefix.length) : key, structured(value)),
  );
  return new Map(rows);
}

type Row = readonly [path: string, text: string];

function flattened(path: string, value: unknown): Row[] {
  if (isEncrypted(value)) return [[path, SECRET]];
  if (Array.isArray(value)) return list(path, value as unknown[]);
  if (typeof value !== "object" || value === null) {
    return [[path, isSecretPath(path) ? SECRET : String(value)]];
  }
  const entries = Object.entries(value).flatMap(([key, entry]) => flattened(`${path}.${key}`, entry));
  return [[path, OBJECT], ...entries];
}

function list(path: string, entries: readonly unknown[]): Row[] {
  const simple = entries.every((entry) => typeof entry !== "object" || entry === null);
  if (simple) return [[path, isSecretPath(path) ? SECRET : entries.join(", ") || "none"]];
  return entries.flatMap((entry, index): Row[] => {
    const { name, ...rest } = (entry ?? {}) as Record<string, unknown>;
    if (typeof name !== "string") return flattened(`${path}[${index}]`, entry);
    return [[`${path}.${name}`, ENTRY], ...flattened(`${path}.${name}`, rest).slice(1)];
  });
}

/** What the row of a named entry of a list says, and that of any other object. */
export const ENTRY = "yes";
export const OBJECT = "set";

function isEncrypted(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).join() === "secure";
}

/** `secrets.guestbook.SECRET_KEY`; not the names that a service lists as its secrets. */
function isSecretPath(path: string): boolean {
  return path === "secrets" || path.startsWith("secrets.");
}

/** Pulumi hands objects and lists over as JSON text. */
function structured(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
