/** What the words in `Action` and `NotAction` stand for. Pure. */
import { hasWildcard, standsFor } from "../../../naming/wildcard";
import { UNKNOWN } from "../../value";
import { actionsMatching, type ActionMatch } from "../data/matching";
import { service, servicePrefixes } from "../data/services";
import { isUnlistedAction, isWithdrawn } from "../data/unlisted";
import type { Document, Statement, Text } from "../model";

/** "form": it is no word of IAM's at all, which is another's to tell. */
export type WordVerdict = "known" | "no-service" | "no-action" | "form";

/** Whether AWS has what it names. */
export function judgedWord(word: string): WordVerdict {
  if (/^\*+$/.test(word)) return "known";
  const [, prefix, name] = /^([^:]+):(.+)$/s.exec(word) ?? [];
  if (prefix === undefined || name === undefined) return "form";
  if (isWithdrawn(prefix)) return "known";
  if (!hasService(prefix)) return "no-service";
  if (actionsMatching(word).actions.length > 0) return "known";
  return isUnlistedAction(prefix, name) ? "known" : "no-action";
}

function hasService(prefix: string): boolean {
  if (!hasWildcard(prefix)) return service(prefix) !== undefined;
  const pattern = prefix.toLowerCase();
  for (const one of servicePrefixes()) if (standsFor(pattern, one)) return true;
  return false;
}

/** A word that is known, in its place. */
export interface Word {
  readonly statement: Statement;
  readonly element: "actions" | "notActions";
  readonly text: Text;
  readonly value: string;
}

/** The words of a document that are known, whether they stand in Action or in NotAction. */
export function wordsOf({ statements }: Pick<Document, "statements">): readonly Word[] {
  return statements.flatMap((statement) =>
    (["actions", "notActions"] as const).flatMap((element) =>
      statement[element].flatMap((text) =>
        text.value === UNKNOWN ? [] : [{ statement, element, text, value: text.value }],
      ),
    ),
  );
}

/** What the words of `Action` stand for; undefined in the place of one that is not known or stands for nothing. */
export function meant({ actions }: Pick<Statement, "actions">): readonly (ActionMatch | undefined)[] {
  return actions.map(({ value }) => {
    if (value === UNKNOWN) return undefined;
    const match = actionsMatching(value);
    return match.actions.length === 0 ? undefined : match;
  });
}
