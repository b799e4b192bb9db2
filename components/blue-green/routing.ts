/**
 * Which fleet users reach, and which the preview shows: two listener rules that forward to both target groups by weight.
 * A release changes the weights, so Pulumi never touches the actions of a rule that exists.
 */
import * as lb from "@pulumi/aws/lb";
import type * as inputs from "@pulumi/aws/types/input";
import type * as pulumi from "@pulumi/pulumi";
import { COLOURS, otherThan, type Colour, type PerColour } from "../../naming/colours";
import { ruleConditions } from "./conditions";
import { partOf, type Plan } from "./plan";

export interface Routing {
  readonly productRule: lb.ListenerRule;
  readonly previewRule: lb.ListenerRule;
}

export function createRouting(
  plan: Plan,
  groups: PerColour<lb.TargetGroup>,
  serving: pulumi.Output<Colour>,
): Routing {
  const { productListenerArn, previewListenerArn } = plan.args.loadBalancer;
  const rule = (role: string, listenerArn: pulumi.Input<string>, shows: pulumi.Output<Colour>) => {
    const { logicalName, tags } = partOf(plan, role);
    return new lb.ListenerRule(
      logicalName,
      {
        listenerArn,
        priority: plan.settings.priority,
        conditions: ruleConditions(plan.settings),
        actions: [{ type: "forward", forward: { targetGroups: weighted(groups, shows) } }],
        tags,
      },
      // As a whole: ignoring the weights alone is not reliable (pulumi/pulumi-aws issues 5798, 5772).
      { parent: plan.parent, ignoreChanges: ["actions"] },
    );
  };
  return {
    productRule: rule("product", productListenerArn, serving),
    previewRule: rule("preview", previewListenerArn, serving.apply(otherThan)),
  };
}

/** Both groups in both rules from the first day: one that no rule names is not health-checked. */
function weighted(
  groups: PerColour<lb.TargetGroup>,
  all: pulumi.Output<Colour>,
): inputs.lb.ListenerRuleActionForwardTargetGroup[] {
  return COLOURS.map((colour) => ({
    arn: groups[colour].arn,
    weight: all.apply((chosen) => (chosen === colour ? 100 : 0)),
  }));
}
