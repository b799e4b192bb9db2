/** Nothing stands in a document twice. */
import { shown } from "../../refusal/refusal";
import { documentRule, type DocumentFinding } from "../iam/document-rule";
import { KINDS, type Document, type Statement } from "../iam/model";
import { contentsOf, passes } from "../iam/passes";
import { repeatedKeys, repeatedWords, withoutRepeated } from "../iam/repeated";
import { keyOf, writtenStatement } from "../iam/written";
import type { Values } from "../value";

export const duplicates = documentRule({
  id: "duplicates",
  description: "No key, Sid, statement or word stands in a policy document twice.",
  reason:
    "Of a JSON key that is written twice only the last one counts, and what stood under the first is lost: a condition, or all statements. IAM refuses equal Sids (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html). What is merely repeated takes of the document's size, and whoever removes one of the two believes that it is gone.",
  remedy: "Join the two, or remove one of them.",
  level: "advisory",
  severity: "medium",
  kinds: KINDS,
  finds: "form",
  settings: {},
  check: (document) => [
    ...doubledKeys(document),
    ...equalStatements(document),
    ...document.statements.flatMap((statement) => repeatedIn(document, statement)),
  ],
});

function doubledKeys({ defects, statements }: Document): readonly DocumentFinding[] {
  return defects.flatMap(
    ({ what, place, statement: index, rule, got, remedy }): readonly DocumentFinding[] => {
      if (what !== "doubled") return [];
      const finding = { place, rule, got, remedy };
      if (index === undefined) return [finding];
      return [{ ...finding, statement: statements.find((one) => one.index === index) ?? { index } }];
    },
  );
}

/** The same statement under whatever Sid, or another one under the same Sid. */
function equalStatements(document: Document): readonly DocumentFinding[] {
  const { statements } = document;
  if (statements.length < 2) return [];
  const said = contentsOf(document);
  const contents = new Map<string, Statement>();
  const sids = new Map<string, Statement>();
  return statements.flatMap((statement, position): readonly DocumentFinding[] => {
    const { sid = "", place } = statement;
    const same = firstWith(contents, said[position] ?? "", statement);
    const namesake = firstWith(sids, sid, statement);
    if (same !== undefined) {
      const rule = "another statement than those before it";
      return [
        { place, statement, rule, got: `the same as ${same.place.path}`, remedy: "remove it", fix: [] },
      ];
    }
    if (namesake === undefined) return [];
    const fix = renamed(document, statement, sid);
    return [
      {
        place: { ...place, path: `${place.path}.Sid` },
        statement,
        rule: "a Sid that no other statement has",
        got: `${shown(sid)}, as ${namesake.place.path} has`,
        remedy: "give it a Sid of its own, or none",
        ...(fix === undefined ? {} : { fix }),
      },
    ];
  });
}

/** The one that came first with this key, if it is another. */
function firstWith(seen: Map<string, Statement>, key: string, statement: Statement): Statement | undefined {
  const first = key === "" ? undefined : seen.get(key);
  if (first === undefined) seen.set(key, statement);
  return first;
}

/** Under a Sid of its own: `Read2`. */
function renamed(document: Document, { index }: Statement, sid: string): Values | undefined {
  const written = writtenStatement(document, index);
  if (written === undefined) return undefined;
  const taken = new Set(document.statements.map((one) => one.sid));
  let number = 2;
  while (taken.has(`${sid}${number}`)) number += 1;
  const fix = { ...written, [keyOf(written, "Sid")]: `${sid}${number}` };
  return passes(fix, document, index) ? fix : undefined;
}

function repeatedIn(document: Document, statement: Statement): readonly DocumentFinding[] {
  const lists = repeatedWords(statement);
  const keys = repeatedKeys(statement).map((key): DocumentFinding => {
    const got = `${shown(key.value)} beside the same key in other case`;
    const [rule, remedy] = [
      "there once: keys are the same in any case",
      "join their values under one of them",
    ];
    return { place: key.place, statement, rule, got, remedy };
  });
  if (lists.length === 0) return keys;
  const written = writtenStatement(document, statement.index);
  const once = written === undefined ? undefined : withoutRepeated(written);
  const fix = once !== undefined && passes(once, document, statement.index) ? { fix: once } : {};
  const words = lists.flatMap((texts): readonly DocumentFinding[] => {
    const [first] = texts;
    if (first === undefined) return [];
    const said = texts.map(({ value }) => shown(value));
    const got = `${said.slice(0, 3).join(", ")}${said.length > 3 ? ", …" : ""} more than once`;
    const rule = "a list in which nothing stands twice";
    const isAction = statement.actions.includes(first) || statement.notActions.includes(first);
    const actions = isAction ? { actions: texts.map(({ value }) => String(value)) } : {};
    return [{ place: first.place, statement, rule, got, remedy: "remove it", ...actions, ...fix }];
  });
  return [...keys, ...words];
}
