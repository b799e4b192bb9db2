/** Actions are ones that their service has, and patterns stand for some. */
import { hasWildcard } from "../../naming/wildcard";
import { documentRule, type DocumentFinding } from "../iam/document-rule";
import { nearestAction } from "../iam/data/nearest";
import { judgedWord, wordsOf, type Word } from "../iam/reasoning/action-words";
import { eachMisnamed } from "../iam/misnamed";
import { withWord } from "../iam/words-put-right";
import { oddCharacters, plainly } from "../iam/odd-characters";
import { KINDS, type Document } from "../iam/model";
import { shown } from "../../refusal/refusal";

export const unknownAction = documentRule({
  id: "unknown-action",
  description:
    "The actions in Action and NotAction are ones that their service has, and patterns stand for some.",
  reason:
    "IAM takes any word behind the colon: what is allowed by a wrong one is not allowed, and a Deny of it denies nothing. Calls of the API, of the SDK and of the command line often have another name than the action that allows them (https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html has all).",
  remedy: "Write the action as AWS has it.",
  level: "advisory",
  severity: "high",
  kinds: KINDS,
  finds: "form",
  settings: {},
  check: (document) =>
    eachMisnamed(
      wordsOf(document).filter(({ value }) => judgedWord(value) === "no-action"),
      ({ value }) => meantBy(value),
      (word, right) => judged(document, word, right),
    ),
});

function judged(document: Document, word: Word, right: string | undefined): DocumentFinding {
  const { statement, text, value } = word;
  const odd = oddCharacters(value);
  const fix = right === undefined ? undefined : withWord(document, word, right);
  const isPattern = hasWildcard(value);
  return {
    place: text.place,
    statement,
    rule: isPattern ? "a pattern that some action of its service fits" : "an action that its service has",
    got: `${shown(value)}${odd === undefined ? "" : ` with ${odd}`}`,
    remedy:
      right !== undefined
        ? `write ${shown(right)}`
        : isPattern
          ? "name the actions that are meant: it stands for none"
          : "look up the action that allows what is meant",
    actions: [value],
    ...(fix === undefined ? {} : { fix }),
  };
}

function meantBy(value: string): string | undefined {
  const plain = plainly(value);
  return plain !== value && judgedWord(plain) === "known" ? plain : nearestAction(plain);
}
