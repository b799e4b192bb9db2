/** Where the load balancer finds a fleet's instances, and how it knows which of them can serve. */
import * as lb from "@pulumi/aws/lb";
import { physicalName } from "../../naming/names";
import type { Colour } from "../../naming/colours";
import { partOf, type Plan } from "./plan";

export function createTargetGroup(plan: Plan, colour: Colour): lb.TargetGroup {
  const { parent, args, settings } = plan;
  const { logicalName, identity, tags } = partOf(plan, "fleet", colour);
  return new lb.TargetGroup(
    logicalName,
    {
      name: physicalName("aws:lb/targetGroup:TargetGroup", identity),
      targetType: "instance",
      protocol: "HTTP",
      port: plan.port,
      vpcId: args.vpcId,
      // After a switch the fleet that is left gets no requests: this is for what is still open when it shrinks.
      deregistrationDelay: settings.drainSeconds,
      ...(settings.slowStartSeconds === 0 ? {} : { slowStart: settings.slowStartSeconds }),
      healthCheck: {
        path: settings.healthPath,
        matcher: "200",
        interval: 10,
        timeout: 5,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
      // With it, requests that carry a cookie would stay with a fleet whose weight is 0.
      stickiness: { enabled: false, type: "lb_cookie" },
      tags,
    },
    { parent },
  );
}
