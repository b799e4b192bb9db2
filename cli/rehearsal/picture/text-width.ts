/** How wide a text may come out in a font that is not known. Pure. */

/**
 * Widths in parts of the font's size, plain and bold: those of DejaVu Sans, the widest font browsers are likely to
 * fall back to, rounded up.
 */
const WIDTHS: readonly (readonly [characters: string, plain: number, bold: number])[] = [
  [" ',.·IJijl", 0.33, 0.39],
  ["-/:;\\f|", 0.37, 0.45],
  ["!()[]rt", 0.42, 0.5],
  ['"*_`', 0.5, 0.53],
  ["?csz", 0.55, 0.61],
  ["FLkvxy", 0.6, 0.69],
  ["0123456789abdeghnopquEPSTY${}", 0.64, 0.74],
  ["ABCKRVXZ", 0.7, 0.78],
  ["DGHNOQU&", 0.79, 0.88],
  ["w#+<=>^~", 0.84, 0.93],
  ["mMW%@…", 1, 1.11],
];
/** Everything else, such as ideographs and emoji. */
const UNKNOWN = 1.4;

/** At most as wide as this, in pixels. */
export function textWidth(text: string, size: number, bold = false): number {
  const widths = Array.from(text, (character) => {
    const [, plain, strong] = WIDTHS.find(([characters]) => characters.includes(character)) ?? [];
    return (bold ? strong : plain) ?? UNKNOWN;
  });
  return widths.reduce((sum, width) => sum + width, 0) * size;
}

/** The text, or its beginning and an ellipsis when it is wider than that many pixels; empty when nothing fits. */
export function fitted(text: string, width: number, size: number, bold = false): string {
  if (textWidth(text, size, bold) <= width) return text;
  const characters = Array.from(text);
  while (characters.length > 0) {
    characters.pop();
    const cut = `${characters.join("").trimEnd()}…`;
    if (textWidth(cut, size, bold) <= width) return cut;
  }
  return "";
}

/** The words on as many lines as they need, joined by the separator; a word wider than a line is cut. */
export function wrapped(words: readonly string[], separator: string, width: number, size: number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : last + separator + word;
    if (last !== undefined && textWidth(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(fitted(word, width, size));
  }
  return lines;
}
