/** The running instances of a service's fleet, by the tags they have. */
import { DescribeInstancesCommand, EC2Client } from "@aws-sdk/client-ec2";
import type { Colour } from "../../../naming/colours";
import type { Place } from "../place";
import { clientSettings } from "./client";

export interface RunningInstance {
  readonly instanceId: string;
  readonly service: string | undefined;
  readonly colour: string | undefined;
  readonly address: string | undefined;
  /** In milliseconds since 1970. */
  readonly launchedAt: number;
}

/** Which ones, beside those of the stage that run. */
export type Wanted = { readonly service: string; readonly colour: Colour } | { readonly instanceId: string };

/** Those that have run longest first. */
export async function runningInstances(place: Place, wanted: Wanted): Promise<RunningInstance[]> {
  const { project, stage, region } = place;
  const client = new EC2Client(clientSettings(region));
  const filters = {
    "tag:Project": project,
    "tag:Stage": stage,
    "instance-state-name": "running",
    ...("instanceId" in wanted
      ? { "instance-id": wanted.instanceId }
      : { "tag:Service": wanted.service, "tag:Colour": wanted.colour }),
  };
  try {
    const found: RunningInstance[] = [];
    let NextToken: string | undefined;
    do {
      const answer = await client.send(
        new DescribeInstancesCommand({
          Filters: Object.entries(filters).map(([Name, value]) => ({ Name, Values: [value] })),
          ...(NextToken === undefined ? {} : { NextToken }),
        }),
      );
      for (const { Instances = [] } of answer.Reservations ?? [])
        for (const { InstanceId = "", PrivateIpAddress: address, LaunchTime, Tags = [] } of Instances) {
          const tag = (key: string): string | undefined => Tags.find(({ Key }) => Key === key)?.Value;
          found.push({
            instanceId: InstanceId,
            service: tag("Service"),
            colour: tag("Colour"),
            address,
            launchedAt: LaunchTime?.getTime() ?? 0,
          });
        }
      NextToken = answer.NextToken;
    } while (NextToken !== undefined && NextToken !== "");
    return found.sort((one, other) => one.launchedAt - other.launchedAt);
  } finally {
    client.destroy();
  }
}
