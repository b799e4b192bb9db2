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
  const added = own.filter(({ name }) => !base.some((entry) => entry.name === name));
  return [...base.map((entry) => overlaid(entry, own)), ...added];
}

type Named = Record<string, unknown> & { name: string };

/** An entry with what the stage says of it; where it says so twice, the refusal of the second is the program's. */
function overlaid(entry: Named, own: readonly Named[]): unknown {
  return own.filter(({ name }) => name === entry.name).reduce<unknown>(merged, entry);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An empty list has no names to go by: it is a list of nothing. */
function areNamed(value: unknown): value is Named[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((entry) => isObject(entry) && typeof entry["name"] === "string")
  );
}
