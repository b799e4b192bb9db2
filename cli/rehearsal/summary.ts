/** What stands after an up, for people and for machines: each stage by its layers, then what differs between them. Pure. */
import { aligned, cut } from "./aligned";
import { differenceLines, type Stage } from "./differences";
import { layersOf, stackOutputs, titleOf, type Layer } from "./layers";

export interface Summary {
  /** For people; at most 110 characters each. */
  readonly lines: readonly string[];
  /** For machines. */
  readonly stages: readonly StageReport[];
}

export interface StageReport {
  readonly name: string;
  /** How many resources of AWS there are. */
  readonly resources: number;
  readonly layers: readonly Pick<Layer, "name" | "kind" | "resources" | "types">[];
  /** What the stack gives out, without secrets. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

const WIDTH = 110;

/**
 * The summary of the stages that stand; what differs is told where there are several.
 *
 * @throws ZodError when one is no exported stack
 */
export function summarise(stages: readonly Stage[]): Summary {
  const blocks = stages.map(({ name, exported }) => stageLines(name, layersOf(exported)));
  const differences = stages.length > 1 ? [differenceLines(stages, WIDTH)] : [];
  return {
    lines: [...blocks, ...differences].flatMap((block, index) => (index === 0 ? block : ["", ...block])),
    stages: stages.map(({ name, exported }) => {
      const layers = layersOf(exported).map(({ name, kind, resources, types }) => ({
        name,
        kind,
        resources,
        types,
      }));
      return { name, resources: total(layers), layers, outputs: stackOutputs(exported) };
    }),
  };
}

/** A stage: every layer with its resources by type, and below them its names and addresses. */
function stageLines(name: string, layers: readonly Layer[]): string[] {
  return [
    cut(`${name}: ${counted(total(layers))}`, WIDTH),
    ...layers.flatMap((layer) => {
      const types = Object.entries(layer.types).map(([type, count]) =>
        count === 1 ? type : `${type} ×${count}`,
      );
      const facts = factsOf(layer.outputs);
      return [
        cut(`  ${titleOf(layer)}: ${layer.resources}`, WIDTH),
        ...wrapped(types, WIDTH - 4).map((line) => `    ${line}`),
        ...aligned(facts, WIDTH - 4).map((line) => `    ${line}`),
      ];
    }),
  ];
}

function total(layers: readonly Pick<Layer, "resources">[]): number {
  return layers.reduce((sum, { resources }) => sum + resources, 0);
}

function counted(resources: number): string {
  return resources === 1 ? "1 resource" : `${resources} resources`;
}

/** What is for machines: ids, ARNs and parts of these. */
const FOR_MACHINES = /(?:Ids?|Arns?|arn|arnSuffix)$/;

/** Names, addresses and numbers by their path; lists are left out. */
function factsOf(outputs: object, path = ""): string[][] {
  return Object.entries(outputs).flatMap(([key, value]: [string, unknown]) => {
    if (FOR_MACHINES.test(key)) return [];
    if (typeof value === "object" && value !== null)
      return Array.isArray(value) ? [] : factsOf(value, `${path}${key}.`);
    const simple = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    return simple && value !== "" ? [[path + key, String(value)]] : [];
  });
}

/** The words, separated by commas, on lines of at most that many characters. */
function wrapped(words: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const [index, word] of words.entries()) {
    const written = index === words.length - 1 ? word : `${word},`;
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + written.length <= width)
      lines[lines.length - 1] = `${last} ${written}`;
    else lines.push(cut(written, width));
  }
  return lines;
}
