/** A configuration from the text of its file. Refuses rather than runs with less than what was meant. */
import { parse } from "yaml";
import { Refusal, shown, type Problem } from "../../refusal/refusal";
import type { Level, Own, Rule } from "../rule";
import type { Suppression } from "../suppressions/suppression";
import { OWN, PRODUCTION, unconfigured, type Configuration, type RuleConfiguration } from "./configuration";
import { fileSchema, ownSchema } from "./schema";
import { settingProblems } from "./setting";
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
 * @throws Refusal with everything that is wrong, each under the file's name.
 */
export function configurationFrom(text: string, file: string, rules: readonly Rule[]): Configuration {
  const given = read(text, file);
  const problems = schemaProblems(fileSchema(rules), given);
  const said = given as File;
  if (problems.length === 0) problems.push(...unknownRules(said, rules), ...wrongSettings(said, rules));
  if (problems.length > 0) throw new Refusal(...under(file, problems));
  const defaults = unconfigured(rules);
  const each = Object.entries(defaults.rules).map(([id, own]): [string, RuleConfiguration] => [
    id,
    told(own, said.all ?? {}, said.rules?.[id] ?? {}),
  ]);
  return {
    production: said.production ?? PRODUCTION,
    own: { ...OWN, ...said.own },
    rules: Object.fromEntries(each),
    suppressions: said.suppressions ?? [],
  };
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

function under(file: string, problems: readonly Problem[]): readonly Problem[] {
  return problems.map((one) => ({ ...one, property: `${file}: ${one.property}` }));
}

function without<T>(from: Readonly<Record<string, T>>, names: object): Record<string, T> {
  return Object.fromEntries(Object.entries(from).filter(([name]) => !(name in names)));
}

function unknownRules({ suppressions = [] }: File, rules: readonly Rule[]): Problem[] {
  return suppressions.flatMap(({ rule }, index) =>
    rules.some(({ id }) => id === rule)
      ? []
      : [
          {
            property: `suppressions[${index}].rule`,
            rule: `one of ${rules.map(({ id }) => id).join(", ")}`,
            got: shown(rule),
            remedy: "name a rule there is",
          },
        ],
  );
}

function wrongSettings({ rules: said = {} }: File, rules: readonly Rule[]): readonly Problem[] {
  return rules.flatMap(({ id, settings }) => settingProblems(settings, said[id] ?? {}, `rules.${id}`));
}

/**
 * What a file says of the team's own accounts, YAML or JSON: what stands under `own` in a configuration.
 * @throws Refusal with everything that is wrong, each under the file's name.
 */
export function ownFrom(text: string, file: string): Partial<Own> {
  const given = read(text, file);
  const problems = schemaProblems(ownSchema, given, "the context");
  if (problems.length > 0) throw new Refusal(...under(file, problems));
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
