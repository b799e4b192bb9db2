/** From rules, what they are told and resources to reports. Pure; a rule that throws is a finding, too. */
import { problemText } from "../refusal/refusal";
import { standsFor } from "../naming/wildcard";
import { stackAndProject, stackUrn } from "../wire/urn";
import type { Configuration, RuleConfiguration } from "./configuration/configuration";
import { details, type Report } from "./report";
import { saidOnce } from "./said-once";
import type {
  Context,
  Effect,
  Finding,
  FindingOf,
  Level,
  ResourceRule,
  Rule,
  StackResource,
  StackRule,
} from "./rule";

/** What is judged, and whose it is. */
export interface Subject {
  /** Its URN; a file's path. */
  readonly urn: string;
  readonly project: string;
  readonly stack: string;
}

/** A finding in a file says where in it. */
export type FindingAt = FindingOf & Pick<Report, "line" | "column">;

/** When rules are asked. */
export interface Occasion {
  /** The day it is, as `2026-11-21`. */
  readonly today: string;
  /** Why something may not be known. */
  readonly unknown: string;
}

/** Why it is in an operation of the engine. */
export const NOT_YET =
  "depends on what this update has yet to make; it is evaluated then, before this resource is made";

/** What the rules on one resource find in it. */
export function ofResource(
  resource: StackResource,
  rules: readonly Rule[],
  configuration: Configuration,
  occasion: Occasion,
): readonly Report[] {
  const subject = ofStackOf(resource.urn);
  const found = rules.flatMap((rule) => {
    if (!("check" in rule) || !rule.types.has(resource.type)) return [];
    return judged(rule, configuration, subject, occasion, (context) =>
      rule.check(resource, context).map((finding) => ({ ...finding, urn: resource.urn })),
    );
  });
  return saidOnce(found, rules);
}

/** What the rules on how resources go together find. Where there is no resource, there is nothing to find. */
export function ofStack(
  resources: readonly StackResource[],
  rules: readonly Rule[],
  configuration: Configuration,
  occasion: Occasion,
): readonly Report[] {
  const [first] = resources;
  if (first === undefined) return [];
  const subject = ofStackOf(stackUrn(first.urn));
  return rules.flatMap((rule) => {
    if (!("checkStack" in rule)) return [];
    return judged(rule, configuration, subject, occasion, (context) => rule.checkStack(resources, context));
  });
}

function ofStackOf(urn: string): Subject {
  return { urn, ...stackAndProject(urn) };
}

/** What a rule finds, at the level that the configuration gives it there. */
export function judged(
  rule: ResourceRule | StackRule,
  configuration: Configuration,
  { urn, project, stack }: Subject,
  { today, unknown }: Occasion,
  find: (context: Context) => readonly FindingAt[],
): readonly Report[] {
  const { told, level, context } = toldOf(rule, configuration, { project, stack }, today);
  if (level === "disabled") return [];
  // What is found now could not be put right.
  const effect = level === "remediate" ? "mandatory" : level;
  const undecided = undecidedLevel(told, effect);
  try {
    return find(context).map((finding) => {
      const { line, column } = finding;
      const report = {
        rule: rule.id,
        urn: finding.urn,
        ...(line === undefined ? {} : { line }),
        ...(column === undefined ? {} : { column }),
        message: messageOf(finding, unknown),
      };
      if (!("problem" in finding)) return { ...report, severity: "low", level: undecided };
      const { severity = rule.severity } = finding;
      return { ...report, severity, level: effect, ...details(finding) };
    });
  } catch (error) {
    const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    const message = `rule failed: ${said.slice(0, 300)}; nothing is known of this resource by this rule, please report it`;
    return [{ rule: rule.id, urn, severity: "low", level: undecided, message }];
  }
}

/** What a rule was told about a stack. */
export function toldOf(
  { id }: Pick<Rule, "id">,
  { rules, production, own }: Configuration,
  { project, stack }: Pick<Subject, "project" | "stack">,
  today: string,
): { readonly told: RuleConfiguration; readonly level: Level; readonly context: Context } {
  const told = rules[id];
  if (told === undefined) throw new Error(`no configuration of ${id}`);
  const isProduction = production.some((pattern) => standsFor(pattern, stack));
  const context = { project, stack, isProduction, today, own, settings: told.settings };
  return { told, level: levelOf(told, stack), context };
}

/** The stage's own level first; patterns in their order. */
export function levelOf({ level, levels }: RuleConfiguration, stack: string): Level {
  return Object.entries(levels).find(([pattern]) => standsFor(pattern, stack))?.[1] ?? level;
}

/** What cannot be decided stops no more than a violation would. */
function undecidedLevel(told: RuleConfiguration, effect: Effect): Effect {
  return effect === "mandatory" && told.notEvaluated === "mandatory" ? "mandatory" : "advisory";
}

/** `unknown` is why something may not be known, where the finding itself does not say it. */
export function messageOf(finding: Finding, unknown = NOT_YET): string {
  if ("problem" in finding) return problemText(finding.problem);
  return `${finding.notEvaluated}: not evaluated: ${finding.because ?? unknown}`;
}
