/**
 * What an Allow leaves once every Deny is counted, of its own document and of every other policy of the same
 * principal, and the boundary. Cancelled is said only where it is sure: a Deny whose condition may not hold cancels
 * nothing. Pure.
 */
import { all, some, UNKNOWN, type Truth } from "../../value";
import type { Condition, Document, Principal, Statement } from "../model";
import type { Reading } from "./glob";
import { common, covers, oneByOne, test, type Part } from "./lists";
import { ACTIONS } from "./resources";
import { no, oneOf, open, yes, type Verdict } from "./verdict";

/** A Deny with the version its document is in, which decides what a variable is. */
interface Denial {
  readonly statement: Statement;
  readonly reading: Reading;
}

/** Whether a document has variables: those of the older version, and of none, have not. */
export function readingOf({ version }: Pick<Document, "version">): Reading {
  return { variables: version === "2012-10-17" };
}

/**
 * Whether nothing of an Allow is left.
 *
 * @param document - the one the Allow is in
 * @param others - the principal's other policies
 * @param boundary - its permissions boundary, which must allow everything, too
 */
export function isCancelled(
  allow: Statement,
  document: Document,
  others: readonly Document[] = [],
  boundary?: Document,
): Verdict {
  const reading = readingOf(document);
  const actions = oneByOne(allow, "Action", allow.actions, allow.notActions);
  const resources = oneByOne(allow, "Resource", allow.resources, allow.notResources);
  const denials = denialsOf([document, ...others, ...(boundary === undefined ? [] : [boundary])]);
  const each = actions.flatMap((action) =>
    resources.map((resource) => isPartCancelled({ allow, action, resource, reading }, denials)),
  );
  const truth = each.length === 0 ? false : all(each.map((one) => one.truth));
  const denied: Verdict = {
    truth,
    because: each.find((one) => one.truth === truth)?.because ?? "it allows nothing",
  };
  return boundary === undefined
    ? denied
    : oneOf([denied, isOutside(allow, reading, boundary)], denied.because);
}

/**
 * Whether one action of an Allow, everywhere the Allow has it, is denied.
 *
 * @param action - as written, or one that a pattern of the Allow stands for
 */
export function isActionCancelled(
  action: string,
  allow: Statement,
  document: Document,
  others: readonly Document[] = [],
): Verdict {
  const value = { value: action, place: allow.place };
  const has = new Set([...allow.has, "Action" as const]);
  has.delete("NotAction");
  return isCancelled({ ...allow, has, actions: [value], notActions: [] }, document, others);
}

interface Question {
  readonly allow: Statement;
  readonly action: Part;
  readonly resource: Part;
  readonly reading: Reading;
}

function denialsOf(documents: readonly Document[]): readonly Denial[] {
  return documents.flatMap((document) =>
    document.statements
      // One that is not known at all is taken for no Deny: it would hide everything.
      .filter(({ effect }) => effect === "Deny")
      .map((statement) => ({ statement, reading: readingOf(document) })),
  );
}

function isPartCancelled(question: Question, denials: readonly Denial[]): Verdict {
  const { allow, action, resource, reading } = question;
  const each = denials.map((denial): Verdict => {
    const { statement: deny } = denial;
    const { actions, notActions, resources, notResources, has } = deny;
    const isOfAction = covers(actions, notActions, has.has("NotAction"), action, ACTIONS, ACTIONS);
    const isOfBoth =
      isOfAction === false || (isAboutAll(deny) && isAboutAll(allow))
        ? isOfAction
        : all([
            isOfAction,
            covers(resources, notResources, has.has("NotResource"), resource, denial.reading, reading),
          ]);
    const truth =
      isOfBoth === false
        ? false
        : all([isOfBoth, isForAll(allow, deny), follows(deny.conditions, allow.conditions)]);
    if (truth === UNKNOWN) return open(`what ${nameOf(deny)} denies is not known yet`);
    return truth ? yes(`${nameOf(deny)} denies it`) : no(`${nameOf(deny)} does not deny all of it`);
  });
  return oneOf(each, "no Deny takes all of it away");
}

/** Without resources it is about the one thing that it belongs to. */
function isAboutAll({ has }: Statement): boolean {
  return !has.has("Resource") && !has.has("NotResource");
}

/** Whether the Deny is for everybody whom the Allow is for; in an identity's policy both are for whoever has it. */
function isForAll(allow: Statement, deny: Statement): Truth {
  const names = ({ has }: Statement): boolean => has.has("Principal") || has.has("NotPrincipal");
  if (!names(deny)) return !names(allow);
  const isEverybody = ({ type, text }: Principal): boolean =>
    (type === "*" || type === "AWS") && text.value === "*";
  if (deny.principals.some(isEverybody)) return true;
  if (!allow.has.has("Principal")) return false;
  return all(allow.principals.map((one) => some(deny.principals.map((other) => isOf(one, other)))));
}

/** Whether a principal is another, or in the account that the other is. */
function isOf(one: Principal, other: Principal): Truth {
  if (one.type === UNKNOWN || other.type === UNKNOWN) return UNKNOWN;
  if (one.type !== other.type) return false;
  return test(one.text.value, (ours) =>
    test(
      other.text.value,
      (theirs) => ours === theirs || (accountOf(theirs) !== undefined && accountOf(theirs) === ownerOf(ours)),
    ),
  );
}

/** Of a principal that stands for a whole account. */
function accountOf(text: string): string | undefined {
  return /^(?:arn:[\w-]+:iam::)?(\d{12})(?::root)?$/.exec(text)?.[1];
}

function ownerOf(text: string): string | undefined {
  return accountOf(text) ?? /^arn:[\w-]+:(?:iam|sts)::(\d{12}):/.exec(text)?.[1];
}

/** Whether every condition of the Deny holds wherever those of the Allow do: each is one of them, or a wider one. */
function follows(deny: readonly Condition[], allow: readonly Condition[]): Truth {
  return all(deny.map((one) => some(allow.map((other) => isImplied(one, other)))));
}

function isImplied(wider: Condition, narrower: Condition): Truth {
  if (wider.key.value === UNKNOWN || narrower.key.value === UNKNOWN) return UNKNOWN;
  const isSame =
    wider.key.value.toLowerCase() === narrower.key.value.toLowerCase() &&
    wider.base === narrower.base &&
    wider.set === narrower.set &&
    (wider.ifExists || !narrower.ifExists);
  if (!isSame) return false;
  // Of a negated operator the values are what is left out.
  const [more, fewer] = /Not/.test(wider.base) ? [narrower, wider] : [wider, narrower];
  return all(
    fewer.values.map(({ value: one }) =>
      some(
        more.values.map(({ value: other }) =>
          one === UNKNOWN || other === UNKNOWN ? UNKNOWN : one === other,
        ),
      ),
    ),
  );
}

/** Whether a boundary allows nothing of it: no Allow of it has an action and a resource in common. */
function isOutside(allow: Statement, reading: Reading, boundary: Document): Verdict {
  const bounds = readingOf(boundary);
  const meets = boundary.statements.map(({ effect, ...one }): Truth => {
    if (effect !== "Allow") return effect === UNKNOWN ? UNKNOWN : false;
    return all([
      common(allow.actions, allow.notActions, one.actions, one.notActions, ACTIONS, ACTIONS),
      common(allow.resources, allow.notResources, one.resources, one.notResources, reading, bounds),
    ]);
  });
  const truth = some(meets);
  if (truth === UNKNOWN) return open("what the boundary allows is not known yet");
  return truth ? no("the boundary may allow it") : yes("the boundary allows none of it");
}

function nameOf({ sid, index }: Statement): string {
  return sid === undefined || sid === "" ? `Statement[${index}]` : sid;
}
