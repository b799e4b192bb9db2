/** What the engine was told by `--policy-pack-config`, laid over what the file says. Pure. */
import { Refusal } from "../../refusal/refusal";
import type { Level, Rule } from "../rule";
import type { Configuration, RuleConfiguration } from "./configuration";
import { fromFiles, type ReadFile } from "./from-files";
import { settingsSchema } from "./schema";
import { schemaProblems } from "./validate";

/** What the engine says of one rule. It always names a level: that of the rule where nobody gave one. */
export interface Told {
  readonly level: Level;
  readonly settings: Readonly<Record<string, unknown>>;
}

/**
 * @param readFile - reads what a setting names
 * @throws Refusal with everything that is wrong.
 */
export function overlaid(
  configuration: Configuration,
  told: Readonly<Record<string, Told>>,
  rules: readonly Rule[],
  readFile: ReadFile,
): Configuration {
  const read = new Map<string, Told["settings"]>();
  const problems = rules.flatMap((rule) => {
    const given = told[rule.id]?.settings ?? {};
    if (Object.keys(given).length === 0) return [];
    const schema = { type: "object", additionalProperties: false, properties: settingsSchema(rule) };
    const problems = schemaProblems(schema, given);
    if (problems.length > 0)
      return problems.map((one) => ({ ...one, property: `${rule.id}.${one.property}` }));
    const { settings, problems: others } = fromFiles(rule.settings, given, rule.id, readFile);
    read.set(rule.id, settings);
    return others;
  });
  if (problems.length > 0) throw new Refusal(...problems);
  const each = Object.entries(configuration.rules).map(([id, own]): [string, RuleConfiguration] => {
    const level = told[id]?.level;
    return [id, level === undefined ? own : over(own, { level, settings: read.get(id) ?? {} })];
  });
  return { ...configuration, rules: Object.fromEntries(each) };
}

function over(own: RuleConfiguration, { level, settings }: Told): RuleConfiguration {
  const { levels, notEvaluated, ...others } = settings as Partial<RuleConfiguration> & Told["settings"];
  return {
    level,
    // A level that is not the rule's own was given, and counts in every stage.
    levels: levels ?? (level === own.level ? own.levels : {}),
    notEvaluated: notEvaluated ?? own.notEvaluated,
    settings: { ...own.settings, ...others },
  };
}
