/** Statements of wildcards only: every action on every resource. Pure. */
import { all, some, UNKNOWN, type Truth } from "../../value";
import type { Document, Statement, Text } from "../model";
import { readingOf } from "./cancelled";
import { isEveryAction, isEveryResource } from "./resources";

/**
 * Whether an Allow names everything, in whatever spelling. Its conditions do not count: what passes them may still do
 * everything. Nor does a Deny.
 */
export function namesEverything({ effect, actions, resources }: Statement, document: Document): Truth {
  return all([
    effect === UNKNOWN ? UNKNOWN : effect === "Allow",
    has(actions, isEveryAction),
    has(resources, (one) => isEveryResource(one, readingOf(document))),
  ]);
}

function has(texts: readonly Text[], holds: (text: string) => boolean): Truth {
  return some(texts.map(({ value }) => (value === UNKNOWN ? UNKNOWN : holds(value))));
}
