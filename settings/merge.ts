/** What all stages have in common, with what one stage has otherwise laid over it. Pure. */

/**
 * The base with the stage's own values over it: objects key by key, lists of entries with names (the services) name by
 * name, in the base's order with new ones behind; everything else is the stage's where it has it. A null of the stage
 * takes back what the base has there. Neither is changed.
 */
export function merged(base: unknown, own: unknown): unknown {
  if (own === undefined) return base;
  if (isObject(base) && isObject(own)) {
    const keys = new Set([...Object.keys(base), ...Object.keys(own)]);
    const kept = [...keys].filter((key) => own[key] !== null);
    return Object.fromEntries(kept.map((key) => [key, merged(base[key], own[key])]));
  }
  if (!areNamed(base) || !areNamed(own)) return own;
  const ownOf = (wanted: string): Named | undefined => own.find(({ name }) => name === wanted);
  const added = own.filter(({ name }) => !base.some((entry) => entry.name === name));
  return [...base.map((entry) => merged(entry, ownOf(entry.name))), ...added];
}

type Named = Record<string, unknown> & { name: string };

/** Whether a value has keys: neither a list nor nothing. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Entries of which each has a name of its own; a list of nothing has no names to go by, nor one that says a name twice. */
function areNamed(value: unknown): value is Named[] {
  if (!Array.isArray(value) || value.length === 0) return false;
  const names = value.map((entry: unknown) => (isObject(entry) ? entry["name"] : undefined));
  return names.every((name, index) => typeof name === "string" && names.indexOf(name) === index);
}
