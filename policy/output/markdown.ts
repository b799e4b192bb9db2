/** Findings as a comment on a pull request. Pure. */
import type { Report } from "../report";
import { inOrder } from "./order";
import { pointed, titles } from "./place";
import { counted, summary } from "./summary";
import { visible } from "./visible";

/** A longer table is folded. */
const ROWS_SEEN = 20;

/** GitHub refuses a comment of more than 65,536 characters ("Body is too long"). */
const LONGEST = 60_000;

const HEAD = ["| Level | Severity | Rule | Resource | Finding |", "| --- | --- | --- | --- | --- |"];

/**
 * A headline with counts, and a table; the findings that no comment has room for are counted below it.
 *
 * @param by - what has found them
 */
export function markdown(reports: readonly Report[], by = "multistage audit"): string {
  const headline = `### ${by}: ${summary(reports)}`;
  if (reports.length === 0) return `${headline}\n`;
  const named = titles(reports);
  const rows = inOrder(reports).map((report) =>
    row(report, pointed(report, named.get(report.urn) ?? report.urn)),
  );
  const shown = thatFit(rows);
  const table = [...HEAD, ...shown];
  const folded = ["<details>", `<summary>${counted(shown.length, "finding")}</summary>`, ""];
  const left = rows.length - shown.length;
  return [
    headline,
    "",
    ...(shown.length <= ROWS_SEEN ? table : [...folded, ...table, "", "</details>"]),
    ...(left === 0 ? [] : ["", `${left} more: the other formats have them all.`]),
    "",
  ].join("\n");
}

function row({ level, severity, rule, message, statement, actions, fix }: Report, title: string): string {
  const about = [...(statement === undefined ? [] : [statement]), ...(actions ?? [])];
  const finding = [
    code(message),
    ...(about.length === 0 ? [] : [`in ${code(about.join(", "))}`]),
    ...(fix === undefined ? [] : ["what would pass:", ...fix.split(/\r?\n/).map(code)]),
  ];
  const marked = level === "mandatory" ? `**${level}**` : level;
  return `| ${[marked, severity, code(rule), code(title), finding.join("<br>")].join(" | ")} |`;
}

/** In code nothing is a link and nobody is mentioned; as numbers, characters mean nothing but themselves. */
function code(text: string): string {
  const escaped = visible(text)
    .replaceAll(/[!"#$%&*+<>?@[\\\]^_`{|}~\t]|:(?=\/\/)/g, (one) => `&#${one.charCodeAt(0)};`)
    .replace(/^ +/, (spaces) => "&nbsp;".repeat(spaces.length));
  return `<code>${escaped}</code>`;
}

function thatFit(rows: readonly string[]): readonly string[] {
  let length = 0;
  const tooLong = rows.findIndex((one) => (length += one.length + 1) > LONGEST);
  return tooLong === -1 ? rows : rows.slice(0, tooLong);
}
