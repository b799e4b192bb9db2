/** Actions are of services that there are. */
import { documentRule, type DocumentFinding } from "../iam/document-rule";
import { nearestAction, nearestService } from "../iam/data/nearest";
import { judgedWord, wordsOf, type Word } from "../iam/reasoning/action-words";
import { eachMisnamed } from "../iam/misnamed";
import { withWord } from "../iam/words-put-right";
import { oddCharacters, plainly } from "../iam/odd-characters";
import { KINDS, type Document } from "../iam/model";
import { shown } from "../../refusal/refusal";

export const unknownService = documentRule({
  id: "unknown-service",
  description: "The services in Action and NotAction are ones that AWS has.",
  reason:
    "IAM takes any word before the colon: what is allowed under a wrong one is not allowed, and a Deny of it denies nothing (https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html has all).",
  remedy: "Write the prefix as AWS has it.",
  level: "advisory",
  severity: "high",
  kinds: KINDS,
  finds: "form",
  settings: {},
  check: (document) =>
    eachMisnamed(
      wordsOf(document).filter(({ value }) => judgedWord(value) === "no-service"),
      ({ value }) => meantBy(value),
      (word, right) => judged(document, word, right),
    ),
});

function judged(document: Document, word: Word, right: string | undefined): DocumentFinding {
  const { statement, text, value } = word;
  const prefix = value.slice(0, value.indexOf(":"));
  const odd = oddCharacters(prefix);
  const fix = right === undefined ? undefined : withWord(document, word, right);
  return {
    place: text.place,
    statement,
    rule: "an action of a service that AWS has",
    got: `${shown(value)}${odd === undefined ? "" : ` with ${odd}`}`,
    remedy:
      right === undefined
        ? `look up the prefix that is meant: there is no ${shown(prefix)}`
        : `write ${shown(right)}`,
    actions: [value],
    ...(fix === undefined ? {} : { fix }),
  };
}

/** With what stands behind the colon put right, too, where it must be. */
function meantBy(value: string): string | undefined {
  const plain = plainly(value);
  if (plain !== value && judgedWord(plain) === "known") return plain;
  const name = plain.slice(plain.indexOf(":") + 1);
  const service = nearestService(plain.slice(0, plain.indexOf(":")), name);
  if (service === undefined) return undefined;
  const same = `${service}:${name}`;
  return judgedWord(same) === "known" ? same : (nearestAction(plain) ?? same);
}
