/** A condition read for what its values mean to its operator. Pure. */
import { UNKNOWN } from "../../value";
import type { Condition, Document, Statement } from "../model";
import { rangeOf, type Range } from "./addresses";
import { exactly, globOf, type Glob } from "./glob";

export interface Asked {
  /** As of Version 2012-10-17. */
  readonly variables?: boolean;
  /** `2026-11-21` */
  readonly today?: string;
  /** Whose conditions they are; an Allow's where nothing is said. */
  readonly statement?: Statement;
  readonly document?: Document;
}

type Kind = "text" | "address" | "number" | "date" | "switch" | "null";

/** A condition whose operator and key are known. */
export interface Test {
  readonly condition: Condition;
  readonly kind: Kind;
  /** In small letters. */
  readonly key: string;
  /** Those that are known. */
  readonly values: readonly string[];
  readonly isKnown: boolean;
  readonly isNegated: boolean;
  /** Whether its operator reads `*` and `?` in values as patterns. */
  readonly hasPatterns: boolean;
  readonly globs: readonly Glob[];
}

export function testOf(condition: Condition, { variables = true }: Asked): Test | undefined {
  const { operator, key, base, values } = condition;
  const kind = kindOf(base);
  if (operator.value === UNKNOWN || key.value === UNKNOWN || kind === undefined) return undefined;
  const known = values.flatMap(({ value }) => (value === UNKNOWN ? [] : [value]));
  const hasPatterns = /Like$|^Arn/.test(base);
  const ignoreCase = base.endsWith("IgnoreCase");
  const exact = (value: string): Glob =>
    variables && value.includes("${")
      ? globOf(literal(value), { ignoreCase })
      : exactly(value, { ignoreCase });
  return {
    condition,
    kind,
    key: key.value.toLowerCase(),
    values: known,
    isKnown: known.length === values.length,
    isNegated: /Not/.test(base),
    hasPatterns,
    globs: kind === "text" ? known.map((one) => (hasPatterns ? globOf(one, { variables }) : exact(one))) : [],
  };
}

/** Its variables are read; a star in it is a star. */
function literal(value: string): string {
  return value.replace(/\$\{[^}]*\}|[*?]/g, (part) => (part.length > 1 ? part : `\${${part}}`));
}

function kindOf(base: string): Kind | undefined {
  if (/^(String|Arn|Binary)/.test(base)) return "text";
  if (/IpAddress$/.test(base)) return "address";
  if (base.startsWith("Numeric")) return "number";
  if (base.startsWith("Date")) return "date";
  if (base === "Bool") return "switch";
  return base === "Null" ? "null" : undefined;
}

/** An ISO date, or seconds since 1970; NaN for what is neither. */
export function timeOf(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

export function rangesOf(values: readonly string[]): readonly Range[] {
  return values.flatMap((value) => rangeOf(value) ?? []);
}
