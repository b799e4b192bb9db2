/** Elastic Load Balancing's targets: how those of each colour are, as the load balancer sees them. */
import { DescribeTargetHealthCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import * as z from "zod/mini";
import type { TargetsRead } from "../observed";
import type { Calls } from "./calls";

const described = z.object({
  TargetHealthDescriptions: z.array(
    z.object({
      Target: z.object({ Id: z.string() }),
      TargetHealth: z.object({
        State: z.string(),
        Reason: z.optional(z.string()),
        Description: z.optional(z.string()),
      }),
    }),
  ),
});

/** More reasons than these are counted, not listed: they are recorded with every change. */
export const LISTED = 5;

/** All healthy ones count as current: whether they report the release is asked elsewhere (versions.ts). */
export async function readTargets(calls: Calls, TargetGroupArn: string): Promise<TargetsRead> {
  const asked = new DescribeTargetHealthCommand({ TargetGroupArn });
  const { TargetHealthDescriptions: all } = await calls.ask(
    "elasticloadbalancing:DescribeTargetHealth",
    described,
    (options) => calls.clients.balancing.send(asked, options),
  );
  const registered = all.filter(({ TargetHealth }) => TargetHealth.State !== "draining");
  const others = registered.filter(({ TargetHealth }) => TargetHealth.State !== "healthy");
  const healthy = registered.length - others.length;
  const reasons = others.map(({ Target, TargetHealth: { State, Reason, Description } }) => {
    const details = Description === undefined ? "" : `, ${Description}`;
    return `${Target.Id}: ${Reason ?? State}${details}`;
  });
  return { total: registered.length, healthy, current: healthy, reasons: listed(reasons) };
}

function listed(reasons: readonly string[]): string[] {
  const more = reasons.length - LISTED;
  return more <= 0 ? [...reasons] : [...reasons.slice(0, LISTED), `and ${more} more`];
}
