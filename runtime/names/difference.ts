/** What has to change in a zone so that it has the wanted names, and nothing of others is touched. Pure. */
import { byName } from "./by-name";
import { TTL, type WantedNames } from "./wanted";

/** A record set of the zone, its name without the dot at its end. */
export interface StoredRecord {
  readonly name: string;
  readonly type: string;
  /** Seconds. */
  readonly ttl: number;
  readonly values: readonly string[];
  /** Whether it is neither an alias nor one of several of its name and type: what we write is always simple. */
  readonly simple: boolean;
}

/** To delete is to say what is stored, to the letter; to upsert is to replace it, whatever it is. */
export interface Change {
  readonly action: "UPSERT" | "DELETE";
  readonly name: string;
  readonly type: "A" | "TXT";
  readonly ttl: number;
  readonly values: readonly string[];
}

export interface Difference {
  /** Those of one name follow one another; what goes comes first. */
  readonly changes: readonly Change[];
  /** Wanted names that somebody else has records at: left alone. */
  readonly foreign: readonly string[];
}

/**
 * The TXT record that says whose a name is; it stands at the name itself. Without it a name is never changed or deleted.
 * Project and stage are words, so nothing in it has to be escaped.
 */
export function ownershipMark({ project, stage }: { project: string; stage: string }): string {
  return `"heritage=multistage,project=${project},stage=${stage}"`;
}

export function difference(
  stored: readonly StoredRecord[],
  { addresses, untouched }: WantedNames,
  mark: string,
): Difference {
  const recordsAt = byName(stored);
  const goes = [...recordsAt.keys()].filter(
    (name) => !addresses.has(name) && !untouched.has(name) && isOwn(recordsAt.get(name) ?? [], mark),
  );
  const wanted = [...addresses].filter(([name]) => !untouched.has(name));
  const isFree = (name: string): boolean => {
    const records = recordsAt.get(name);
    return records === undefined || isOwn(records, mark);
  };
  return {
    changes: [
      ...goes.sort(byDomain).flatMap((name) => removal(recordsAt.get(name) ?? [])),
      ...wanted
        .filter(([name]) => isFree(name))
        .sort(([one], [other]) => byDomain(one, other))
        .flatMap(([name, values]) => [
          ...replacement(recordsAt.get(name), { name, type: "A", ttl: TTL, values }),
          ...replacement(recordsAt.get(name), { name, type: "TXT", ttl: TTL, values: [mark] }),
        ]),
    ],
    foreign: wanted.flatMap(([name]) => (isFree(name) ? [] : [name])).sort(byDomain),
  };
}

/** Marked by us and by nobody else, and no address in it that a simple record cannot replace. */
function isOwn(records: readonly StoredRecord[], mark: string): boolean {
  const ours = records.filter(({ type }) => type === "A" || type === "TXT");
  return (
    ours.every(({ simple }) => simple) &&
    ours.some(({ type, values }) => type === "TXT" && values.length === 1 && values[0] === mark)
  );
}

function removal(records: readonly StoredRecord[]): Change[] {
  return records.flatMap(({ name, type, ttl, values }) =>
    type === "A" || type === "TXT" ? [{ action: "DELETE" as const, name, type, ttl, values }] : [],
  );
}

function replacement(records: readonly StoredRecord[] | undefined, record: Omit<Change, "action">): Change[] {
  const before = records?.find(({ type }) => type === record.type);
  const same = before?.ttl === record.ttl && isSame(before.values, record.values);
  return same ? [] : [{ action: "UPSERT", ...record }];
}

function isSame(stored: readonly string[], wanted: readonly string[]): boolean {
  const sorted = [...stored].sort();
  return sorted.length === wanted.length && sorted.every((value, index) => value === wanted[index]);
}

/** By service first, so that its two sides come together. */
function byDomain(one: string, other: string): number {
  const [a, b] = [one, other].map((name) => [name.slice(name.indexOf(".")), name].join(" ")) as [
    string,
    string,
  ];
  return a < b ? -1 : a > b ? 1 : 0;
}
