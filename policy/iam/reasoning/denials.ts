/** What the Denies of a document do to single actions of one Allow: asked for hundreds that a pattern stands for. Pure. */
import { standsFor } from "../../../naming/wildcard";
import { all, some, UNKNOWN, type Truth } from "../../value";
import type { Action } from "../data/reference";
import type { Condition, Document, Statement, Text } from "../model";
import { isActionCancelled, readingOf } from "./cancelled";
import { everyResource, wideOnes, type Wide } from "./every-resource";
import type { Reading } from "./glob";
import { isEveryResource } from "./resources";
import { saysWhich } from "./says-which";

export interface Denials {
  /** Whether nothing of the action is left. */
  readonly cancel: (action: Action) => Truth;
  /** Whether it is left for some resources only: those that a Deny excepts, or that have what it wants. */
  readonly limit: (action: Action) => Truth;
}

/** One Deny, read once. */
interface Denial {
  readonly statement: Statement;
  readonly words: readonly (string | typeof UNKNOWN)[];
  readonly isExcept: boolean;
  readonly wide: readonly Wide[];
  /** Undefined where it depends on the action. */
  readonly leavesSome: Truth | undefined;
}

const NONE: Denials = { cancel: () => false, limit: () => false };

export function denialsOn(allow: Statement, document: Document): Denials {
  const reading = readingOf(document);
  const denials = document.statements
    .filter(({ effect }) => effect === "Deny")
    .map((statement) => denialOf(statement, reading));
  if (denials.length === 0) return NONE;
  // What the same Denies are about, they leave or take away alike.
  const known = new Map<string, Truth>();
  return {
    cancel: (action) => {
      const about = denials.filter((denial) => isAbout(denial, action) !== false);
      if (about.length === 0) return false;
      const key = about.map(({ statement: { index } }) => index).join();
      const isSure = about.every((denial) => isAbout(denial, action) === true);
      const before = isSure ? known.get(key) : undefined;
      if (before !== undefined) return before;
      const these = { ...document, statements: about.map(({ statement }) => statement) };
      const { truth } = isActionCancelled(`${action.service}:${action.name}`, allow, these);
      if (isSure) known.set(key, truth);
      return truth;
    },
    limit: (action) =>
      some(denials.map((denial) => all([isAbout(denial, action), leavesSome(denial, action, reading)]))),
  };
}

function denialOf(statement: Statement, reading: Reading): Denial {
  const { has, actions, notActions, conditions, notResources, resources } = statement;
  const isExcept = has.has("NotAction");
  const words = (isExcept ? notActions : actions).map(({ value }) =>
    value === UNKNOWN ? value : value.toLowerCase(),
  );
  const [only, ...others] = conditions;
  const isPlain = only === undefined;
  return {
    statement,
    words,
    isExcept,
    wide: isPlain ? wideOnes(notResources, reading) : [],
    leavesSome: !isPlain
      ? others.length === 0 && wants(only, resources, reading)
      : notResources.length === 0
        ? false
        : undefined,
  };
}

function isAbout({ words, isExcept }: Denial, { service: prefix, name }: Action): Truth {
  const action = `${prefix}:${name.toLowerCase()}`;
  const isNamed = some(words.map((word) => (word === UNKNOWN ? UNKNOWN : standsFor(word, action))));
  if (isNamed === UNKNOWN || !isExcept) return isNamed;
  return words.length > 0 && !isNamed; // without any, AWS refuses it
}

function leavesSome(denial: Denial, action: Action, reading: Reading): Truth {
  if (denial.leavesSome !== undefined) return denial.leavesSome;
  if (everyResource(action, denial.wide, reading) !== undefined) return false;
  return denial.statement.notResources.some(({ value }) => value === UNKNOWN) ? UNKNOWN : true;
}

/** Whether a Deny on everything lets through only what its one condition says. */
function wants(condition: Condition, resources: readonly Text[], reading: Reading): Truth {
  const turned = turnedRound(condition);
  if (turned === undefined) return false;
  const everywhere = resources.map(({ value }): Truth =>
    value === UNKNOWN ? UNKNOWN : isEveryResource(value, reading),
  );
  return all([some(everywhere), saysWhich([turned])]);
}

const OPPOSITES: ReadonlyMap<string, string> = new Map([
  ["StringNotEquals", "StringEquals"],
  ["StringNotEqualsIgnoreCase", "StringEqualsIgnoreCase"],
  ["StringNotLike", "StringLike"],
  ["ArnNotEquals", "ArnEquals"],
  ["ArnNotLike", "ArnLike"],
]);

/** What a request must have so that the Deny does not hold. A negated operator holds, too, where the key is not there. */
function turnedRound(condition: Condition): Condition | undefined {
  const { base, set, values } = condition;
  if (set !== undefined) return undefined;
  if (base === "Null" && !condition.ifExists)
    return values.every(({ value }) => value !== UNKNOWN && /^true$/i.test(value))
      ? { ...condition, values: values.map(({ place }) => ({ value: "false", place })) }
      : undefined;
  const opposite = OPPOSITES.get(base);
  return opposite === undefined ? undefined : { ...condition, base: opposite, ifExists: false };
}
