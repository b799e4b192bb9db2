/** Statements that allow everything but what they name. Pure. */
import { all, not, some, UNKNOWN, type Truth } from "../../value";
import type { Document, ElementName, Statement, Text } from "../model";
import { isCancelled, readingOf } from "./cancelled";
import type { Reading } from "./glob";
import { isEveryAction, isEveryResource } from "./resources";

/** What is excepted, and whether one of it is everything, so that nothing is allowed. */
const EXCEPTED = {
  Action: { of: ({ notActions }: Statement) => notActions, isAll: isEveryAction },
  Resource: { of: ({ notResources }: Statement) => notResources, isAll: isEveryResource },
  Principal: {
    of: ({ notPrincipals }: Statement) => notPrincipals.map(({ text }) => text),
    isAll: (value: string) => value === "*",
  },
} satisfies Record<
  string,
  { of: (statement: Statement) => readonly Text[]; isAll: (value: string, reading: Reading) => boolean }
>;

/** Whether an Allow is for all but what it names there, and some of it is left. Both together AWS refuses. */
export function allowsAllBut(
  element: keyof typeof EXCEPTED,
  statement: Statement,
  document: Document,
): Truth {
  const { effect, has } = statement;
  if (has.size === 0) return effect === UNKNOWN ? UNKNOWN : false; // it may be any
  const name: ElementName = `Not${element}`;
  const { of, isAll } = EXCEPTED[element];
  const excepted = of(statement);
  if (!has.has(name) || has.has(element) || excepted.length === 0) return false;
  if (effect !== "Allow" && effect !== UNKNOWN) return false;
  const isNothing = some(
    excepted.map(({ value }) => (value === UNKNOWN ? false : isAll(value, readingOf(document)))),
  );
  return all([
    effect === UNKNOWN ? UNKNOWN : true,
    not(isNothing),
    not(isCancelled(statement, document).truth),
  ]);
}
