/** Resources under one rule, with everything beside them as it mostly is. */
import type { Context, Finding, FindingOf, Resource, ResourceRule, Rule, StackRule } from "../../policy/rule";
import { OWN } from "../../policy/configuration/configuration";
import { fallbacks } from "../../policy/configuration/setting";
import type { Declared } from "./cases/case";
import { stackInPreview } from "./stack-in-preview";

export type Judged = Pick<Resource, "type" | "inputs"> & Partial<Resource>;
export type Told = Partial<Omit<Context, "settings">> & {
  readonly settings?: Readonly<Record<string, unknown>>;
};

/** What the rule finds, in dev on an ordinary day, with its settings as they are where nobody gives them. */
export function judge(rule: ResourceRule, judged: Judged, told: Told = {}): readonly Finding[] {
  const resource = { name: "it", provider: {}, isProtected: false, ...judged };
  return rule.check(resource, contextOf(rule, told));
}

/** The same of resources by their names, as a preview shows them. */
export function judgeStack(
  rule: StackRule,
  declared: Readonly<Record<string, Declared>>,
  told: Told = {},
): readonly FindingOf[] {
  return rule.checkStack(stackInPreview(declared, told.stack), contextOf(rule, told));
}

/** What a rule is told besides resources. */
export function contextOf(rule: Pick<Rule, "settings">, told: Told = {}): Context {
  const settings = { ...fallbacks(rule.settings), ...told.settings };
  const asItIs = { project: "shop", stack: "dev", isProduction: false, today: "2026-11-21", own: OWN };
  return { ...asItIs, ...told, settings };
}
