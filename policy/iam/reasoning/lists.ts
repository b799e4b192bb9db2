/** Lists of a statement held against each other: what is named, or everything but what is named. Pure. */
import { all, some, UNKNOWN, type Truth } from "../../value";
import type { Statement, Text } from "../model";
import { contains, globOf, overlaps, type Glob, type Reading } from "./glob";

/** A list of the Allow by its entries, or everything but its entries as a whole. */
export type Part = { readonly is: Text } | { readonly isNot: readonly Text[] };

/** Where a statement has no resource, as in a trust policy, it is about the one thing it belongs to. */
export function oneByOne(
  { has, place }: Statement,
  name: "Action" | "Resource",
  is: readonly Text[],
  isNot: readonly Text[],
): readonly Part[] {
  if (is.length > 0) return is.map((text) => ({ is: text }));
  if (has.has(`Not${name}`)) return [{ isNot }];
  return name === "Resource" && !has.has("Resource") ? [{ is: { value: "*", place } }] : [];
}

/** Whether everything of the part is among what is listed, or among all but what is listed. */
export function covers(
  listed: readonly Text[],
  excepted: readonly Text[],
  isExcept: boolean,
  part: Part,
  outerReading: Reading,
  innerReading: Reading,
): Truth {
  if (isExcept && excepted.length === 0) return false; // refused by AWS
  if ("isNot" in part) {
    // All but some is within all but fewer of them, and else within everything only.
    if (!isExcept)
      return some(listed.map(({ value }) => test(value, (text) => isAll(globOf(text, outerReading)))));
    return all(
      excepted.map(({ value }) =>
        test(value, (outer) =>
          some(
            part.isNot.map((inner) =>
              test(inner.value, (text) => contains(globOf(text, innerReading), globOf(outer, outerReading))),
            ),
          ),
        ),
      ),
    );
  }
  const inner = part.is.value;
  if (inner === UNKNOWN) {
    const isEvery = listed.some(({ value }) => value !== UNKNOWN && isAll(globOf(value, outerReading)));
    return isEvery ? true : listed.length === 0 && excepted.length === 0 ? false : UNKNOWN;
  }
  const ours = globOf(inner, innerReading);
  return isExcept
    ? all(excepted.map(({ value }) => test(value, (text) => !overlaps(globOf(text, outerReading), ours))))
    : some(listed.map(({ value }) => test(value, (text) => contains(globOf(text, outerReading), ours))));
}

function isAll(glob: Glob): boolean {
  return contains(glob, EVERYTHING);
}

const EVERYTHING = globOf("*");

export function test(value: string | typeof UNKNOWN, holds: (text: string) => Truth): Truth {
  return value === UNKNOWN ? UNKNOWN : holds(value);
}

/** Whether two lists, each of what is meant or of what is not, may have something in common. */
export function common(
  one: readonly Text[],
  notOne: readonly Text[],
  other: readonly Text[],
  notOther: readonly Text[],
  reading: Reading,
  otherReading: Reading,
): Truth {
  const within = (texts: readonly Text[], not: readonly Text[], own: Reading, theirs: Reading): Truth =>
    some(
      texts.map(({ value }) =>
        test(value, (text) =>
          all(
            not.map((but) => test(but.value, (outer) => !contains(globOf(outer, theirs), globOf(text, own)))),
          ),
        ),
      ),
    );
  if (one.length === 0 && other.length === 0) return true;
  if (one.length === 0) return within(other, notOne, otherReading, reading);
  if (other.length === 0) return within(one, notOther, reading, otherReading);
  return some(
    one.map(({ value }) =>
      test(value, (ours) =>
        some(
          other.map((their) =>
            test(their.value, (theirs) => overlaps(globOf(ours, reading), globOf(theirs, otherReading))),
          ),
        ),
      ),
    ),
  );
}
