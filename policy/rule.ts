/** What a rule is: a pure function from what is about to be made to findings, with the settings it takes. */
import type { Problem } from "../refusal/refusal";
import type { Setting, SettingsOf } from "./configuration/setting";
import type { Values as Sent } from "../wire/values";
import type { Values } from "./value";

/** What a finding does: stop the operation, or be told. */
export type Effect = "mandatory" | "advisory";
/** What a violation does: be put right, as far as the rule can, and stop the operation for the rest; stop it; be told; nothing. */
export type Level = "remediate" | Effect | "disabled";
/** How bad a violation is, the worst first. */
export const SEVERITIES = ["critical", "high", "medium", "low"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What every rule says of itself. */
export interface About {
  /** Its name in the engine's output and in the configuration, and of its file: `required-tags`. */
  readonly id: string;
  /** One sentence that says what it wants. */
  readonly description: string;
  /** What happens to those who do not heed it: one or two sentences, with the source where it is a fact of AWS. */
  readonly reason: string;
  /** What to do about a violation, in general; a finding says it of the one property. */
  readonly remedy: string;
  /** What a violation does where the configuration says nothing. */
  readonly level: Effect;
  readonly severity: Severity;
}

/** A rule on one resource, judged before it is made. */
export interface ResourceRule<Settings = unknown> extends About {
  /** The types it looks at, as tokens: `aws:iam/role:Role`. */
  readonly types: ReadonlySet<string>;
  /** Whether it reads nothing but policy documents: then it is run inside the program, too. */
  readonly ofDocuments?: boolean;
  readonly settings: Readonly<Record<string, Setting<unknown>>>;
  readonly check: (resource: Resource, context: Context<Settings>) => readonly Finding[];
  /** At level `remediate`, before anything is checked: new inputs; undefined where nothing is to be done. */
  readonly remediate?: (resource: SentResource, context: Context<Settings>) => Sent | undefined;
}

/** A rule on how resources go together. It sees a whole stack, and that is after everything was made. */
export interface StackRule<Settings = unknown> extends About {
  readonly settings: Readonly<Record<string, Setting<unknown>>>;
  readonly checkStack: (
    resources: readonly StackResource[],
    context: Context<Settings>,
  ) => readonly FindingOf[];
}

export type Rule = ResourceRule | StackRule;

/** Whether a rule can put something right. */
export function canRemediate(rule: Rule): rule is ResourceRule & Required<Pick<ResourceRule, "remediate">> {
  return "check" in rule && rule.remediate !== undefined;
}

/** A rule with its settings' types: `check` reads `settings.keys` as the setting of that name says. */
export function resourceRule<const S extends Readonly<Record<string, Setting<unknown>>>>(
  rule: Omit<ResourceRule<SettingsOf<S>>, "settings"> & { readonly settings: S },
): ResourceRule {
  // Settings reach a rule only as its own schema has checked them.
  return rule as unknown as ResourceRule;
}

/** The same for a rule on a whole stack. */
export function stackRule<const S extends Readonly<Record<string, Setting<unknown>>>>(
  rule: Omit<StackRule<SettingsOf<S>>, "settings"> & { readonly settings: S },
): StackRule {
  return rule as unknown as StackRule;
}

export interface Resource {
  /** The type token. */
  readonly type: string;
  /** Its name in the program. */
  readonly name: string;
  /** The inputs as the provider has checked them: with its defaults, names derived. */
  readonly inputs: Values;
  /** The inputs of the resource's provider; none where the engine does not tell. */
  readonly provider: Values;
  /** Whether Pulumi refuses to delete it. */
  readonly isProtected: boolean;
}

/** A resource as the engine sends it: what is secret or unknown in its inputs is to stay so. */
export interface SentResource {
  /** The type token. */
  readonly type: string;
  readonly inputs: Sent;
  /** The inputs of its provider, whose default tags count as given. */
  readonly provider: Sent;
}

/** A resource among the others of its stack. */
export interface StackResource extends Resource {
  readonly urn: string;
  /** For each input the URNs of the resources whose outputs are in it: what an ARN that is not known yet will name. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

/** What a rule knows besides resources. */
export interface Context<Settings = unknown> {
  /** The name of the project: `shop`. */
  readonly project: string;
  /** The name of the stack, which is the stage: `prod`. */
  readonly stack: string;
  /** Whether the stage serves people: the configuration's `production` names it. */
  readonly isProduction: boolean;
  /** The day it is, as `2026-11-21`. */
  readonly today: string;
  /** What is known of the team's own AWS accounts, from the configuration. */
  readonly own: Own;
  readonly settings: Settings;
}

/** Whose account it is, as far as one knows. */
export interface Own {
  /** Twelve digits. */
  readonly account?: string;
  /** `aws`, `aws-cn`, `aws-us-gov`, … */
  readonly partition?: string;
  /** All that are used, at least one: `eu-central-1`. */
  readonly regions?: readonly string[];
  /** `o-a1b2c3d4e5` */
  readonly organization?: string;
  /** Other accounts that are known and meant. */
  readonly trustedAccounts: readonly string[];
}

/**
 * A violation, or a property that cannot be judged: before what it depends on is made, or for another reason, which
 * completes "not evaluated:".
 */
export type Finding = Violation | { readonly notEvaluated: string; readonly because?: string };

export interface Violation {
  readonly problem: Problem;
  /** Where it is not the rule's own. */
  readonly severity?: Severity;
  /** Of a policy document: the statement, by its Sid or as `Statement[1]`, and the actions that it is about. */
  readonly statement?: string;
  readonly actions?: readonly string[];
  /** What would pass, as text to put in its place. */
  readonly fix?: string;
}

/** A finding of a stack rule says of which resource. */
export type FindingOf = Finding & { readonly urn: string };
