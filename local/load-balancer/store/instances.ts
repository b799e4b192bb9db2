/** What became of the instances that are registered: the store does not deregister all that are gone itself. */
import { paginateDescribeInstances } from "@aws-sdk/client-ec2";
import { DeregisterTargetsCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Registrations } from "./read-store";
import type { StoreClients } from "./store";

/** Their states; one the store has never heard of, or has forgotten, counts as terminated, an address as running. */
export async function instanceStates(
  { instances }: StoreClients,
  registered: Registrations,
): Promise<(id: string) => string | undefined> {
  const ids = [...new Set([...registered.values()].flat().map(({ id }) => id))].filter(isInstance);
  const states = new Map<string, string | undefined>();
  if (ids.length > 0) {
    const pages = paginateDescribeInstances(
      { client: instances },
      // By a filter, as one unknown id would refuse them all.
      { Filters: [{ Name: "instance-id", Values: ids }] },
    );
    for await (const { Reservations = [] } of pages)
      for (const { InstanceId = "", State } of Reservations.flatMap((one) => one.Instances ?? []))
        states.set(InstanceId, State?.Name);
  }
  return (id) => (isInstance(id) ? (states.get(id) ?? "terminated") : "running");
}

/** Takes the registrations of those that are gone out of the store too. */
export async function deregister({ balancing }: StoreClients, gone: Registrations): Promise<void> {
  for (const [TargetGroupArn, targets] of gone) {
    if (targets.length === 0) continue;
    const Targets = targets.map(({ id }) => ({ Id: id }));
    await balancing.send(new DeregisterTargetsCommand({ TargetGroupArn, Targets }));
  }
}

function isInstance(id: string): boolean {
  return id.startsWith("i-");
}
