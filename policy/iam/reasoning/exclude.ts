/** Two conditions on one key that no request can meet both. Only what is sure is said. Pure. */
import { haveCommon, isWithin } from "./addresses";
import { contains, overlaps, type Glob } from "./glob";
import { rangesOf, timeOf, type Test } from "./test-of";

/** Why nothing can pass both; undefined where something may. The second may be negated, the first may not. */
export function exclude(one: Test, other: Test): string | undefined {
  const [first, second] = [one.condition, other.condition];
  if (one.isNegated || !one.isKnown || !other.isKnown || first.set !== undefined) return undefined;
  const isOfAny = one.kind === "null" && other.kind !== "null" && second.set === "ForAnyValue";
  if (second.set !== undefined && !isOfAny) return undefined;
  const names = `${String(first.operator.value)} and ${String(second.operator.value)} on ${String(first.key.value)}`;
  if (one.kind === "null" || other.kind === "null") return againstNull(one, other, names);
  // With both left open a request without the key passes.
  if (one.kind !== other.kind || (first.ifExists && second.ifExists)) return undefined;
  if (other.isNegated && first.ifExists) return undefined;
  return areApart(one, other) ? `${names} exclude each other` : undefined;
}

function againstNull(one: Test, other: Test, names: string): string | undefined {
  if (one.kind !== "null" || one.values.length === 0) return undefined;
  const isAbsent = one.values.every((value) => /^true$/i.test(value));
  if (other.kind === "null") {
    const both = [...one.values, ...other.values].map((value) => value.toLowerCase());
    return one.values.length === 1 && other.values.length === 1 && both[0] !== both[1]
      ? `${names} exclude each other`
      : undefined;
  }
  const demands = !other.isNegated || other.condition.set === "ForAnyValue";
  return isAbsent && demands && !other.condition.ifExists
    ? `${names} exclude each other: the key cannot be absent and have a value`
    : undefined;
}

/** What has more values than this is not compared each with each. */
const MOST = 10_000;

function areApart(one: Test, other: Test): boolean {
  if (one.values.length * other.values.length > MOST) return false;
  switch (one.kind) {
    case "text":
      return areTextsApart(one, other);
    case "address": {
      const [ours, theirs] = [rangesOf(one.values), rangesOf(other.values)];
      if (ours.length !== one.values.length || theirs.length !== other.values.length) return false;
      return other.isNegated
        ? ours.every((range) => theirs.some((outer) => isWithin(range, outer)))
        : !ours.some((range) => theirs.some((another) => haveCommon(range, another)));
    }
    case "switch": {
      const words = (test: Test): readonly string[] => test.values.map((value) => value.toLowerCase());
      return !words(one).some((word) => words(other).includes(word));
    }
    case "number":
      return areRangesApart(one, other, Number);
    case "date":
      return areRangesApart(one, other, timeOf);
    case "null":
      return false;
  }
}

/** Texts that differ only in their letters' case are not told apart where one of the two does not tell them apart. */
function areTextsApart(one: Test, other: Test): boolean {
  const isArn = (test: Test): boolean => test.condition.base.startsWith("Arn");
  const isCaseless = (test: Test): boolean => test.condition.base.endsWith("IgnoreCase");
  const caseless = isCaseless(one) || isCaseless(other);
  // What is negated must take in all of ours: it does so in small letters only where it reads so itself.
  if (other.isNegated && isCaseless(one) && !isCaseless(other)) return false;
  const read = ({ globs }: Test): readonly Glob[] => (caseless ? globs.map(small) : globs);
  if (isArn(one) !== isArn(other) && other.isNegated) return false;
  return other.isNegated
    ? read(one).every((glob) => read(other).some((outer) => contains(outer, glob)))
    : !read(one).some((glob) => read(other).some((another) => overlaps(glob, another)));
}

function small({ tokens }: Glob): Glob {
  const toSmall = (token: number): number => String.fromCharCode(token).toLowerCase().charCodeAt(0);
  return {
    tokens: tokens.map((token) => (typeof token === "number" && token >= 0 ? toSmall(token) : token)),
  };
}

/** Lowest and highest of what passes, and whether these pass themselves. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly isFromIn: boolean;
  readonly isToIn: boolean;
}

function areRangesApart(one: Test, other: Test, read: (text: string) => number): boolean {
  const spans = (test: Test): readonly Span[] => test.values.map((value) => spanOf(test, read(value)));
  if (other.isNegated) {
    const excluded = other.values.map(read);
    return (
      /(Numeric|Date)Equals$/.test(one.condition.base) &&
      one.values.every((value) => excluded.includes(read(value)))
    );
  }
  return !spans(one).some((ours) => spans(other).some((theirs) => meet(ours, theirs)));
}

/** Numbers are counts, but for the version of TLS. */
function spanOf({ condition: { base }, kind, key }: Test, value: number): Span {
  const open = { from: -Infinity, to: Infinity, isFromIn: false, isToIn: false };
  if (Number.isNaN(value)) return open; // no number: another rule's
  const isIn = base.endsWith("Equals");
  const isCount = kind === "number" && key !== "s3:tlsversion";
  if (base.includes("LessThan"))
    return isCount && !isIn
      ? { ...open, to: Math.ceil(value) - 1, isToIn: true }
      : { ...open, to: value, isToIn: isIn };
  if (base.includes("GreaterThan"))
    return isCount && !isIn
      ? { ...open, from: Math.floor(value) + 1, isFromIn: true }
      : { ...open, from: value, isFromIn: isIn };
  return { from: value, to: value, isFromIn: true, isToIn: true };
}

function meet(one: Span, other: Span): boolean {
  const below = (a: Span, b: Span): boolean => a.from < b.to || (a.from === b.to && a.isFromIn && b.isToIn);
  return below(one, other) && below(other, one);
}
