/**
 * The weights of a listener rule's two target groups. ELB has no compare-and-set and no version of a rule, and only the
 * ratio of weights counts, so the number itself is the version: each write of a release gives the one colour that is
 * shown the next mark. What was read then tells whose write it is: ours, an older one of ours (a stale read, or a call
 * that never took effect), or a person's. Pure.
 */
import * as z from "zod/mini";
import { COLOURS, type Colour } from "../../naming/colours";
import { whole } from "./parse";

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupTuple.html */
const weight = whole(0, 999);

export const pairSchema = z.strictObject({ blue: weight, green: weight });
export type Pair = Readonly<z.infer<typeof pairSchema>>;

/** Marks go round between these: a person and Pulumi write 1, 50, 100 or 999. */
const FIRST_MARK = 101;
const MARKS = 898;

/** The colour all requests go to; undefined where they go to both, or nowhere. */
export function colourOf({ blue, green }: Pair): Colour | undefined {
  if (blue > 0 && green === 0) return "blue";
  if (green > 0 && blue === 0) return "green";
  return undefined;
}

/** Whether it is of our writing. */
export function isMarked(pair: Pair): boolean {
  const mark = Math.max(pair.blue, pair.green);
  return mark >= FIRST_MARK && mark < FIRST_MARK + MARKS;
}

/** The mark that a write leaves which follows upon a pair. */
export function nextMark(after: Pair): number {
  if (!isMarked(after)) return FIRST_MARK;
  return FIRST_MARK + ((Math.max(after.blue, after.green) - FIRST_MARK + 1) % MARKS);
}

/** All requests to one colour. */
export function all(colour: Colour, mark: number): Pair {
  return colour === "blue" ? { blue: mark, green: 0 } : { blue: 0, green: mark };
}

export function isSame(one: Pair, other: Pair): boolean {
  return COLOURS.every((colour) => one[colour] === other[colour]);
}

/** As people read it: `green`, `blue 50 %, green 50 %`. */
export function pairText(pair: Pair): string {
  const only = colourOf(pair);
  if (only !== undefined) return only;
  const sum = pair.blue + pair.green;
  if (sum === 0) return "neither colour";
  // A colour that gets any requests does not get 0 %.
  const blue = Math.min(99, Math.max(1, Math.round((100 * pair.blue) / sum)));
  return `blue ${blue} %, green ${100 - blue} %`;
}
