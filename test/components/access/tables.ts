/** The tables and lists of docs/access.md, out of the documents themselves. */
import { format, resolveConfig } from "prettier";
import type { Condition } from "../../../components/policy-document";
import { allows } from "./evaluate";
import { deeds } from "./deeds";
import { documents, place, roleNames, type RoleName } from "./roles";

/** Where each stands in the text: between `<!-- <name> -->` and `<!-- end of <name> -->`. */
export const tables = { deeds: deedTable, permissions: permissionList } as const;

/** The text with its tables made anew, as Prettier leaves it; every table must be there. */
export async function withTables(text: string): Promise<string> {
  const made = Object.entries(tables).reduce((before, [name, table]) => {
    const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
    const [head, rest] = before.split(begin);
    const tail = rest?.split(end)[1];
    if (head === undefined || tail === undefined) throw new Error(`the text has no table ${name}`);
    return `${head}${begin}\n\n${table().join("\n")}\n\n${end}${tail}`;
  }, text);
  const options = await resolveConfig(__filename);
  return format(made, { ...options, parser: "markdown" });
}

/** A row for each thing there is to do, a column for each role. */
function deedTable(): string[] {
  const rows = Object.entries(deeds).map(([deed, asked]) => [
    deed,
    ...roleNames.map((role) => (asked.every((question) => allows(documents[role], question)) ? "yes" : "–")),
  ]);
  return markdown(["", ...roleNames], rows);
}

/** For each role a list of its statements. */
function permissionList(): string[] {
  return roleNames.flatMap((role: RoleName) => [
    `### ${role}`,
    "",
    ...documents[role].Statement.flatMap(
      ({ Sid, Effect, Action, NotAction = [], Resource, Condition = {} }) => [
        `- **${Sid}**${Effect === "Deny" ? ", never" : ""}: ${Action === undefined ? `anything but ${listed(NotAction)}` : listed(Action)}`,
        ...[Resource].flat().map((resource) => `  - on ${listed([resource])}`),
        ...conditions(Condition).map((condition) => `  - if ${condition}`),
      ],
    ),
    "",
  ]);
}

function conditions(condition: Condition): string[] {
  return Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, wanted]) => `\`${key}\` ${operator} ${listed([wanted].flat())}`),
  );
}

/** Each as code; account and region by their kind. */
function listed(texts: readonly string[]): string {
  return texts
    .map((text) => text.replaceAll(place.accountId, "<account>").replaceAll(place.region, "<region>"))
    .map((text) => `\`${text}\``)
    .join(", ");
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}
