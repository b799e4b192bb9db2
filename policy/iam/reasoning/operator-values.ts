/** The families of condition operators, and the values that each of them can compare. Pure. */
import { isIP } from "node:net";
import { hasWildcard } from "../../../naming/wildcard";
import { UNKNOWN } from "../../value";
import type { ConditionKey } from "../data/reference";
import type { Condition } from "../model";
import { OPERATORS } from "../model/words";

/** As the types of keys, and Null, which is for all. */
export type Family = ConditionKey["type"] | "Null";

/** Undefined where IAM has no such operator. */
export function familyOf(base: string): Family | undefined {
  if (!(OPERATORS as readonly string[]).includes(base)) return undefined;
  if (base.startsWith("String")) return "String";
  if (base.startsWith("Numeric")) return "Numeric";
  if (base.startsWith("Date")) return "Date";
  if (base.startsWith("Arn")) return "ARN";
  if (base === "Bool" || base === "Null") return base;
  return base === "BinaryEquals" ? "Binary" : "IPAddress";
}

/** Whether a key can be compared so. An ARN is a text, too; a point in time is also a number of seconds. */
export function isOfFamily({ key, type }: ConditionKey, family: Family): boolean {
  if (family === type || family === "Null") return true;
  if (type === "ARN" || type === "Binary") return family === "String";
  return type === "Date" && family === "Numeric" && /:EpochTime$/i.test(key);
}

interface Values {
  /** Completes "an operator for". */
  readonly kind: string;
  readonly takes: (value: string) => boolean;
  /** As in a Problem, of a value that it does not take. */
  readonly rule: string;
  readonly remedy: string;
}

const number = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const date =
  /^(\d{4})(-(\d\d)(-(\d\d)(T([01]\d|2[0-4])(:[0-5]\d(:[0-6]\d([.,]\d+)?)?)?(Z|[+-]\d\d(:?\d\d)?)?)?)?)?$/i;
const truth = /^(true|false)$/i;

/** A variable may stand for anything. */
const withVariables =
  (takes: (value: string) => boolean) =>
  (value: string): boolean =>
    /\$\{[^}]+\}/.test(value) || takes(value);

export const VALUES: Readonly<Record<Family, Values>> = {
  String: { kind: "texts", takes: () => true, rule: "a text", remedy: "write a text" },
  Numeric: {
    kind: "numbers",
    takes: withVariables((value) => number.test(value)),
    rule: "a number where it is compared as one",
    remedy: "write it in digits",
  },
  Date: {
    kind: "dates",
    takes: withVariables((value) => isDate(value)),
    rule: "a date of ISO 8601, or seconds since 1970, where it is compared as one",
    remedy: "write it as 2027-01-31T00:00:00Z",
  },
  Bool: {
    kind: "true and false",
    takes: withVariables((value) => truth.test(value)),
    rule: "true or false where it is compared as one of them",
    remedy: "write true or false",
  },
  Null: {
    kind: "any key",
    takes: withVariables((value) => truth.test(value)),
    rule: "true (the key is not there) or false (it is) under Null",
    remedy: "write true or false",
  },
  Binary: {
    kind: "bytes",
    takes: withVariables((value) => /^[A-Za-z0-9+/]*={0,2}$/.test(value) && value.length % 4 === 0),
    rule: "base64 where it is compared as bytes",
    remedy: "write the bytes in base64",
  },
  IPAddress: {
    kind: "addresses",
    takes: withVariables((value) => isRange(value)),
    rule: "an address, or a range of them as 203.0.113.0/24, where it is compared as one",
    remedy: "write an address that there is",
  },
  ARN: {
    kind: "ARNs",
    takes: withVariables((value) => isArn(value)),
    rule: "an ARN, which can have * and ? in its parts, where it is compared as one",
    remedy: "write the whole ARN",
  },
};

function isDate(value: string): boolean {
  if (/^-?\d{5,}(\.\d+)?$/.test(value)) return true;
  const [, year, , month = "01", , day = "01"] = date.exec(value) ?? [];
  if (year === undefined) return false;
  const at = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.getUTCDate() === Number(day);
}

function isRange(value: string): boolean {
  const [, address = "", length] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(value) ?? [];
  const version = isIP(address);
  return version !== 0 && (length === undefined || Number(length) <= (version === 4 ? 32 : 128));
}

/** A pattern may stand for several parts at once, and `*` for all. */
function isArn(value: string): boolean {
  if (/^\*+$/.test(value)) return true;
  return /^(arn|\*|a\*|ar\*):/.test(value) && (value.split(":").length >= 6 || value.includes("*"));
}

/** The operator of another family that asks the same; undefined where none does, or a value would not do for it. */
export function withFamily({ base, set, ifExists, values }: Condition, wanted: Family): string | undefined {
  const texts = values.flatMap(({ value }) => (value === UNKNOWN ? [] : [value]));
  if (/LessThan|GreaterThan/.test(base) && wanted !== "Numeric" && wanted !== "Date") return undefined;
  if (!texts.every((value) => VALUES[wanted].takes(value))) return undefined;
  const not = /Not/.test(base) ? "Not" : "";
  const hasPattern = texts.some((value) => hasWildcard(value));
  const right = ((): string | undefined => {
    switch (wanted) {
      case "String":
        return hasPattern ? `String${not}Like` : `String${not}Equals`;
      case "ARN":
        return hasPattern ? `Arn${not}Like` : `Arn${not}Equals`;
      case "IPAddress":
        return `${not}IpAddress`;
      case "Bool":
      case "Null":
        return not === "" ? wanted : undefined;
      case "Binary":
        return not === "" ? "BinaryEquals" : undefined;
      case "Numeric":
      case "Date": {
        const [, compared = `${not}Equals`] = /((?:Less|Greater)Than(?:Equals)?)$/.exec(base) ?? [];
        return `${wanted}${compared}`;
      }
    }
  })();
  if (right === undefined) return undefined;
  return `${set === undefined ? "" : `${set}:`}${right}${ifExists && right !== "Null" ? "IfExists" : ""}`;
}
