/** The right name that somebody most likely meant: of a service, an action or a condition key. */
import { hasWildcard } from "../../../naming/wildcard";
import { nearest } from "../../../refusal/nearest";
import { conditionKey } from "./condition-keys";
import { globalKeys } from "./global-keys";
import { OTHER_ACTIONS, OTHER_SERVICES } from "./other-names";
import { action, service, servicePrefixes } from "./services";

/**
 * @param prefix that no service has
 * @param name of the action behind it, which decides between services of one product
 */
export function nearestService(prefix: string, name?: string): string | undefined {
  const wanted = prefix.toLowerCase();
  const others = (Object.hasOwn(OTHER_SERVICES, wanted) ? OTHER_SERVICES[wanted] : undefined) ?? [];
  const having = others.find((one) => name !== undefined && action(`${one}:${name}`) !== undefined);
  return having ?? others[0] ?? (wanted.length < 2 ? undefined : nearest(wanted, [...servicePrefixes()]));
}

/**
 * @param given an action that is not there, or a pattern that stands for none: `s3:GetObjekt`, `s3:Gett*`
 * @returns the same with the right words: `s3:GetObject`, `s3:Get*`
 */
export function nearestAction(given: string): string | undefined {
  const colon = given.indexOf(":");
  if (colon === -1) return undefined;
  const [prefix, name] = [given.slice(0, colon), given.slice(colon + 1)];
  const found = service(prefix);
  if (found === undefined) {
    const other = nearestService(prefix, name);
    if (other === undefined) return undefined;
    const there = action(`${other}:${name}`)?.name;
    return there === undefined
      ? (nearestAction(`${other}:${name}`) ?? `${other}:${name}`)
      : `${other}:${there}`;
  }
  const meant = (Object.hasOwn(OTHER_ACTIONS, found.prefix) ? OTHER_ACTIONS[found.prefix] : undefined) ?? {};
  const wanted = name.toLowerCase();
  const operation = Object.hasOwn(meant, wanted) ? meant[wanted] : undefined;
  if (operation !== undefined) return operation.includes(":") ? operation : `${found.prefix}:${operation}`;
  const names = found.allActions.map((one) => one.name);
  const stem = /^([^*?]+)\*$/.exec(name)?.[1];
  if (stem !== undefined) {
    const beginning = nearest(stem, beginnings(names));
    return beginning === undefined ? undefined : `${found.prefix}:${beginning}*`;
  }
  if (hasWildcard(name)) return undefined;
  const best = nearest(name, names);
  return best === undefined ? undefined : `${found.prefix}:${best}`;
}

/** `Get`, `GetObject` and `GetObjectAcl` of the last. */
function beginnings(names: readonly string[]): readonly string[] {
  const found = new Set<string>();
  for (const name of names)
    for (const { index } of name.matchAll(/(?<=[a-z0-9])(?=[A-Z])|$/g)) found.add(name.slice(0, index));
  return [...found];
}

/** @param given a key that nobody has: `aws:SourceIP4`, `s3:prefixx`, `SourceIp`, `aws:RequestTag` */
export function nearestConditionKey(given: string): string | undefined {
  const colon = given.indexOf(":");
  const all = [...globalKeys().values()].map(({ key }) => key);
  if (colon === -1) {
    const wanted = given.toLowerCase();
    const global = all.find((key) => key.slice(key.indexOf(":") + 1).toLowerCase() === wanted);
    return global ?? nearestConditionKey(`aws:${given}`);
  }
  const prefix = given.slice(0, colon);
  const own = service(prefix) ?? service(nearestService(prefix) ?? "");
  const keys = [...new Set([...all, ...[...(own?.conditionKeys.values() ?? [])].map(({ key }) => key)])];
  // Where the placeholder stands, the caller's own words do not count.
  const slash = given.indexOf("/");
  const [stem, rest] = slash === -1 ? [given, ""] : [given.slice(0, slash), given.slice(slash)];
  const stems = new Map(
    keys.filter((key) => key.includes("/")).map((key) => [key.slice(0, key.indexOf("/")), key]),
  );
  const ofStem = nearest(stem, [...stems.keys()]);
  const best = nearest(given, keys);
  if (rest !== "" && ofStem !== undefined) {
    const filled = `${ofStem}${rest}`;
    return conditionKey(filled) === undefined ? stems.get(ofStem) : filled;
  }
  if (ofStem?.toLowerCase() === stem.toLowerCase()) return stems.get(ofStem);
  return best;
}
