/** A statement in two: what is about its resources, and what is about something else, with the ARNs of that. Pure. */
import { UNKNOWN, type Values } from "../value";
import { actionsMatching, type ActionMatch } from "./data/matching";
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
  const matches = lost.flatMap(({ value }) => (value === UNKNOWN ? [] : [actionsMatching(value)]));
  const meant = resourcesOf(matches, resources);
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

/** What of the resources is tried. */
const MOST = 20;

/** `*`, where all of them know nothing else; or the bucket of these objects, the objects of this bucket, … */
function resourcesOf(
  matches: readonly ActionMatch[],
  resources: readonly string[],
): readonly string[] | undefined {
  if (matches.every((match) => formatsOf(match).length === 0)) return ["*"];
  if (resources.length > MOST || matches.length > MOST) return undefined;
  const near = resources.flatMap((one) =>
    one.endsWith("/*") ? [one.slice(0, -2)] : [`${one}/*`, `${one}:*`],
  );
  const found = near.filter((one) => matches.some((match) => mayMeet(match, [one])));
  const isNarrow = found.every((one) => matches.every((match) => !isEveryOfType(one, formatsOf(match))));
  return found.length > 0 && isNarrow && matches.every((match) => mayMeet(match, found)) ? found : undefined;
}
