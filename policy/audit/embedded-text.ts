/** Where a place in a text is that stands in a JSON file as a string, behind its escapes. Pure. */
import type { Position } from "./file-content";

/**
 * @param raw - between the quotes, as it is written
 * @param start - of its first character, in the file
 */
export function positionsInString(raw: string, start: Position): (at: Position) => Position {
  let known: Offsets | undefined;
  return ({ line, column }) => {
    known ??= offsetsOf(raw);
    const decoded = (known.lines[line - 1] ?? 0) + column - 1;
    // A string has no line breaks but escaped ones.
    return { line: start.line, column: start.column + (known.raw[decoded] ?? raw.length) };
  };
}

interface Offsets {
  /** For each character of the text that is meant, where it is written. */
  readonly raw: readonly number[];
  /** For each of its lines, which character it begins with. */
  readonly lines: readonly number[];
}

const ESCAPED = /\\u[0-9a-fA-F]{4}|\\./sy;

function offsetsOf(raw: string): Offsets {
  const offsets: number[] = [];
  const lines = [0];
  let isAfterReturn = false;
  for (let offset = 0; offset < raw.length;) {
    offsets.push(offset);
    ESCAPED.lastIndex = offset;
    const escaped = ESCAPED.exec(raw)?.[0];
    const isFeed = escaped === "\\n" || escaped?.toLowerCase() === "\\u000a";
    const isReturn = escaped === "\\r" || escaped?.toLowerCase() === "\\u000d";
    if (isFeed && isAfterReturn) lines.pop(); // both are one line break
    if (isFeed || isReturn) lines.push(offsets.length);
    isAfterReturn = isReturn;
    offset += escaped?.length ?? 1;
  }
  return { raw: offsets, lines };
}
