/**
 * What a team tells the rules: how strict each is, in which stage, with which settings, and what is excepted. From a
 * file, and from the engine's `--policy-pack-config`. Pure.
 */
import type { Suppression } from "../suppressions/suppression";
import type { Level, Own, Rule } from "../rule";
import { fallbacks } from "./setting";

export interface Configuration {
  /** Which stacks serve people, as patterns. */
  readonly production: readonly string[];
  readonly own: Own;
  /** By the rules' ids; every rule is there. */
  readonly rules: Readonly<Record<string, RuleConfiguration>>;
  readonly suppressions: readonly Suppression[];
}

export interface RuleConfiguration {
  /** What a violation does. */
  readonly level: Level;
  /** What it does in a stack, by patterns of stacks' names; the first that matches counts. */
  readonly levels: Readonly<Record<string, Level>>;
  /** What it does that something cannot be evaluated: be told (fail open), or stop (fail closed). */
  readonly notEvaluated: "advisory" | "mandatory";
  readonly settings: Readonly<Record<string, unknown>>;
}

/** What is known of one's own accounts where nobody says it. */
export const OWN: Own = { trustedAccounts: [] };

export const PRODUCTION: readonly string[] = ["prod", "prod-*", "production"];

/** As it is where nobody says anything. */
export function unconfigured(rules: readonly Rule[]): Configuration {
  const each = rules.map(({ id, level, settings }): [string, RuleConfiguration] => [
    id,
    { level, levels: {}, notEvaluated: "advisory", settings: fallbacks(settings) },
  ]);
  return { production: PRODUCTION, own: OWN, rules: Object.fromEntries(each), suppressions: [] };
}
