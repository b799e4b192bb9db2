/** Whether requests for the actions of a statement have the keys of its conditions. Pure. */
import { UNKNOWN } from "../../value";
import { conditionKey, hasConditionKey } from "../data/condition-keys";
import type { ActionMatch } from "../data/matching";
import type { Action } from "../data/reference";
import { service } from "../data/services";
import type { Condition, Statement } from "../model";
import { meant } from "./action-words";

/** Asked for within another request, or made of others, by whose keys they are judged. */
const WITHIN_ANOTHER = new Set([
  ...["sts:tagsession", "sts:setsourceidentity", "sts:setcontext"],
  ...["sns:receive", "tag:tagresources", "tag:untagresources"],
]);

/** Of which requests a key is in none. */
export interface Missing {
  readonly key: string;
  /** The words, as written, that stand for nothing which has the key. */
  readonly actions: readonly string[];
  /** Whether no other word of the statement has it either. */
  readonly isInNone: boolean;
}

/** Undefined where every word stands for something that has it, or where that cannot be known. */
export function missingKey(statement: Statement, { key }: Condition): Missing | undefined {
  const name = key.value;
  if (name === UNKNOWN || !statement.has.has("Action") || conditionKey(name) === undefined) return undefined;
  const matches = meant(statement);
  const actions = statement.actions.flatMap(({ value }, index) => {
    const match = matches[index];
    if (value === UNKNOWN || match === undefined) return [];
    return WITHIN_ANOTHER.has(value.toLowerCase()) || isInSome(match, name) ? [] : [value];
  });
  const isInNone = actions.length === matches.length;
  const left = isInNone ? actions : actions.filter((word) => !isBeside(word, name));
  return left.length === 0 ? undefined : { key: name, actions: left, isInNone };
}

/**
 * What AWS's own key policies for its services write beside what has the key, for nobody's harm
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html).
 */
function isBeside(word: string, key: string): boolean {
  return /^kms:describe(key|\*)$/i.test(word) && /^kms:encryptioncontext(:|keys$)/i.test(key);
}

/** Across services there is always one. */
const MANY_SERVICES = 3;
const kept = new WeakMap<ActionMatch, Map<string, boolean>>();

function isInSome(match: ActionMatch, key: string): boolean {
  if (match.services.size > MANY_SERVICES) return true;
  const known = kept.get(match) ?? new Map<string, boolean>();
  kept.set(match, known);
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = match.actions.some((action) => hasConditionKey(action, key) || isOnTagged(action, key));
  if (known.size < 100) known.set(key, found);
  return found;
}

const TAG_OF_RESOURCE = /^([\w-]+):resourcetag\//i;

/** The tags of a resource are compared whenever it has some, whether the reference has them with this action or not. */
function isOnTagged({ service: prefix, resourceTypes }: Action, key: string): boolean {
  const [, owner] = TAG_OF_RESOURCE.exec(key) ?? [];
  if (owner === undefined) return false;
  const types = service(prefix)?.resourceTypes;
  const stem = `${owner.toLowerCase()}:resourcetag/`;
  return resourceTypes.some(({ type }) =>
    types?.get(type)?.conditionKeys.some((one) => one.toLowerCase().startsWith(stem)),
  );
}

/** Whether a condition holds where a request does not have its key. */
export function holdsWithoutKey({ base, set, ifExists, values }: Condition): boolean {
  if (base === "Null") return values.some(({ value }) => value !== UNKNOWN && value.toLowerCase() === "true");
  if (set !== undefined) return set === "ForAllValues";
  return ifExists || /Not/.test(base);
}
