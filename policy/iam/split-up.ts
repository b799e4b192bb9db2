/** A statement in two: what is about its resources, and what is about something else, with the ARNs of that. Pure. */
import { UNKNOWN, type Values } from "../value";
import { actionsMatching } from "./data/matching";
import type { Action } from "./data/reference";
import { changed, withText } from "./changed";
import type { Document, Statement, Text } from "./model";
import { formatsOf, mayMeet } from "./reasoning/action-resources";
import { isEveryOfType } from "./reasoning/resources";

/** @param lost the actions that are about none of the resources; undefined where nobody can tell what they are about */
export function splitUp(
  document: Document,
  statement: Statement,
  lost: readonly Text[],
  resources: readonly string[],
): readonly Values[] | undefined {
  const actions = lost.flatMap(({ value }) =>
    value === UNKNOWN ? [] : actionsMatching(value).actions.slice(0, MOST),
  );
  const meant = resourcesOf(actions, resources);
  const [first] = statement.resources;
  if (meant === undefined || first === undefined) return undefined;
  const left = statement.actions.filter((text) => !lost.includes(text));
  const { sid, ...unnamed } = statement;
  // A Sid stands only once.
  const other = left.length === 0 && sid !== undefined ? { ...unnamed, sid } : unnamed;
  const parts = [
    ...(left.length === 0 ? [] : [changed(document, statement, { actions: left })]),
    changed(document, other, { actions: lost, resources: withText([first], first, meant) }),
  ];
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

/** What a pattern stands for is tried no further. */
const MOST = 50;

/** `*`, where all of them know nothing else; or the bucket of these objects, the objects of this bucket, … */
function resourcesOf(
  actions: readonly Action[],
  resources: readonly string[],
): readonly string[] | undefined {
  if (actions.every(({ resourceTypes }) => resourceTypes.length === 0)) return ["*"];
  const near = resources.flatMap((one) =>
    one.endsWith("/*") ? [one.slice(0, -2)] : [`${one}/*`, `${one}:*`],
  );
  const found = near.filter((one) => actions.some((action) => mayMeet(action, [one])));
  const isNarrow = found.every((one) => actions.every((action) => !isEveryOfType(one, formatsOf(action))));
  return found.length > 0 && isNarrow && actions.every((action) => mayMeet(action, found))
    ? found
    : undefined;
}
