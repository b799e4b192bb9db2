/**
 * Which actions an Allow gives on every resource although AWS lets one name them: no ARN, no condition and no Deny says
 * which. Pure.
 */
import { all, not, some, UNKNOWN, type Truth } from "../../value";
import { actionsMatching } from "../data/matching";
import type { Document, Place, Statement, Text } from "../model";
import { namesEverything } from "./administrator";
import { readingOf } from "./cancelled";
import { denialsOn, type Denials } from "./denials";
import { everyResource, restrictable, wideOnes, type Wide } from "./every-resource";
import type { Reading } from "./glob";
import { saysWhich } from "./says-which";

/** An action that is on everything. */
export interface OnEverything {
  /** As written, and one action that it stands for. */
  readonly word: string;
  readonly action: string;
  readonly resource: string;
  readonly place: Place;
}

/** The words of a statement, each with what shows it; whether they count, where part of it is not known. */
export function onEverything(
  statement: Statement,
  document: Document,
): { readonly truth: Truth; readonly found: readonly OnEverything[] } {
  const { effect, actions, resources, conditions } = statement;
  const isAllow: Truth = effect === UNKNOWN ? UNKNOWN : effect === "Allow";
  const isOther = not(namesEverything(statement, document));
  if (isAllow === false || isOther === false) return { truth: false, found: [] };
  const wide = wideOnes(resources, readingOf(document));
  const isOpen = resources.some(({ value }) => value === UNKNOWN);
  if (wide.length === 0 && !isOpen) return { truth: false, found: [] };
  const isAny = not(saysWhich(conditions));
  if (isAny === false) return { truth: false, found: [] };
  const denials = denialsOn(statement, document);
  const each = actions.map((word) => ofWord(word, wide, isOpen, readingOf(document), denials));
  const truth = all([isAllow, isOther, isAny, some(each.map((one) => one.truth))]);
  return { truth, found: each.flatMap(({ found }) => found ?? []) };
}

/** Whether one of the actions that a word stands for is on everything, and no Deny takes it away or says which. */
function ofWord(
  { value }: Text,
  wide: readonly Wide[],
  isOpen: boolean,
  reading: Reading,
  denials: Denials,
): { readonly truth: Truth; readonly found?: OnEverything } {
  if (value === UNKNOWN) return { truth: UNKNOWN };
  const match = actionsMatching(value);
  let truth: Truth = false;
  for (const action of restrictable(match, wide)) {
    const resource = everyResource(action, wide, reading);
    if (resource === undefined) continue;
    const isLeft = all([not(denials.limit(action)), not(denials.cancel(action))]);
    const name = `${action.service}:${action.name}`;
    if (isLeft === true)
      return {
        truth: true,
        found: { word: value, action: name, resource: String(resource.value), place: resource.place },
      };
    if (isLeft === UNKNOWN) truth = UNKNOWN;
  }
  if (truth === false && isOpen && (match.bySupport.get("required") ?? []).length > 0) truth = UNKNOWN;
  return { truth };
}
