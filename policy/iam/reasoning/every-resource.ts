/** Whether an action of a statement is on every resource that it can be about, where an ARN would restrict it. Pure. */
import { hasWildcard } from "../../../naming/wildcard";
import { UNKNOWN } from "../../value";
import type { ActionMatch } from "../data/matching";
import type { Action } from "../data/reference";
import { service } from "../data/services";
import type { Text } from "../model";
import { isEveryOfType, isEveryResource } from "./resources";
import type { Reading } from "./glob";

/** Part by part; a variable may hold a colon. */
const ARN = /^arn((?::(?:\$\{[^}]*\}|[^:])*){2}):((?:\$\{[^}]*\}|[^:])*):((?:\$\{[^}]*\}|[^:])*):(.+)$/s;
/** The tags of a resource are no more than what lists of resources tell. */
const READS_TAGS = /^(List|Get|Describe)Tags/;

/** A resource as written, read for what it takes in. */
export interface Wide {
  readonly text: Text;
  /** Whether it takes in whatever there is. */
  readonly isEverything: boolean;
  /** The service in its ARN; undefined where it may be any. */
  readonly vendor: string | undefined;
  /** With what does not say which: the account alone, or the region alone. One region of one account does. */
  readonly pattern: string;
}

/** Those that may be wide: what has no wildcard is one thing. */
export function wideOnes(resources: readonly Text[], reading: Reading): readonly Wide[] {
  return resources.flatMap((text): readonly Wide[] => {
    const { value } = text;
    if (value === UNKNOWN || !hasWildcard(value)) return [];
    const isEverything = isEveryResource(value, reading);
    const [, start = "", region = "", account = "", own = ""] = ARN.exec(value) ?? [];
    if (own === "") return [{ text, isEverything, vendor: undefined, pattern: value }];
    const named = start.slice(start.lastIndexOf(":") + 1);
    const [isRegion, isAccount] = [isFixed(region), isFixed(account)];
    const pattern = `arn${start}:${isRegion && !isAccount ? "*" : region}:${isAccount && !isRegion ? "*" : account}:${own}`;
    return [{ text, isEverything, vendor: isFixed(named) ? named : undefined, pattern }];
  });
}

function isFixed(part: string): boolean {
  return part !== "" && !hasWildcard(part);
}

/** The actions of a pattern that an ARN restricts, as far as these resources can be about them. */
export function restrictable(match: ActionMatch, wide: readonly Wide[]): readonly Action[] {
  const all = match.bySupport.get("required") ?? [];
  if (all.length <= FEW || wide.some(({ vendor }) => vendor === undefined)) return all;
  const vendors = byVendor(match, all);
  return [...new Set(wide.flatMap(({ vendor = "" }) => vendors.get(vendor) ?? []))];
}

const FEW = 100;
const grouped = new WeakMap<ActionMatch, ReadonlyMap<string, readonly Action[]>>();

function byVendor(match: ActionMatch, all: readonly Action[]): ReadonlyMap<string, readonly Action[]> {
  const before = grouped.get(match);
  if (before !== undefined) return before;
  const vendors = new Map<string, Action[]>();
  for (const action of all)
    for (const vendor of new Set(namedTypes(action).flatMap((arns) => arns.map(vendorOf)))) {
      const group = vendors.get(vendor);
      if (group === undefined) vendors.set(vendor, [action]);
      else group.push(action);
    }
  grouped.set(match, vendors);
  return vendors;
}

function vendorOf(format: string): string {
  const start = format.indexOf(":", "arn:".length) + 1;
  return format.slice(start, format.indexOf(":", start));
}

/**
 * The resource by which an action is on every one it can be about; undefined where one of those that each request
 * names is restricted, or where there is nothing to name.
 */
export function everyResource(action: Action, wide: readonly Wide[], reading: Reading): Text | undefined {
  if (READS_TAGS.test(action.name) && (action.level === "read" || action.level === "list")) return undefined;
  const types = namedTypes(action);
  if (types.length === 0) return undefined;
  const each = types.map((arns) => wide.find((one) => takesIn(one, arns, reading))?.text);
  const isOneOfSeveral = !action.resourceTypes.some(({ isRequired }) => isRequired);
  return isOneOfSeveral || each.every((one) => one !== undefined)
    ? each.find((one) => one !== undefined)
    : undefined;
}

const known = new WeakMap<Action, readonly (readonly string[])[]>();

/** The ARN formats of each type that a request names, or may name where it names one of several. */
export function namedTypes(action: Action): readonly (readonly string[])[] {
  const before = known.get(action);
  if (before !== undefined) return before;
  const required = action.resourceTypes.filter(({ isRequired }) => isRequired);
  const types = service(action.service)?.resourceTypes;
  const found = (required.length > 0 ? required : action.resourceTypes).flatMap(({ type }) => {
    const arns = types?.get(type)?.arns ?? [];
    return arns.some(hasName) ? [arns] : [];
  });
  known.set(action, found);
  return found;
}

/** Whether there can be several in an account: else there is nothing to choose. */
function hasName(format: string): boolean {
  return format.split(":").slice(5).join(":").includes("${");
}

const MOST_KEPT = 256;
const kept = new WeakMap<readonly string[], Map<string, boolean>>();

function takesIn(
  { isEverything, vendor, pattern }: Wide,
  arns: readonly string[],
  reading: Reading,
): boolean {
  if (isEverything) return true;
  if (vendor !== undefined && !arns.some((format) => isOf(format, vendor))) return false;
  const patterns = kept.get(arns) ?? new Map<string, boolean>();
  kept.set(arns, patterns);
  const key = reading.variables === false ? `${pattern} -` : pattern;
  const before = patterns.get(key);
  if (before !== undefined) return before;
  const found = isEveryOfType(pattern, arns, {}, reading);
  if (patterns.size >= MOST_KEPT) patterns.clear();
  patterns.set(key, found);
  return found;
}

function isOf(format: string, vendor: string): boolean {
  const named = vendorOf(format);
  return named === vendor || named.includes("$");
}
