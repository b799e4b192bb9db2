/**
 * What EC2 and Auto Scaling tell of instances that come and go.
 * Sources: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-event-reference.html and
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-instance-state-changes.html
 */
import { randomUUID } from "node:crypto";
import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from "@aws-sdk/client-auto-scaling";
import { DescribeInstancesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { emulatorClient } from "../../emulator-client";
import { eventTime, type Told } from "../event";
import type { Events } from "../event-bus";
import type { StoreAddress } from "../store";

/** As the local instances tell it; what is neither of the two is nothing that AWS tells. */
export interface InstanceChange {
  readonly kind: string;
  readonly instanceId: string;
  /** The Auto Scaling group's name. */
  readonly group: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What AWS knows of an instance beside its id. */
export interface InstancePlace {
  readonly region: string;
  readonly account: string;
  readonly groupArn: string;
  readonly zone: string;
  readonly subnetId: string;
}

const WORDS = {
  launched: {
    states: ["pending", "running"],
    detailType: "EC2 Instance Launch Successful",
    description: "Launching a new EC2 instance",
    origin: "EC2",
    destination: "AutoScalingGroup",
    cause: "an instance was started in response to a difference between desired and actual capacity",
  },
  ended: {
    states: ["shutting-down", "terminated"],
    detailType: "EC2 Instance Terminate Successful",
    description: "Terminating EC2 instance",
    origin: "AutoScalingGroup",
    destination: "EC2",
    cause:
      "an instance was taken out of service in response to a difference between desired and actual capacity",
  },
} as const;

/** The events of one change, in their order. Pure but for their ids. */
export function instanceEvents(
  { kind, instanceId, at }: InstanceChange,
  group: string,
  place: InstancePlace,
) {
  if (kind !== "launched" && kind !== "ended") return [];
  const { region, account, groupArn, zone, subnetId } = place;
  const { states, detailType, description, origin, destination, cause } = WORDS[kind];
  const arn = `arn:aws:ec2:${region}:${account}:instance/${instanceId}`;
  const time = eventTime(at);
  return [
    ...states.map((state): Told => ({
      source: "aws.ec2",
      detailType: "EC2 Instance State-change Notification",
      resources: [arn],
      detail: { "instance-id": instanceId, state },
      time: at,
    })),
    {
      source: "aws.autoscaling",
      detailType,
      resources: [groupArn, arn],
      detail: {
        // AWS's own examples of what was successful say so.
        StatusCode: "InProgress",
        Description: `${description}: ${instanceId}`,
        AutoScalingGroupName: group,
        ActivityId: randomUUID(),
        Details: { "Availability Zone": zone, "Subnet ID": subnetId },
        RequestId: randomUUID(),
        StatusMessage: "",
        EndTime: time,
        EC2InstanceId: instanceId,
        StartTime: time,
        Cause: `At ${time} ${cause}.`,
        Origin: origin,
        Destination: destination,
      },
      time: at,
    },
  ] satisfies Told[];
}

export interface InstanceEventsOptions {
  readonly store: StoreAddress;
  readonly account: string;
  readonly events: Events;
  /** Told when the store does not say where an instance is; its events are told without. */
  readonly say: (line: string) => void;
}

/** Tells the events of instances of which it is told, in the order in which it is. */
export class InstanceEvents {
  private readonly scaling: AutoScalingClient;
  private readonly ec2: EC2Client;
  private readonly places = new Map<string, InstancePlace>();
  private telling: Promise<void> = Promise.resolve();

  constructor(private readonly options: InstanceEventsOptions) {
    const settings = emulatorClient(options.store);
    this.scaling = new AutoScalingClient(settings);
    this.ec2 = new EC2Client(settings);
  }

  tell(change: InstanceChange): void {
    this.telling = this.telling.then(async () => {
      const place = await this.place(change);
      for (const told of instanceEvents(change, change.group, place)) this.options.events.put(told);
      if (change.kind === "ended") this.places.delete(change.instanceId);
      else this.places.set(change.instanceId, place);
    });
  }

  /** Resolves when everything that was told has gone on. */
  settled(): Promise<void> {
    return this.telling;
  }

  async close(): Promise<void> {
    await this.telling;
    this.scaling.destroy();
    this.ec2.destroy();
  }

  /** As it was at the launch, where that was seen: of one that has ended nobody may know any more. */
  private async place({ instanceId, group }: InstanceChange): Promise<InstancePlace> {
    const known = this.places.get(instanceId);
    if (known !== undefined) return known;
    const { store, account, say } = this.options;
    const { region } = store;
    const arn = `arn:aws:autoscaling:${region}:${account}:autoScalingGroup::autoScalingGroupName/${group}`;
    try {
      const [{ AutoScalingGroups }, { Reservations }] = await Promise.all([
        this.scaling.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [group] })),
        this.ec2.send(
          new DescribeInstancesCommand({ Filters: [{ Name: "instance-id", Values: [instanceId] }] }),
        ),
      ]);
      const instance = Reservations?.[0]?.Instances?.[0];
      const groupArn = AutoScalingGroups?.[0]?.AutoScalingGroupARN ?? arn;
      const zone = instance?.Placement?.AvailabilityZone ?? "";
      return { region, account, groupArn, zone, subnetId: instance?.SubnetId ?? "" };
    } catch (error) {
      const { code, name } = error as NodeJS.ErrnoException;
      say(`the store at ${store.endpoint} does not say where ${instanceId} is (${code ?? name})`);
      return { region, account, groupArn: arn, zone: "", subnetId: "" };
    }
  }
}
