/**
 * What a field of an event may be asked for: plain values and the filters of event patterns. Pure.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
import { BlockList, isIP } from "node:net";
import { wildcard } from "./wildcard";

/** A value at a leaf of an event; undefined where there is none. */
export type Leaf = string | number | boolean | null | undefined;
export type Filter = (leaf: Leaf) => boolean;

/** Why it is no filter, as `rule` of a Problem. */
export class Misfit {
  constructor(
    readonly rule: string,
    /** Below the filter. */
    readonly at = "",
  ) {}
}

/** The filter of an entry of a pattern's list. */
export function filterOf(entry: unknown): Filter | Misfit {
  if (typeof entry !== "object" || entry === null) return (leaf) => leaf === entry;
  const [[name, given] = ["", undefined], ...more] = Object.entries(entry) as [string, unknown][];
  const make = FILTERS.get(name);
  if (more.length > 0 || make === undefined)
    return new Misfit(`a value, or an object with one of ${[...FILTERS.keys()].join(", ")}`);
  const made = make(given);
  return made instanceof Misfit ? new Misfit(made.rule, `.${name}${made.at}`) : made;
}

const FILTERS: ReadonlyMap<string, (given: unknown) => Filter | Misfit> = new Map([
  ["prefix", (given: unknown) => ofText(given, (text, part) => text.startsWith(part))],
  ["suffix", (given: unknown) => ofText(given, (text, part) => text.endsWith(part))],
  ["equals-ignore-case", ignoringCase],
  ["wildcard", ofWildcard],
  ["anything-but", anythingBut],
  ["numeric", numeric],
  ["cidr", cidr],
  ["exists", exists],
]);

function onText(test: (text: string) => boolean): Filter {
  return (leaf) => typeof leaf === "string" && test(leaf);
}

function ofText(given: unknown, holds: (text: string, part: string) => boolean): Filter | Misfit {
  if (typeof given === "string") return onText((text) => holds(text, given));
  const folded = isObject(given) && Object.keys(given).length === 1 ? given["equals-ignore-case"] : undefined;
  if (typeof folded !== "string") return new Misfit("a text, or an object with equals-ignore-case");
  const part = folded.toLowerCase();
  return onText((text) => holds(text.toLowerCase(), part));
}

function ignoringCase(given: unknown): Filter | Misfit {
  if (typeof given !== "string") return new Misfit("a text");
  const wanted = given.toLowerCase();
  return onText((text) => text.toLowerCase() === wanted);
}

function ofWildcard(given: unknown): Filter | Misfit {
  const test = typeof given === "string" ? wildcard(given) : undefined;
  return test === undefined
    ? new Misfit("a text without two * in a row, in which a backslash stands before * or a backslash only")
    : onText(test);
}

const NOT: ReadonlyMap<string, (given: unknown) => Filter | Misfit> = new Map([
  ["prefix", (given: unknown) => ofText(given, (text, part) => text.startsWith(part))],
  ["suffix", (given: unknown) => ofText(given, (text, part) => text.endsWith(part))],
  ["equals-ignore-case", ignoringCase],
  ["wildcard", ofWildcard],
]);

/** Anything there is but these; each may be one or a list. */
function anythingBut(given: unknown): Filter | Misfit {
  const [[name, inner] = ["", undefined], ...more] = isObject(given) ? Object.entries(given) : [];
  const make = isObject(given) ? NOT.get(name) : filterOfPlain;
  if (make === undefined || more.length > 0)
    return new Misfit(`values, or an object with one of ${[...NOT.keys()].join(", ")}`);
  const wanted = isObject(given) ? inner : given;
  const filters: Filter[] = [];
  const entries = Array.isArray(wanted) ? (wanted as unknown[]) : [wanted];
  if (entries.length === 0) return new Misfit("a list with an entry");
  for (const entry of entries) {
    const made = make(entry);
    if (made instanceof Misfit) return isObject(given) ? new Misfit(made.rule, `.${name}`) : made;
    filters.push(made);
  }
  return (leaf) => leaf !== undefined && !filters.some((filter) => filter(leaf));
}

function filterOfPlain(entry: unknown): Filter | Misfit {
  if (typeof entry !== "string" && typeof entry !== "number") return new Misfit("texts or numbers");
  return (leaf) => leaf === entry;
}

type Comparison = (leaf: number, bound: number) => boolean;
const EQUAL: Comparison = (leaf, bound) => leaf === bound;
const LOWER: ReadonlyMap<unknown, Comparison> = new Map([
  [">", (leaf: number, bound: number) => leaf > bound],
  [">=", (leaf: number, bound: number) => leaf >= bound],
]);
const UPPER: ReadonlyMap<unknown, Comparison> = new Map([
  ["<", (leaf: number, bound: number) => leaf < bound],
  ["<=", (leaf: number, bound: number) => leaf <= bound],
]);
const LARGEST = 5e9;

/** One comparison, or a lower bound and then an upper one. */
function numeric(given: unknown): Filter | Misfit {
  const misfit = new Misfit('like ["=", 1], or [">", 0, "<=", 5], with numbers from -5e9 to 5e9');
  if (!Array.isArray(given)) return misfit;
  const [operator, bound, second, other] = given as unknown[];
  if (!isBound(bound)) return misfit;
  if (given.length === 2) {
    const holds = operator === "=" ? EQUAL : (LOWER.get(operator) ?? UPPER.get(operator));
    return holds === undefined ? misfit : (leaf) => typeof leaf === "number" && holds(leaf, bound);
  }
  const [lower, upper] = [LOWER.get(operator), UPPER.get(second)];
  if (given.length !== 4 || lower === undefined || upper === undefined) return misfit;
  if (!isBound(other) || other <= bound) return misfit;
  return (leaf) => typeof leaf === "number" && lower(leaf, bound) && upper(leaf, other);
}

function isBound(given: unknown): given is number {
  return typeof given === "number" && Math.abs(given) <= LARGEST;
}

function cidr(given: unknown): Filter | Misfit {
  const [address = "", bits = "", ...more] = typeof given === "string" ? given.split("/") : [];
  const version = isIP(address);
  const fits = /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 6 ? 128 : 32);
  if (version === 0 || !fits || more.length > 0) return new Misfit("a block like 10.0.0.0/24");
  const block = new BlockList();
  block.addSubnet(address, Number(bits), version === 6 ? "ipv6" : "ipv4");
  return onText((text) => {
    const kind = isIP(text);
    return kind === version && block.check(text, kind === 6 ? "ipv6" : "ipv4");
  });
}

function exists(given: unknown): Filter | Misfit {
  if (typeof given !== "boolean") return new Misfit("true or false");
  return (leaf) => (leaf !== undefined) === given;
}

function isObject(given: unknown): given is Readonly<Record<string, unknown>> {
  return typeof given === "object" && given !== null && !Array.isArray(given);
}
