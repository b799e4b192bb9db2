/** What can be said of a text that names no resource of any state. Pure. */
import { WORD } from "../../naming/identity";
import { tagsOf, type Resource } from "../rehearsal/exported";
import { isTwin, readArn } from "./arn";

/** Whose a derived name is. */
export interface StageOfName {
  readonly project: string;
  readonly stage: string;
}

/**
 * The stage whose names the text begins like, in any part of an ARN or a path: `<project>-<stage>-…`, or
 * `…/<project>/<stage>/…`. A name belongs to one stage only (docs/decisions/0005).
 */
export function stageByName(text: string, projects: readonly string[]): StageOfName | undefined {
  const parts = text.split(/[/:]/);
  const found = parts.flatMap((part, index): StageOfName[] => {
    const [first = "", second = "", third = ""] = part.split("-");
    const next = parts[index + 1] ?? "";
    if (projects.includes(first) && WORD.test(second) && third !== "")
      return [{ project: first, stage: second }];
    const isPath = projects.includes(part) && WORD.test(next) && parts[index + 2] !== undefined;
    return isPath ? [{ project: part, stage: next }] : [];
  });
  return found[0];
}

/** The ARN of a resource of the same kind and name in another account or region. */
export function twinOf(text: string, resources: readonly Resource[]): string | undefined {
  const wanted = readArn(text);
  if (wanted === undefined) return undefined;
  const arns = resources.flatMap(({ outputs, inputs }) =>
    inputs["arn"] === undefined && typeof outputs["arn"] === "string" ? [outputs["arn"]] : [],
  );
  return arns.find((arn) => {
    const own = readArn(arn);
    return own !== undefined && arn !== text && isTwin(wanted, own);
  });
}

/** The projects the tags of the resources say. */
export function projectsOf(resources: readonly Resource[]): string[] {
  return [...new Set(resources.flatMap((one) => tagsOf(one)["Project"] ?? []))];
}
