/** Findings as people read them in a terminal: by resource, the worst first. Pure. */
import type { Report } from "../report";
import { inOrder } from "./order";
import { pointed, titles } from "./place";
import { summary } from "./summary";
import { visible } from "./visible";

/** How to colour; without it, not at all. */
export interface Colours {
  readonly bold: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly dim: (text: string) => string;
}

const same = (text: string): string => text;
const PLAIN: Colours = { bold: same, red: same, yellow: same, dim: same };

/** A title for each resource, a line for each finding, and how many there are. */
export function textLines(reports: readonly Report[], colours: Colours = PLAIN): readonly string[] {
  const named = titles(reports);
  const lines = [...byPlace(inOrder(reports))].flatMap(([place, those]) => [
    colours.bold(visible(named.get(place) ?? place)),
    ...those.flatMap((report) => reportLines(report, colours)),
    "",
  ]);
  return [...lines, summary(reports)];
}

/** In the order of the worst of each. */
function byPlace(reports: readonly Report[]): ReadonlyMap<string, readonly Report[]> {
  const places = new Map<string, Report[]>();
  for (const report of reports) {
    const those = places.get(report.urn);
    if (those === undefined) places.set(report.urn, [report]);
    else those.push(report);
  }
  return places;
}

/** The place first, where it is in a file. */
function reportLines({ level, severity, rule, message, ...report }: Report, colours: Colours): string[] {
  const { red, yellow, dim } = colours;
  const { statement, actions, fix } = report;
  const mark = level === "mandatory" ? red : yellow;
  const about = [...(statement === undefined ? [] : [statement]), ...(actions ?? [])];
  const place = report.line === undefined ? "" : `${visible(pointed(report, report.urn))}: `;
  return [
    `  ${place}${mark(`${level}, ${severity}`)}, ${rule}: ${visible(message)}`,
    ...(about.length === 0 ? [] : [dim(`    in ${visible(about.join(", "))}`)]),
    ...(fix === undefined ? [] : ["    what would pass:", ...fix.split(/\r?\n/).map(indented)]),
  ];
}

function indented(line: string): string {
  return `      ${visible(line)}`;
}
