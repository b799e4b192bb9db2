/** Whether an action ever meets the resources of its statement, going by the ARN formats of what it acts on. Pure. */
import { UNKNOWN } from "../../value";
import { service } from "../data/services";
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

/** Whether a request for the action may be about one of these. */
export function mayMeet(action: Action, resources: readonly string[]): boolean {
  const formats = formatsOf(action);
  return resources.some((one) => isWhole(one, action.service) || mayBeOfType(one, formats));
}

/** The formats of the ARNs that it can be about; none where it knows only `*`. */
export function formatsOf({ service: prefix, name, resourceTypes }: Action): readonly string[] {
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
