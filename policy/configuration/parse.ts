/** A configuration from the text of its file. Refuses rather than runs with less than what was meant. */
import { parse } from "yaml";
import { Refusal, type Problem } from "../../refusal/refusal";
import type { Level, Own, Rule } from "../rule";
import type { Suppression } from "../suppressions/suppression";
import { OWN, PRODUCTION, unconfigured, type Configuration, type RuleConfiguration } from "./configuration";
import { fromFiles, type ReadFile } from "./from-files";
import { fileSchema, ownSchema } from "./schema";
import { schemaProblems } from "./validate";

interface Common {
  readonly level?: Level;
  readonly levels?: Readonly<Record<string, Level>>;
  readonly notEvaluated?: RuleConfiguration["notEvaluated"];
}

interface File {
  readonly production?: readonly string[];
  readonly own?: Partial<Own>;
  readonly all?: Common;
  readonly rules?: Readonly<Record<string, Common & Readonly<Record<string, unknown>>>>;
  readonly suppressions?: readonly Suppression[];
}

/**
 * The configuration that a file says, YAML or JSON.
 *
 * @param readFile - reads what a setting names, beside that file
 * @throws Refusal with everything that is wrong, each under the file's name.
 */
export function configurationFrom(
  text: string,
  file: string,
  rules: readonly Rule[],
  readFile: ReadFile,
): Configuration {
  const given = read(text, file);
  refuse(schemaProblems(fileSchema(rules), given), file);
  const said = given as File;
  const ofRules = rules.map(({ id, settings }) => ({
    id,
    ...fromFiles(settings, said.rules?.[id] ?? {}, `rules.${id}`, readFile),
  }));
  refuse(
    ofRules.flatMap(({ problems }) => problems),
    file,
  );
  const byId = new Map(ofRules.map(({ id, settings }) => [id, settings]));
  const each = Object.entries(unconfigured(rules).rules).map(([id, own]): [string, RuleConfiguration] => [
    id,
    told(own, said.all ?? {}, byId.get(id) ?? {}),
  ]);
  return {
    production: said.production ?? PRODUCTION,
    own: { ...OWN, ...said.own },
    rules: Object.fromEntries(each),
    suppressions: said.suppressions ?? [],
  };
}

function refuse(problems: readonly Problem[], file: string): void {
  if (problems.length === 0) return;
  throw new Refusal(...problems.map((one) => ({ ...one, property: `${file}: ${one.property}` })));
}

function told(
  own: RuleConfiguration,
  all: Common,
  { level, levels, notEvaluated, ...settings }: Common & Readonly<Record<string, unknown>>,
): RuleConfiguration {
  return {
    // What is said of the rule itself counts before what is said of all.
    level: level ?? all.level ?? own.level,
    levels: level === undefined ? { ...levels, ...without(all.levels ?? {}, levels ?? {}) } : (levels ?? {}),
    notEvaluated: notEvaluated ?? all.notEvaluated ?? own.notEvaluated,
    settings: { ...own.settings, ...settings },
  };
}

function without<T>(from: Readonly<Record<string, T>>, names: object): Record<string, T> {
  return Object.fromEntries(Object.entries(from).filter(([name]) => !(name in names)));
}

/**
 * What a file says of the team's own accounts, YAML or JSON: what stands under `own` in a configuration.
 * @throws Refusal with everything that is wrong, each under the file's name.
 */
export function ownFrom(text: string, file: string): Partial<Own> {
  const given = read(text, file);
  refuse(schemaProblems(ownSchema, given, "the context"), file);
  return given as Partial<Own>;
}

/** An empty file says nothing. */
function read(text: string, file: string): unknown {
  try {
    return (parse(text) as unknown) ?? {};
  } catch (error) {
    const got = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    throw new Refusal({ property: file, rule: "YAML or JSON", got, remedy: "mend it" });
  }
}
