/** Moments and spans as people read them. Pure. */

/** `2026-01-02 03:04:05 UTC`. */
export function momentText(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** The two largest units: `2 d 3 h`, `3 h 5 min`, `5 min 20 s`, `7 s`; never negative. */
export function spanText(milliseconds: number): string {
  let left = Math.max(0, Math.floor(milliseconds / 1000));
  const parts: string[] = [];
  for (const [unit, seconds] of UNITS) {
    const count = Math.floor(left / seconds);
    left -= count * seconds;
    if (count > 0) parts.push(`${count} ${unit}`);
    // What is not written begins at the next smaller unit: `2 d` is not followed by minutes.
    if (parts.length === 2 || (parts.length === 1 && count === 0)) break;
  }
  return parts.length === 0 ? "0 s" : parts.join(" ");
}

const UNITS: readonly (readonly [string, number])[] = [
  ["d", 86_400],
  ["h", 3600],
  ["min", 60],
  ["s", 1],
];
