/** The text of an exported stack, checked before anything is read from it. Pure. */
import { Refusal, shown, type Problem } from "../../refusal/refusal";
import type { Json } from "../../wire/values";

export type Fields = Readonly<Record<string, Json>>;

/** A resource as an export has it, as far as an audit reads it; Go writes a list without entries as null. */
export interface Exported {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  /** `<urn>::<id>` of its provider. */
  readonly provider?: string;
  readonly inputs?: Fields | null;
  readonly propertyDependencies?: Readonly<Record<string, readonly string[] | null>> | null;
  /** Whether Pulumi refuses to delete it. */
  readonly protect?: boolean;
  /** Whether the program has only looked it up. */
  readonly external?: boolean;
  /** Whether it was replaced and waits to be deleted. */
  readonly delete?: boolean;
  /** Whether it was deleted to be replaced. */
  readonly pendingReplacement?: boolean;
}

/** Those of the format that this reads: pulumi/pulumi sdk/go/common/apitype/core.go, DeploymentV3, which 4 is, too. */
const VERSIONS: readonly (Json | undefined)[] = [3, 4];

/** More are not told: a file that is something else has one for every line. */
const MOST_PROBLEMS = 20;

const REMEDY = "give what `pulumi stack export` writes";

/**
 * @param text - JSON: what `pulumi stack export` writes, or the file of a file backend
 * @param file - how problems name it
 * @throws Refusal with what is wrong, and where
 */
export function exportedResources(text: string, file: string): readonly Exported[] {
  const { path, resources } = resourcesOf(parsed(text, file), file);
  const problems = resources.flatMap((one, index) => resourceProblems(one, `${path}[${index}]`));
  if (problems.length > 0) {
    const told = problems.slice(0, MOST_PROBLEMS);
    throw new Refusal(...told.map((one) => ({ ...one, property: `${file}: ${one.property}` })));
  }
  return resources as unknown as readonly Exported[];
}

function parsed(text: string, file: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    // The rest of the message repeats the text, in which secrets may stand.
    const position = error instanceof Error ? / at position \d+/.exec(error.message)?.[0] : undefined;
    const got = text.trim() === "" ? "nothing" : `text that is none${position ?? ""}`;
    throw new Refusal({ property: file, rule: "an exported stack, as JSON", got, remedy: REMEDY });
  }
}

/** Where they stand: in `deployment` of an export, in `checkpoint.latest` of a file backend. A new stack has none. */
function resourcesOf(json: Json, file: string): { path: string; resources: readonly Json[] } {
  const refuse = (property: string, rule: string, got: string): never => {
    throw new Refusal({ property: `${file}${property}`, rule, got, remedy: REMEDY });
  };
  if (!isFields(json) || !("deployment" in json || "checkpoint" in json))
    return refuse("", "an exported stack, with its deployment", kindOf(json));
  if (!VERSIONS.includes(json["version"]))
    return refuse(": version", "3 or 4, the formats of current engines", kindOf(json["version"]));
  const isExport = "deployment" in json;
  const outer = isExport ? json : (json["checkpoint"] ?? {});
  if (!isFields(outer)) return refuse(": checkpoint", "an object", kindOf(outer));
  const name = isExport ? "deployment" : "latest";
  const path = isExport ? name : `checkpoint.${name}`;
  const deployment = outer[name] ?? {};
  if (!isFields(deployment)) return refuse(`: ${path}`, "an object", kindOf(deployment));
  const resources = deployment["resources"] ?? [];
  if (!Array.isArray(resources)) return refuse(`: ${path}.resources`, "a list", kindOf(resources));
  return { path: `${path}.resources`, resources };
}

type Check = readonly [rule: string, holds: (json: Json | undefined) => boolean];

const isText = (json: Json | undefined): boolean => typeof json === "string";
const orAbsent = ([rule, holds]: Check): Check => [rule, (json) => json === undefined || holds(json)];
const TEXT: Check = orAbsent(["text", isText]);
const FLAG: Check = orAbsent(["true or false", (json) => typeof json === "boolean"]);
const OBJECT: Check = orAbsent(["an object", (json) => json === null || isFields(json)]);
const CHECKS: Readonly<Record<keyof Exported, Check>> = {
  urn: ["a URN, as urn:pulumi:…", (json) => typeof json === "string" && /^urn:pulumi:.+::/.test(json)],
  type: ["a type, as aws:s3/bucket:Bucket", (json) => isText(json) && json !== ""],
  id: TEXT,
  provider: TEXT,
  inputs: OBJECT,
  propertyDependencies: OBJECT,
  protect: FLAG,
  external: FLAG,
  delete: FLAG,
  pendingReplacement: FLAG,
};

function resourceProblems(json: Json, path: string): readonly Problem[] {
  if (!isFields(json)) return [problem(path, "an object", json)];
  const dependencies = json["propertyDependencies"];
  return [
    ...Object.entries(CHECKS).flatMap(([name, [rule, holds]]) =>
      holds(json[name]) ? [] : [problem(`${path}.${name}`, rule, json[name])],
    ),
    ...Object.entries(isFields(dependencies) ? dependencies : {}).flatMap(([name, urns]) =>
      urns === null || (Array.isArray(urns) && urns.every(isText))
        ? []
        : [problem(`${path}.propertyDependencies.${name}`, "a list of URNs", urns)],
    ),
  ];
}

function problem(property: string, rule: string, json: Json | undefined): Problem {
  return { property, rule, got: kindOf(json), remedy: REMEDY };
}

/** What it is; of an object only its names: the rest may be secret, or deeper than it can be written. */
function kindOf(json: Json | undefined): string {
  if (Array.isArray(json)) return "a list";
  if (typeof json === "object" && json !== null) {
    const names = Object.keys(json);
    return names.length === 0 ? "an empty object" : `an object with ${shown(names.slice(0, 5))}`;
  }
  return shown(json);
}

function isFields(json: Json | undefined): json is { [key: string]: Json } {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}
