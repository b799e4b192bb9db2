/** What IAM reads in a text: `*` is any characters, `?` is one, everything else is itself. Pure. */

export function hasWildcard(text: string): boolean {
  return /[*?]/.test(text);
}

/**
 * Whether a pattern stands for that text. Each star is tried once from where the one before it left off: no pattern
 * takes long.
 */
export function standsFor(pattern: string, text: string): boolean {
  let [at, reached] = [0, 0];
  let [star, tried] = [-1, 0];
  while (reached < text.length) {
    const sign = pattern[at];
    if (sign === "*") {
      star = at++;
      tried = reached;
    } else if (sign !== undefined && (sign === "?" || sign === text[reached])) {
      at++;
      reached++;
    } else if (star !== -1) {
      at = star + 1;
      reached = ++tried;
    } else return false;
  }
  while (pattern[at] === "*") at++;
  return at === pattern.length;
}

/** Whether a pattern may stand for some text that begins so; rather yes where it is not sure. */
export function mayBegin(pattern: string, beginning: string): boolean {
  const literal = pattern.split(/[*?]/)[0] ?? "";
  return literal.startsWith(beginning) || (hasWildcard(pattern) && beginning.startsWith(literal));
}
