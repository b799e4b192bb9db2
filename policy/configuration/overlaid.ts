/** What the engine was told by `--policy-pack-config`, laid over what the file says. Pure. */
import { Refusal } from "../../refusal/refusal";
import type { Level, Rule } from "../rule";
import type { Configuration, RuleConfiguration } from "./configuration";
import { settingsSchema } from "./schema";
import { settingProblems } from "./setting";
import { schemaProblems } from "./validate";

/** What the engine says of one rule. It always names a level: that of the rule where nobody gave one. */
export interface Told {
  readonly level: Level;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** @throws Refusal with everything that is wrong. */
export function overlaid(
  configuration: Configuration,
  told: Readonly<Record<string, Told>>,
  rules: readonly Rule[],
): Configuration {
  const problems = rules.flatMap((rule) => {
    const settings = told[rule.id]?.settings ?? {};
    if (Object.keys(settings).length === 0) return [];
    const schema = { type: "object", additionalProperties: false, properties: settingsSchema(rule) };
    const problems = schemaProblems(schema, settings);
    if (problems.length === 0) return settingProblems(rule.settings, settings, rule.id);
    return problems.map((one) => ({ ...one, property: `${rule.id}.${one.property}` }));
  });
  if (problems.length > 0) throw new Refusal(...problems);
  const each = Object.entries(configuration.rules).map(([id, own]): [string, RuleConfiguration] => {
    const said = told[id];
    return [id, said === undefined ? own : over(own, said)];
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
