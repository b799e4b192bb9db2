/** What IAM reads in a text: `*` is any characters, `?` is one, everything else is itself. Pure. */

export function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}

/** Whether a pattern may stand for that text. */
export function standsFor(pattern: string, text: string): boolean {
  if (!hasWildcard(pattern)) return pattern === text;
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s").test(text);
}

/** Whether a pattern may stand for some text that begins so; rather yes where it is not sure. */
export function mayBegin(pattern: string, beginning: string): boolean {
  const literal = pattern.split(/[*?]/)[0] ?? "";
  return literal.startsWith(beginning) || (hasWildcard(pattern) && beginning.startsWith(literal));
}
