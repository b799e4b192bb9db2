/** The statement with one word of `Action` or `NotAction` put right, where nothing else is wrong with it then. Pure. */
import { hasWildcard } from "../../naming/wildcard";
import type { Values } from "../value";
import { changed, withText } from "./changed";
import type { Document } from "./model";
import type { Word } from "./reasoning/action-words";
import { fitsIn } from "./reasoning/action-fits";

export function withWord(
  document: Document,
  { statement, element, text }: Word,
  right: string,
): Values | undefined {
  // What a pattern stands for may be more than anybody meant, and one word may be there already.
  if (hasWildcard(right) || !fitsIn(document, statement, right)) return undefined;
  const isThere = statement[element].some(
    ({ value }) => typeof value === "string" && value.toLowerCase() === right.toLowerCase(),
  );
  return changed(document, statement, {
    [element]: withText(statement[element], text, isThere ? [] : [right]),
  });
}
