/** Whether an action ever meets the resources of its statement, going by the ARN formats of what it acts on. Pure. */
import { hasWildcard } from "../../../naming/wildcard";
import { UNKNOWN } from "../../value";
import { service } from "../data/services";
import type { ActionMatch } from "../data/matching";
import type { Action } from "../data/reference";
import type { Statement } from "../model";
import { mayBeOfType } from "./resources";

/** By service or action, formats of ARNs that its requests have and the reference does not. */
const MORE_FORMATS: Readonly<Record<string, readonly string[]>> = {
  // The root of a stage, and the routes of WebSocket APIs.
  "execute-api": ["arn:${Partition}:execute-api:${Region}:${Account}:${Path}"],
  // Macros of AWS's, as that of serverless applications.
  "cloudformation:CreateChangeSet": ["arn:${Partition}:cloudformation:${Region}:aws:transform/${Name}"],
  // Asked of every log group whose name begins as the one that is looked for.
  "logs:DescribeLogGroups": ["arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}"],
};

/** An ARN, with what may stand in each of its parts; anything else is not compared. */
const ARN =
  /^arn:([\w*?-]+|\$\{[^}]*\}):([\w*?-]+):([\w*?-]*|\$\{[^}]*\}):(\d{12}|aws|[*?\d]*|\$\{[^}]*\}|[\w-]*):(.+)$/s;

/** The resources of a statement, where each is an ARN or `*` and known; undefined where that is not so. */
export function comparable({ has, resources }: Statement): readonly string[] | undefined {
  if (!has.has("Resource") || resources.length === 0) return undefined;
  const known = resources.flatMap(({ value }) =>
    value !== UNKNOWN && (/^\*+$/.test(value) || ARN.test(value)) ? [value] : [],
  );
  return known.length === resources.length ? known : undefined;
}

/** Whether a request for one of the actions may be about one of these. */
export function mayMeet(match: ActionMatch, resources: readonly string[]): boolean {
  // Across services there is always one.
  if (match.services.size > MANY_SERVICES) return true;
  const prefixes = [...match.services.keys()];
  return resources.some(
    (one) =>
      prefixes.some((prefix) => isWhole(one, prefix)) ||
      mayBeOfType(one, ofService(formatsOf(match), ARN.exec(one)?.[2])),
  );
}

/** Most are of another service, which is told sooner than whether a pattern fits. */
function ofService(formats: readonly string[], named: string | undefined): readonly string[] {
  if (named === undefined || hasWildcard(named)) return formats;
  return formats.filter(
    (format) =>
      format.startsWith(`:${named}:`, PARTITION.length) || format.startsWith(":${", PARTITION.length),
  );
}

const PARTITION = "arn:${Partition}";
const MANY_SERVICES = 3;
const known = new WeakMap<ActionMatch, readonly string[]>();

/** The formats of the ARNs that they can be about, each once; none where they know only `*`. */
export function formatsOf(match: ActionMatch): readonly string[] {
  let formats = known.get(match);
  if (formats === undefined) {
    formats = [...new Set(match.actions.flatMap(formatsOfOne))];
    known.set(match, formats);
  }
  return formats;
}

function formatsOfOne({ service: prefix, name, resourceTypes }: Action): readonly string[] {
  const more = MORE_FORMATS[`${prefix}:${name}`] ?? MORE_FORMATS[prefix] ?? [];
  const types = service(prefix)?.resourceTypes;
  const own = resourceTypes.flatMap(({ type }) => types?.get(type)?.arns ?? []);
  // What is behind a further colon is a part or a version of it: a function's alias, a topic's subscription.
  return [...own, ...own.map((format) => `${format}:\${Part}`), ...more];
}

/** `*`, and what takes in everything that the service has: that is taken as `*` by what is about nothing in particular. */
function isWhole(resource: string, prefix: string): boolean {
  if (/^\*+$/.test(resource)) return true;
  const [, , of = "", , , what = ""] = ARN.exec(resource) ?? [];
  return /^\*+$/.test(what) && (of === prefix || /^\*+$/.test(of));
}
