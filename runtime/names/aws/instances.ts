/** The instances of a stage's fleets, as Amazon EC2 knows them. */
import { DescribeInstancesCommand, type EC2Client, type Instance } from "@aws-sdk/client-ec2";
import { COLOURS } from "../../../naming/colours";
import { identityOf, MANAGED_BY } from "../../../naming/tags";
import type { LiveInstance } from "../wanted";

/** The answer may be some seconds old, in either direction. */
export async function liveInstances(
  client: EC2Client,
  { project, stage }: { readonly project: string; readonly stage: string },
  abortSignal: AbortSignal,
): Promise<LiveInstance[]> {
  const found: LiveInstance[] = [];
  const Filters = [
    { Name: "tag:Project", Values: [project] },
    { Name: "tag:Stage", Values: [stage] },
    { Name: "tag:ManagedBy", Values: [MANAGED_BY] },
    { Name: "tag-key", Values: ["Colour"] },
    { Name: "instance-state-name", Values: ["running"] },
  ];
  let NextToken: string | undefined;
  do {
    const input = { Filters, MaxResults: 1000, ...(NextToken === undefined ? {} : { NextToken }) };
    const page = await client.send(new DescribeInstancesCommand(input), { abortSignal });
    const instances = (page.Reservations ?? []).flatMap(({ Instances = [] }) => Instances);
    found.push(...instances.flatMap((instance) => liveInstance(instance) ?? []));
    ({ NextToken } = page);
  } while (NextToken !== undefined && NextToken !== "");
  return found;
}

/** Undefined for what is no instance of a fleet, or does not run: filters are looked at elsewhere than states. */
function liveInstance(instance: Instance): LiveInstance | undefined {
  const { InstanceId: id, PrivateIpAddress: address, State, Tags = [] } = instance;
  const tags = Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value]));
  const { service, colour: found } = identityOf(tags) ?? {};
  const colour = COLOURS.find((one) => one === found);
  if (State?.Name !== "running") return undefined;
  if (id === undefined || address === undefined || service === undefined || colour === undefined)
    return undefined;
  return { id, service, colour, address };
}
