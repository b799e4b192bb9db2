/** Rows of cells as lines of a table. Pure. */

const BETWEEN = "  ";
/** A column that was cut still says something. */
const LEAST = 8;

/** One line a row, its columns below each other; the widest columns are cut until a line has at most that many characters. */
export function aligned(given: readonly (readonly string[])[], width: number): string[] {
  const rows = given.map((row) => row.map((cell) => cell.replaceAll(/\s*[\n\r]\s*/g, " ")));
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const room = width - BETWEEN.length * (count - 1);
  while (widths.reduce((sum, one) => sum + one, 0) > room) {
    const widest = Math.max(...widths);
    if (widest <= LEAST) break;
    widths[widths.indexOf(widest)] = widest - 1;
  }
  return rows.map((row) => {
    const cells = row.map((cell, column) => cut(cell, widths[column] ?? 0).padEnd(widths[column] ?? 0));
    return cut(cells.join(BETWEEN).trimEnd(), width);
  });
}

/** The text, or its beginning and an ellipsis when it has more than so many characters. */
export function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, Math.max(0, length - 1))}…`;
}
