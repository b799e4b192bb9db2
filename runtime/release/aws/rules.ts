/**
 * Elastic Load Balancing's listener rules: the two whose weights are a release's. A change copies the live actions as
 * they were read and sets the weights, so that whatever else Pulumi has declared there stays.
 */
import {
  DescribeRulesCommand,
  ModifyRuleCommand,
  type Action as RuleAction,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import * as z from "zod/mini";
import { COLOURS, perColour, type PerColour } from "../../../naming/colours";
import type { RuleRead } from "../observed";
import type { Registration } from "../registration";
import type { Pair } from "../weights";
import type { Calls } from "./calls";
import { CallFailed } from "./calls";

const tuple = z.looseObject({ TargetGroupArn: z.string(), Weight: z.optional(z.number()) });
const liveAction = z.looseObject({
  Type: z.string(),
  ForwardConfig: z.optional(
    z.looseObject({
      TargetGroups: z.optional(z.array(tuple)),
      TargetGroupStickinessConfig: z.optional(z.looseObject({ Enabled: z.optional(z.boolean()) })),
    }),
  ),
  AuthenticateOidcConfig: z.optional(z.looseObject({})),
});
export type LiveAction = z.infer<typeof liveAction>;
const described = z.object({
  Rules: z.array(z.object({ RuleArn: z.string(), Actions: z.array(liveAction) })),
});

/** The actions of the product rule and of the preview rule. */
export interface LiveRules {
  readonly product: readonly LiveAction[];
  readonly preview: readonly LiveAction[];
}

/** Both by one call. @throws CallFailed also where one of them does not exist (any more) */
export async function readRules(calls: Calls, registration: Registration): Promise<LiveRules> {
  const { productRuleArn, previewRuleArn } = registration;
  const asked = new DescribeRulesCommand({ RuleArns: [productRuleArn, previewRuleArn] });
  const { Rules } = await calls.ask("elasticloadbalancing:DescribeRules", described, (options) =>
    calls.clients.balancing.send(asked, options),
  );
  const actionsOf = (arn: string): LiveAction[] => {
    const found = Rules.find(({ RuleArn }) => RuleArn === arn);
    if (found !== undefined) return found.Actions;
    throw new CallFailed("elasticloadbalancing:DescribeRules", `there is no rule ${arn}; run pulumi up`);
  };
  return { product: actionsOf(productRuleArn), preview: actionsOf(previewRuleArn) };
}

/** @throws CallFailed where the live rule is none of ours, with nothing changed */
export async function changeWeights(
  calls: Calls,
  registration: Registration,
  rule: keyof LiveRules,
  live: readonly LiveAction[],
  pair: Pair,
): Promise<void> {
  const groups = groupsOf(registration);
  const read = ruleRead(live, groups);
  if ("odd" in read)
    throw new CallFailed("elasticloadbalancing:ModifyRule", `the ${rule} rule was left alone: ${read.odd}`);
  const asked = new ModifyRuleCommand({
    RuleArn: rule === "product" ? registration.productRuleArn : registration.previewRuleArn,
    Actions: reweighted(live, groups, pair) as RuleAction[],
  });
  await calls.ask("elasticloadbalancing:ModifyRule", z.unknown(), (options) =>
    calls.clients.balancing.send(asked, options),
  );
}

export function groupsOf({ colours }: Registration): PerColour<string> {
  return perColour((colour) => colours[colour].targetGroupArn);
}

/** Of these actions: weights of both colours' groups, behind a login at most; else what is odd about them. */
export function ruleRead(actions: readonly LiveAction[], groups: PerColour<string>): RuleRead {
  const other = actions.find(({ Type }) => Type !== "forward" && Type !== "authenticate-oidc");
  if (other !== undefined) return { odd: `it has an action ${other.Type}` };
  const [forward, second] = actions.filter(({ Type }) => Type === "forward");
  if (forward === undefined || second !== undefined) return { odd: "it does not forward once" };
  const { TargetGroups, TargetGroupStickinessConfig: sticky } = forward.ForwardConfig ?? {};
  if (sticky?.Enabled === true) return { odd: "its stickiness is on, and would keep users where they are" };
  const tuples = TargetGroups ?? [];
  const weightOf = (arn: string): number | undefined =>
    tuples.find(({ TargetGroupArn }) => TargetGroupArn === arn)?.Weight;
  const [blue, green] = [weightOf(groups.blue), weightOf(groups.green)];
  const foreign = tuples.find(({ TargetGroupArn }) => COLOURS.every((one) => groups[one] !== TargetGroupArn));
  if (foreign !== undefined) return { odd: `it forwards to another target group, ${foreign.TargetGroupArn}` };
  if (blue === undefined || green === undefined || tuples.length !== COLOURS.length)
    return { odd: "it does not forward to both colours' target groups by weight, once each" };
  return { pair: { blue, green } };
}

/** The same actions with those weights. */
export function reweighted(
  actions: readonly LiveAction[],
  groups: PerColour<string>,
  pair: Pair,
): LiveAction[] {
  return actions.map((action) => {
    const { AuthenticateOidcConfig: login, ForwardConfig: forward, ...rest } = action;
    if (login !== undefined) {
      // The client's secret is not to be read: the one that is there stays.
      return { ...rest, AuthenticateOidcConfig: { ...login, UseExistingClientSecret: true } };
    }
    const TargetGroups = (forward?.TargetGroups ?? []).map((tuple) => {
      const colour = tuple.TargetGroupArn === groups.blue ? "blue" : "green";
      return { ...tuple, Weight: pair[colour] };
    });
    return { ...rest, ForwardConfig: { ...forward, TargetGroups } };
  });
}
