/** Which actions a pattern of a document stands for: `*` any characters, `?` one, in any case, service and name. */
import { hasWildcard, standsFor } from "../../../naming/wildcard";
import type { Action, Level, ResourceSupport } from "./reference";
import { action, allActions, service, servicePrefixes } from "./services";

/** What a pattern stands for, and what is asked of it again and again. */
export class ActionMatch {
  #services: ReadonlyMap<string, readonly Action[]> | undefined;
  #levels: ReadonlyMap<Level, readonly Action[]> | undefined;
  #support: ReadonlyMap<ResourceSupport, readonly Action[]> | undefined;
  #whole: readonly string[] | undefined;

  constructor(readonly actions: readonly Action[]) {}

  /** By prefix. */
  get services(): ReadonlyMap<string, readonly Action[]> {
    return (this.#services ??= grouped(this.actions, (one) => one.service));
  }

  /** What is on no level has no entry. */
  get levels(): ReadonlyMap<Level, readonly Action[]> {
    return (this.#levels ??= grouped(this.actions, (one) => one.level));
  }

  get bySupport(): ReadonlyMap<ResourceSupport, readonly Action[]> {
    return (this.#support ??= grouped(this.actions, (one) => one.supportsResources));
  }

  /** The services of which it stands for every action that changes something; prefixes, sorted. */
  get wholeServices(): readonly string[] {
    return (this.#whole ??= [...this.services]
      .filter(([prefix, matched]) => {
        const all = changing(prefix);
        return all > 0 && matched.filter(changes).length === all;
      })
      .map(([prefix]) => prefix));
  }
}

/** Whether it does more than look. */
export function changes({ level }: Action): boolean {
  return level !== "list" && level !== "read";
}

/** Of how many actions of a service that is so. */
const counts = new Map<string, number>();
function changing(prefix: string): number {
  let count = counts.get(prefix);
  if (count === undefined) {
    count = service(prefix)?.allActions.filter(changes).length ?? 0;
    counts.set(prefix, count);
  }
  return count;
}

const NOTHING = new ActionMatch([]);
/** Documents repeat themselves; what a hostile one invents goes again. */
const KEPT = 1000;
const kept = new Map<string, ActionMatch>();

/**
 * @param pattern as in `Action`: `s3:Get*`, `*`, `s?:*`. One without a colon stands for nothing, unless it is of stars
 *   only.
 */
export function actionsMatching(pattern: string): ActionMatch {
  const wanted = pattern.toLowerCase().replace(/\*{2,}/g, "*");
  const before = kept.get(wanted);
  if (before !== undefined) return before;
  const found = match(wanted);
  if (kept.size >= KEPT) kept.clear();
  kept.set(wanted, found);
  return found;
}

function match(wanted: string): ActionMatch {
  if (wanted === "*") return new ActionMatch(allActions());
  const colon = wanted.indexOf(":");
  if (colon === -1) return NOTHING;
  const [prefix, name] = [wanted.slice(0, colon), wanted.slice(colon + 1)];
  if (!hasWildcard(wanted)) {
    const one = action(wanted);
    return one === undefined ? NOTHING : new ActionMatch([one]);
  }
  if (prefix === "*" && name === "*") return actionsMatching("*");
  const [isPrefix, isName] = [matcher(prefix), matcher(name)];
  const found: Action[] = [];
  for (const one of hasWildcard(prefix) ? servicePrefixes() : [prefix])
    if (isPrefix(one))
      for (const of of service(one)?.allActions ?? []) if (isName(of.name.toLowerCase())) found.push(of);
  return found.length === 0 ? NOTHING : new ActionMatch(found);
}

/** The same as standsFor, quickly for what documents mostly have. */
function matcher(pattern: string): (text: string) => boolean {
  if (pattern === "*") return () => true;
  const stem = pattern.slice(0, -1);
  if (pattern.endsWith("*") && !hasWildcard(stem)) return (text) => text.startsWith(stem);
  return (text) => standsFor(pattern, text);
}

function grouped<Key, One>(all: readonly One[], by: (one: One) => Key): ReadonlyMap<Key, readonly One[]> {
  const groups = new Map<Key, One[]>();
  for (const one of all) {
    const key = by(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}
