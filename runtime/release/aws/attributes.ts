/** Attributes of DynamoDB's items as plain values, as far as ours have them. Pure. */

/** A text; undefined for anything else. */
export function textOf(attribute: unknown): string | undefined {
  const { S } = (attribute ?? {}) as { S?: unknown };
  return typeof S === "string" ? S : undefined;
}

/** A text as the JSON it is; anything else as it stands there, to be refused by whoever knows what it should be. */
export function jsonOf(attribute: unknown): unknown {
  const text = textOf(attribute);
  if (text === undefined) return attribute;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A map of texts and numbers as an object; anything else as it stands there. */
export function objectOf(attribute: unknown): unknown {
  const { M } = (attribute ?? {}) as { M?: Readonly<Record<string, { S?: string; N?: string }>> };
  if (M === undefined) return attribute;
  return Object.fromEntries(
    Object.entries(M).map(([key, { S, N }]) => [key, N === undefined ? S : Number(N)]),
  );
}
