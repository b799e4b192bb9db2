/** Wildcards of event patterns: `*` stands for any text, `\*` for itself, `\\` for a backslash. Pure. */

export type Test = (text: string) => boolean;

/** Undefined where it is none: two `*` in a row, or a backslash before anything else. */
export function wildcard(pattern: string): Test | undefined {
  const parts = [""];
  let last = "";
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    if (character === "\\") {
      const next = pattern.charAt(++at);
      if (next !== "*" && next !== "\\") return undefined;
      parts.push((parts.pop() ?? "") + next);
      last = "escaped";
    } else if (character === "*") {
      if (last === "*") return undefined;
      parts.push("");
      last = "*";
    } else {
      parts.push((parts.pop() ?? "") + character);
      last = character;
    }
  }
  return (text) => fits(parts, text);
}

/** Whether the text consists of the parts in their order, with anything between them. */
function fits(parts: readonly string[], text: string): boolean {
  const [first = "", ...rest] = parts;
  const end = rest.pop();
  if (end === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return text.length - end.length >= at && text.endsWith(end);
}
