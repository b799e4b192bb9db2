/**
 * Which fleet users reach, and which the preview shows: two listener rules that forward to both target groups by weight.
 * A release changes the weights, so Pulumi never touches the actions of a rule that exists; and one that is made anew
 * begins with the weights of the rule it replaces, or where there is none with the colour that releases have recorded.
 */
import * as lb from "@pulumi/aws/lb";
import type * as inputs from "@pulumi/aws/types/input";
import * as pulumi from "@pulumi/pulumi";
import { COLOURS, otherThan, perColour, type Colour, type PerColour } from "../../naming/colours";
import { ruleConditions, type Requests } from "./conditions";
import { liveWeights, type Weights } from "./live-weights";
import { partOf, type Plan } from "./plan";
import { previewRequests, previewTransforms } from "./preview";

export interface Routing {
  readonly productRule: lb.ListenerRule;
  readonly previewRule: lb.ListenerRule;
}

export function createRouting(
  plan: Plan,
  groups: PerColour<lb.TargetGroup>,
  serving: pulumi.Output<Colour>,
): Routing {
  const { settings } = plan;
  const { productListenerArn, previewListenerArn } = plan.args.loadBalancer;
  const rule = (
    role: "product" | "preview",
    listenerArn: pulumi.Input<string>,
    shows: pulumi.Output<Colour>,
    requests: Requests,
    transforms: inputs.lb.ListenerRuleTransform[] = [],
  ): lb.ListenerRule => {
    const { logicalName, tags } = partOf(plan, role);
    const weights = pulumi
      .all([liveWeights(plan, role), shows])
      .apply(([live, colour]) => live ?? perColour((one) => (one === colour ? 100 : 0)));
    return new lb.ListenerRule(
      logicalName,
      {
        listenerArn,
        priority: settings.priority,
        conditions: ruleConditions(requests),
        ...(transforms.length === 0 ? {} : { transforms }),
        actions: [{ type: "forward", forward: { targetGroups: weighted(groups, weights) } }],
        tags,
      },
      // As a whole: ignoring the weights alone is not reliable (pulumi/pulumi-aws issues 5798, 5772).
      { parent: plan.parent, ignoreChanges: ["actions"] },
    );
  };
  return {
    productRule: rule("product", productListenerArn, serving, settings),
    previewRule: rule(
      "preview",
      previewListenerArn,
      serving.apply(otherThan),
      previewRequests(settings),
      previewTransforms(settings.preview),
    ),
  };
}

/** Both groups in both rules from the first day: one that no rule names is not health-checked. */
function weighted(
  groups: PerColour<lb.TargetGroup>,
  weights: pulumi.Output<Weights>,
): inputs.lb.ListenerRuleActionForwardTargetGroup[] {
  return COLOURS.map((colour) => ({
    arn: groups[colour].arn,
    weight: weights.apply((both) => both[colour]),
  }));
}
