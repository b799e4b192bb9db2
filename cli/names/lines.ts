/** The names as people read them: tables whose names are never cut, so that they can be copied. Pure. */
import { PARTS as IDENTITY_PARTS } from "../../naming/identity";
import { aligned } from "../rehearsal/aligned";
import type { NamedRow } from "./named";
import type { Block, NamesReport } from "./report";

/** The tables. */
export function namesLines({ prefix, blocks }: NamesReport): string[] {
  const lines = [`every name begins with ${prefix}, behind what its type puts before it`];
  return [...lines, ...blocks.flatMap((block) => ["", ...blockLines(block)])];
}

/** What to look at: names that are cut. */
export function namesWarnings({ blocks }: NamesReport): string[] {
  return blocks.flatMap(({ names }) =>
    names.flatMap(({ type, name, cutFrom, length }) => {
      if (cutFrom === undefined) return [];
      return [`cut to ${length} characters: ${cutFrom} is called ${name} (${type})`];
    }),
  );
}

function blockLines({ title, identity, names, tags, parameters, dns }: Block): string[] {
  const who = IDENTITY_PARTS.flatMap((part) =>
    identity[part] === undefined ? [] : [`${part} ${identity[part]}`],
  );
  const tagged = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  const open = [
    ...(tags["Role"] === undefined ? ["Role and Name, each its own"] : []),
    ...(tags["Owner"] === undefined ? ["Owner and CostCenter, as the stack's settings say"] : []),
  ];
  return [
    [title, who.join(", ")].filter((text) => text !== "").join(": "),
    ...indented(aligned([...names.map(row)], Infinity)),
    ...indented(
      aligned(
        [
          ["tags", tagged.join(", ") + open.map((text) => `; ${text}`).join("")],
          ...labelled("parameters", parameters),
          ...labelled("DNS names", dns),
        ],
        Infinity,
      ),
    ),
  ];
}

function row({ type, name, logicalName, length, limit, cutFrom }: NamedRow): string[] {
  const mark = cutFrom === undefined ? "" : "cut";
  return [type, name, `${length} of ${limit}`, logicalName, mark];
}

/** The label stands on the first line alone. */
function labelled(label: string, values: readonly string[]): string[][] {
  return values.map((value, index) => [index === 0 ? label : "", value]);
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
