/** Listeners that are there already, looked up on every run: what does not fit stops the preview. */
import * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";
import { problemText, shown, type Problem } from "../../refusal/refusal";
import type { ExistingListeners } from "./resolve";

/** What AWS says of them, as far as it matters. */
export interface FoundListeners {
  readonly product: { readonly protocol: string };
  readonly preview: { readonly protocol: string; readonly port: number };
  readonly balancer: {
    readonly loadBalancerType: string;
    readonly vpcId: string;
    readonly securityGroups: readonly string[];
  };
}

/** Both listeners and their load balancer, once it is seen that they fit; else they fail with `RunError`. */
export function lookUpListeners(
  parent: pulumi.Resource,
  existing: ExistingListeners,
  wanted: { readonly previewPort: number; readonly vpcId: pulumi.Input<string> },
): pulumi.Output<{
  product: lb.GetListenerResult;
  preview: lb.GetListenerResult;
  balancer: lb.GetLoadBalancerResult;
}> {
  const listener = (arn: string): pulumi.Output<lb.GetListenerResult> =>
    lb.getListenerOutput({ arn }, { parent });
  const product = listener(existing.productListenerArn);
  const balancer = lb.getLoadBalancerOutput({ arn: product.loadBalancerArn }, { parent });
  const found = pulumi.output({ product, preview: listener(existing.previewListenerArn), balancer });
  return pulumi.all([found, wanted.vpcId]).apply(([all, vpcId]) => {
    const problems = misfits(all, { previewPort: wanted.previewPort, vpcId });
    if (problems.length > 0)
      throw new pulumi.RunError(
        ["the listeners that exist are refused:", ...problems.map(problemText)].join("\n"),
      );
    return all;
  });
}

/** Everything that does not fit. Pure. */
export function misfits(
  { product, preview, balancer }: FoundListeners,
  wanted: { readonly previewPort: number; readonly vpcId: string },
): Problem[] {
  const problem = (key: string, ok: boolean, rule: string, got: unknown, remedy: string): Problem[] =>
    ok ? [] : [{ property: key, rule, got: shown(got), remedy }];
  const { port } = preview;
  return [
    ...problem(
      "existing.productListenerArn",
      balancer.loadBalancerType === "application",
      "a listener of an application load balancer",
      balancer.loadBalancerType,
      "name another",
    ),
    ...problem(
      "existing.productListenerArn",
      balancer.vpcId === wanted.vpcId,
      `a listener in the stage's network (${wanted.vpcId})`,
      balancer.vpcId,
      "name another, or that network",
    ),
    ...problem(
      "existing.productListenerArn",
      balancer.securityGroups.length > 0,
      "a listener of a load balancer with a security group, which lets it out to the fleets",
      balancer.securityGroups,
      "give it one",
    ),
    ...problem(
      "existing.previewListenerArn",
      preview.protocol === product.protocol,
      `a listener of the product's protocol (${product.protocol})`,
      preview.protocol,
      "change it, or name another",
    ),
    ...problem(
      "previewPort",
      port === wanted.previewPort,
      `the listener's port (${port})`,
      wanted.previewPort,
      "set it",
    ),
  ];
}
