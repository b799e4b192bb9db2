/**
 * Which fleets a rule shows now, asked of the rule itself on every run. A rule that is made anew takes its actions from
 * the program; between a release's switch and its record only the rule that it replaces knows where users are.
 */
import * as lb from "@pulumi/aws/lb";
import type * as pulumi from "@pulumi/pulumi";
import { COLOURS, perColour, type PerColour } from "../../naming/colours";
import type { Plan } from "./plan";

/** Of 100 in all, or of whatever a person has given them by hand. */
export type Weights = PerColour<number>;

/** What is registered of the two rules and their groups. */
interface RegisteredRules {
  readonly productRuleArn: string;
  readonly previewRuleArn: string;
  readonly targetGroups: PerColour<string>;
}

/** A rule as the provider reads it, as far as it matters. */
export type LiveRule = Pick<lb.GetListenerRuleResult, "actions">;

/** Undefined where nothing is registered, the rule is gone, or it does something else than show the two fleets. */
export function liveWeights(
  { parent, registration }: Pick<Plan, "parent" | "registration">,
  rule: "product" | "preview",
): pulumi.Output<Weights | undefined> {
  return registration.apply(async (text) => {
    const registered = rulesOf(text);
    if (registered === undefined) return undefined;
    const found = await orNothing(lb.getListenerRule({ arn: registered[`${rule}RuleArn`] }, { parent }));
    return found === undefined ? undefined : weightsOf(found, registered.targetGroups);
  });
}

/** The rules of a registration, as JSON text; undefined where somebody has written something else there. Pure. */
export function rulesOf(registration = "null"): RegisteredRules | undefined {
  try {
    const { productRuleArn, previewRuleArn, colours } = (JSON.parse(registration) ?? {}) as {
      readonly productRuleArn?: unknown;
      readonly previewRuleArn?: unknown;
      readonly colours?: Partial<PerColour<{ readonly targetGroupArn?: unknown }>>;
    };
    const [blue, green] = COLOURS.map((colour) => colours?.[colour]?.targetGroupArn);
    if (typeof productRuleArn !== "string" || typeof previewRuleArn !== "string") return undefined;
    if (typeof blue !== "string" || typeof green !== "string") return undefined;
    return { productRuleArn, previewRuleArn, targetGroups: { blue, green } };
  } catch {
    return undefined;
  }
}

/** The weights of a rule that forwards to both groups and to nothing else. Pure. */
export function weightsOf({ actions = [] }: LiveRule, groups: PerColour<string>): Weights | undefined {
  const forwards = actions.filter(({ type }) => type === "forward");
  const targets = forwards.flatMap((action) => action.forwards ?? []).flatMap((to) => to.targetGroups ?? []);
  if (forwards.length !== 1 || targets.length !== COLOURS.length) return undefined;
  const weights = perColour((colour) => targets.find(({ arn }) => arn === groups[colour])?.weight);
  const { blue, green } = weights;
  return blue === undefined || green === undefined || blue + green === 0 ? undefined : { blue, green };
}

/** Undefined for a rule that is gone; who may not look, or cannot be answered, is told so. */
async function orNothing<T>(lookedUp: Promise<T>): Promise<T | undefined> {
  try {
    return await lookedUp;
  } catch (error) {
    // Elastic Load Balancing's own code, or the provider's words for no answer (its internal/tfresource).
    if (error instanceof Error && /RuleNotFound|couldn't find resource/.test(error.message)) return undefined;
    throw error;
  }
}
