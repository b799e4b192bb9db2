/** What differs between stages, side by side: their settings, then what each of their layers has. Pure. */
import { aligned } from "./aligned";
import { stackAndProject } from "../../wire/urn";
import { standing, type ExportedStack } from "./exported";
import { layersOf, titleOf, type Layer } from "./layers";
import { ENTRY, OBJECT, settingsOf, type Settings } from "./settings";

/** A stage that stands. */
export interface Stage {
  readonly name: string;
  readonly exported: ExportedStack;
  /** Key → value, as in `Pulumi.<stack>.yaml`. */
  readonly config: Readonly<Record<string, unknown>>;
}

/** Stands for what a stage does not have. */
const ABSENT = "–";

/** A table of at most that many characters a line: a row for each difference, a column for each stage. */
export function differenceLines(stages: readonly Stage[], width: number): string[] {
  const settings = stages.map(({ exported, config }) => {
    return settingsOf(config, stackAndProject(standing(exported)[0]?.urn ?? "").project);
  });
  const layers = stages.map(({ exported }) => layersOf(exported));
  const rows = [...settingRows(settings), ...layerRows(layers)];
  return aligned(
    [[`what differs (${ABSENT}: not there)`, ...stages.map(({ name }) => name)], ...rows.map(indented)],
    width,
  );
}

function indented([first = "", ...others]: readonly string[]): string[] {
  return [`  ${first}`, ...others];
}

/** Of an entry that only some stages have, such as a service, that is the one row; an object goes by what is in it. */
function settingRows(stages: readonly Settings[]): string[][] {
  const paths = [...new Set(stages.flatMap((settings) => [...settings.keys()]))].sort();
  const rows = paths
    .map((path) => [path, ...stages.map((settings) => settings.get(path) ?? ABSENT)])
    .filter(differs);
  const isWithin = ([path = ""]: readonly string[], [outer = ""]: readonly string[]): boolean =>
    path.startsWith(`${outer}.`);
  return rows.filter(
    (row) =>
      !rows.some((other) => other.includes(ENTRY) && isWithin(row, other)) &&
      !(row.includes(OBJECT) && rows.some((other) => isWithin(other, row))),
  );
}

/** How many resources every layer has, and of which types not every stage has as many. */
function layerRows(stages: readonly (readonly Layer[])[]): string[][] {
  const titles = [...new Set(stages.flatMap((layers) => layers.map(titleOf)))].sort();
  const sum = (layers: readonly Layer[]): number => layers.reduce((all, { resources }) => all + resources, 0);
  return [
    ["resources", ...stages.map((layers) => String(sum(layers)))],
    ...titles.flatMap((title) => {
      const own = stages.map((layers) => layers.find((layer) => titleOf(layer) === title));
      const types = [...new Set(own.flatMap((layer) => Object.keys(layer?.types ?? {})))].sort();
      const typeRows = types.map((type) => [
        `  ${type}`,
        ...own.map((layer) => String(layer?.types[type] ?? 0)),
      ]);
      return [
        [title, ...own.map((layer) => (layer === undefined ? ABSENT : String(layer.resources)))],
        // Of a layer that a stage lacks, its types would say the same again.
        ...(own.includes(undefined) ? [] : typeRows.filter(differs)),
      ];
    }),
  ];
}

function differs([, first, ...others]: readonly string[]): boolean {
  return others.some((other) => other !== first);
}
