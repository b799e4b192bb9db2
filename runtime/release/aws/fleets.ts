/** Auto Scaling: how large each colour's fleet is, which version of its launch template it starts from, and changes to both. */
import {
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
  UpdateAutoScalingGroupCommand,
  type UpdateAutoScalingGroupCommandInput,
} from "@aws-sdk/client-auto-scaling";
import * as z from "zod/mini";
import { perColour, type Colour, type PerColour } from "../../../naming/colours";
import type { Sizes } from "../actions";
import type { FleetRead } from "../observed";
import type { RegisteredColour, Registration } from "../registration";
import { CallFailed, type Calls } from "./calls";

const size = z.int().check(z.gte(0));
const group = z.object({
  AutoScalingGroupName: z.string(),
  MinSize: size,
  MaxSize: size,
  DesiredCapacity: size,
  Instances: z.optional(z.array(z.unknown())),
  LaunchTemplate: z.optional(
    z.object({ LaunchTemplateId: z.optional(z.string()), Version: z.optional(z.string()) }),
  ),
});
const described = z.object({ AutoScalingGroups: z.array(group) });
const activities = z.object({
  Activities: z.array(z.object({ StatusCode: z.string(), StatusMessage: z.optional(z.string()) })),
});

/** Both by one call. @throws CallFailed also where one of them does not exist (any more) */
export async function readFleets(calls: Calls, { colours }: Registration): Promise<PerColour<FleetRead>> {
  const names = perColour((colour) => colours[colour].fleet);
  const asked = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: Object.values(names) });
  const { AutoScalingGroups } = await calls.ask(
    "autoscaling:DescribeAutoScalingGroups",
    described,
    (options) => calls.clients.autoScaling.send(asked, options),
  );
  return perColour((colour) => {
    const found = AutoScalingGroups.find((one) => one.AutoScalingGroupName === names[colour]);
    if (found !== undefined) return fleetRead(found, colours[colour]);
    const what = `there is no Auto Scaling group ${names[colour]}; run pulumi up`;
    throw new CallFailed("autoscaling:DescribeAutoScalingGroups", what);
  });
}

function fleetRead(
  { MinSize, MaxSize, DesiredCapacity, Instances = [], LaunchTemplate }: z.infer<typeof group>,
  { launchTemplate }: RegisteredColour,
): FleetRead {
  // Another template, $Latest and $Default are no version of ours: 0, which is none of those a release takes.
  const isOurs = LaunchTemplate?.LaunchTemplateId === launchTemplate.id;
  const version = LaunchTemplate?.Version ?? "";
  return {
    min: MinSize,
    max: MaxSize,
    desired: DesiredCapacity,
    instances: Instances.length,
    templateVersion: isOurs && /^\d+$/.test(version) ? Number(version) : 0,
  };
}

/** Why the fleet did not start what it last wanted to, for people; undefined where it did, or that cannot be told. */
export async function whyNotStarted(calls: Calls, fleet: string): Promise<string | undefined> {
  const asked = new DescribeScalingActivitiesCommand({ AutoScalingGroupName: fleet, MaxRecords: 1 });
  try {
    const { Activities } = await calls.ask("autoscaling:DescribeScalingActivities", activities, (options) =>
      calls.clients.autoScaling.send(asked, options),
    );
    const [last] = Activities;
    if (last?.StatusCode !== "Failed" && last?.StatusCode !== "Cancelled") return undefined;
    return `${fleet}: ${last.StatusMessage ?? last.StatusCode}`;
  } catch (error) {
    // Nothing is decided by it.
    if (error instanceof CallFailed) return undefined;
    throw error;
  }
}

export async function resize(
  calls: Calls,
  { colours }: Registration,
  colour: Colour,
  { min, max, desired }: Sizes,
): Promise<void> {
  await update(calls, {
    AutoScalingGroupName: colours[colour].fleet,
    MinSize: min,
    MaxSize: max,
    DesiredCapacity: desired,
  });
}

/** By its number: `$Latest` would take what Pulumi writes before it was released. */
export async function useTemplate(
  calls: Calls,
  { colours }: Registration,
  colour: Colour,
  version: number,
): Promise<void> {
  const { fleet, launchTemplate } = colours[colour];
  await update(calls, {
    AutoScalingGroupName: fleet,
    LaunchTemplate: { LaunchTemplateId: launchTemplate.id, Version: String(version) },
  });
}

async function update(calls: Calls, input: UpdateAutoScalingGroupCommandInput): Promise<void> {
  await calls.ask("autoscaling:UpdateAutoScalingGroup", z.unknown(), (options) =>
    calls.clients.autoScaling.send(new UpdateAutoScalingGroupCommand(input), options),
  );
}
