/**
 * A fleet that grows and shrinks by itself. Both colours have it: between the sizes in force, which are the release's, it
 * moves the one that serves, and an empty one stays empty.
 */
import * as autoscaling from "@pulumi/aws/autoscaling";
import type * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";
import type { Colour } from "../../naming/colours";
import { physicalName } from "../../naming/names";
import type { Fleet } from "./fleet";
import { partOf, type Plan } from "./plan";

/** Nothing where the settings ask for nothing. */
export function createScaling(
  plan: Plan,
  colour: Colour,
  {
    fleet,
    targetGroup,
    rule,
  }: { readonly fleet: Fleet; readonly targetGroup: lb.TargetGroup; readonly rule: lb.ListenerRule },
): void {
  const { scaling } = plan.settings;
  if (scaling === undefined) return;
  const { requestsPerInstance, cpuPercent = 0 } = scaling;
  const { logicalName, identity } = partOf(plan, "scaling", colour);
  const kept =
    requestsPerInstance === undefined
      ? {
          predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
          targetValue: cpuPercent,
        }
      : {
          predefinedMetricSpecification: {
            predefinedMetricType: "ALBRequestCountPerTarget",
            // https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PredefinedMetricSpecification.html
            resourceLabel: pulumi.interpolate`${plan.args.loadBalancer.arnSuffix}/${targetGroup.arnSuffix}`,
          },
          targetValue: requestsPerInstance,
        };
  new autoscaling.Policy(
    logicalName,
    {
      name: physicalName("aws:autoscaling/policy:Policy", identity),
      autoscalingGroupName: fleet.group.name,
      policyType: "TargetTrackingScaling",
      targetTrackingConfiguration: kept,
    },
    // A policy for requests is refused while the target group is of no load balancer: its rule comes first.
    { parent: plan.parent, dependsOn: [rule] },
  );
}
