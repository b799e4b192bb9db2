/** How everything is, for people. Pure. */
import type { Condition } from "../../local/planes/condition";
import { aligned } from "../rehearsal/aligned";

const WIDTH = 110;

/** What no result here shows; docs/local.md has it plane by plane. */
export const NOT_MODELLED =
  "Not modelled: TLS, IAM, networks and security groups, propagation as AWS has it, and more (docs/local.md).";

export function conditionLines(condition: Condition): string[] {
  const { planes, urls, targets, instances, functions, memoryMiB } = condition;
  return [
    ...block(
      "planes",
      planes.map(({ name, answers, detail }) => [name, answers ? "answers" : "does not answer", detail]),
    ),
    ...block(
      "urls",
      urls.map(({ name, url }) => [name, `curl ${url}/`]),
    ),
    ...block(
      "targets",
      targets.map(({ group, id, port, state, reason = "", description = "" }) => {
        return [group, `${id}:${port}`, state, [reason, description].filter(Boolean).join(": ")];
      }),
    ),
    ...block(
      "instances",
      instances.map(({ id, group, address, state }) => [id, group, address, state]),
    ),
    ...block(
      "functions",
      functions.map(({ name, version, aliases }) => [name, `version ${version}`, aliases.join(", ")]),
    ),
    ...(memoryMiB === undefined ? [] : [`memory: ${Math.round(memoryMiB)} MiB of all processes together`]),
    NOT_MODELLED,
  ];
}

function block(title: string, rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  return [title, ...aligned(rows, WIDTH - 2).map((line) => `  ${line}`)];
}
