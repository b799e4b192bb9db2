/** Whether a statement can be offered in the place of another. Pure. */
import { isList, isValues, UNKNOWN, type Value, type Values } from "../value";
import { documentFrom, normalForm, type Document } from "./model";

const known = new WeakMap<Document, readonly string[]>();

/** What each statement says, whatever its Sid and however it is written; `""` for what is not known or says nothing. */
export function contentsOf(document: Document): readonly string[] {
  const before = known.get(document);
  if (before !== undefined) return before;
  const normal = normalForm(document)["Statement"];
  const contents = document.statements.map(({ isComplete }, position) =>
    isComplete ? contentOf(isList(normal) ? normal[position] : undefined) : "",
  );
  known.set(document, contents);
  return contents;
}

/** Whether nothing is wrong with its form, and no other statement says the same. */
export function passes(fix: Values, document: Document, index: number): boolean {
  const read = documentFrom({ Version: "2012-10-17", Statement: [fix] }, document.kind);
  if (read === UNKNOWN) return true;
  const [content = ""] = contentsOf(read);
  if (read.defects.length > 0) return false;
  const others = contentsOf(document).filter((_, position) => document.statements[position]?.index !== index);
  return content === "" || !others.includes(content);
}

function contentOf(normal: Value): string {
  if (normal === undefined || !isValues(normal)) return "";
  const inAnyCase = (given: Value): Value =>
    isList(given)
      ? [...new Set(given.map((one) => (typeof one === "string" ? one.toLowerCase() : one)))].sort()
      : given;
  const { Action: action, NotAction: notAction } = normal;
  const content = { ...normal, Sid: undefined, Action: inAnyCase(action), NotAction: inAnyCase(notAction) };
  const text = JSON.stringify(content);
  return text === "{}" ? "" : text;
}
