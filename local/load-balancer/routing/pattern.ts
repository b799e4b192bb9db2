/** The patterns of listener rules: `*` is any characters, none too, `?` is one, and a backslash takes their meaning. Pure. */

/** What tells whether a text is what the pattern stands for, as a whole. */
export function patternTest(pattern: string, { caseSensitive }: { caseSensitive: boolean }) {
  const source = pattern.replace(/\\[*?]|[\\^$.*+?()[\]{}|]/g, (found) => {
    if (found === "*") return ".*";
    return found === "?" ? "." : found.length === 2 ? found : `\\${found}`;
  });
  const expression = new RegExp(`^${source}$`, caseSensitive ? "s" : "is");
  return (text: string): boolean => expression.test(text);
}
