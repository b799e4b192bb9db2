import assert from "node:assert/strict";
import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  CreateLaunchConfigurationCommand,
  DeleteAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
} from "@aws-sdk/client-auto-scaling";
import { CreateSubnetCommand, CreateVpcCommand, EC2Client } from "@aws-sdk/client-ec2";
import type { Told } from "../../../../local/events/event";
import { InstanceEvents } from "../../../../local/events/sources/instances";
import { MOTO_TIMEOUT } from "../../../helpers/moto";
import { ACCOUNT, FUNCTION, NOON, REGION, World } from "../world";

const GROUP = "multistage-dev-guestbook-blue";

describe("the events of instances", function () {
  this.timeout(MOTO_TIMEOUT);
  const world = new World();
  const told: Told[] = [];

  const instances = (endpoint = world.moto.endpoint): InstanceEvents => {
    told.length = 0;
    const events = { put: (one: Told) => String(told.push(one)) };
    const say = (line: string): void => void world.said.push(line);
    return world.closing(
      new InstanceEvents({ store: { endpoint, region: REGION }, account: ACCOUNT, events, say }),
    );
  };

  /** A group with one instance in a subnet. */
  const fleet = async () => {
    const ec2 = world.client(EC2Client);
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
    const zone = `${REGION}a`;
    const { Subnet } = await ec2.send(
      new CreateSubnetCommand({ VpcId: Vpc?.VpcId, CidrBlock: "10.0.0.0/24", AvailabilityZone: zone }),
    );
    const scaling = world.client(AutoScalingClient);
    const LaunchConfigurationName = "web";
    await scaling.send(
      new CreateLaunchConfigurationCommand({
        LaunchConfigurationName,
        ImageId: "ami-12345678",
        InstanceType: "t4g.small",
      }),
    );
    await scaling.send(
      new CreateAutoScalingGroupCommand({
        AutoScalingGroupName: GROUP,
        LaunchConfigurationName,
        MinSize: 1,
        MaxSize: 1,
        VPCZoneIdentifier: Subnet?.SubnetId ?? "",
      }),
    );
    const asked = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [GROUP] });
    const group = (await scaling.send(asked)).AutoScalingGroups?.[0];
    return {
      scaling,
      subnetId: Subnet?.SubnetId,
      groupArn: group?.AutoScalingGroupARN,
      instanceId: group?.Instances?.[0]?.InstanceId ?? "",
    };
  };

  it("are told without their place where the store does not answer, which is said", async () => {
    const events = instances("http://127.0.0.1:9");
    events.tell({ kind: "ended", instanceId: "i-1", group: GROUP, at: NOON });
    await events.settled();
    assert.deepEqual(
      told.map(({ detailType }) => detailType),
      [
        "EC2 Instance State-change Notification",
        "EC2 Instance State-change Notification",
        "EC2 Instance Terminate Successful",
      ],
    );
    assert.deepEqual(world.said, [
      "the store at http://127.0.0.1:9 does not say where i-1 is (ECONNREFUSED)",
    ]);
  });

  it("have the shape that AWS documents, also at the end of a group that is no longer there", async () => {
    const { scaling, subnetId, groupArn, instanceId } = await fleet();
    const events = instances();
    events.tell({ kind: "launched", instanceId, group: GROUP, at: NOON });
    events.tell({ kind: "failed", instanceId, group: GROUP, at: NOON + 1_000 });
    await events.settled();
    await scaling.send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName: GROUP, ForceDelete: true }));
    events.tell({ kind: "ended", instanceId, group: GROUP, at: NOON + 60_000 });
    await events.settled();

    const instanceArn = `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/${instanceId}`;
    const state = (name: string, time: number): Told => ({
      source: "aws.ec2",
      detailType: "EC2 Instance State-change Notification",
      resources: [instanceArn],
      detail: { "instance-id": instanceId, state: name },
      time,
    });
    const uuid = /^[0-9a-f-]{36}$/;
    const scaled = told.flatMap(({ detail, ...rest }): Told[] => {
      if (rest.source !== "aws.autoscaling") return [{ ...rest, detail }];
      const { ActivityId, RequestId, ...others } = detail;
      assert.match(String(ActivityId), uuid);
      assert.match(String(RequestId), uuid);
      return [{ ...rest, detail: others }];
    });
    const Details = { "Availability Zone": `${REGION}a`, "Subnet ID": subnetId };
    const difference = "in response to a difference between desired and actual capacity.";
    const activity = { StatusCode: "InProgress", StatusMessage: "", AutoScalingGroupName: GROUP, Details };
    assert.deepEqual(scaled, [
      state("pending", NOON),
      state("running", NOON),
      {
        source: "aws.autoscaling",
        detailType: "EC2 Instance Launch Successful",
        resources: [groupArn, instanceArn],
        detail: {
          ...activity,
          Description: `Launching a new EC2 instance: ${instanceId}`,
          EC2InstanceId: instanceId,
          StartTime: "2026-11-21T12:00:00Z",
          EndTime: "2026-11-21T12:00:00Z",
          Cause: `At 2026-11-21T12:00:00Z an instance was started ${difference}`,
          Origin: "EC2",
          Destination: "AutoScalingGroup",
        },
        time: NOON,
      },
      state("shutting-down", NOON + 60_000),
      state("terminated", NOON + 60_000),
      {
        source: "aws.autoscaling",
        detailType: "EC2 Instance Terminate Successful",
        resources: [groupArn, instanceArn],
        detail: {
          ...activity,
          Description: `Terminating EC2 instance: ${instanceId}`,
          EC2InstanceId: instanceId,
          StartTime: "2026-11-21T12:01:00Z",
          EndTime: "2026-11-21T12:01:00Z",
          Cause: `At 2026-11-21T12:01:00Z an instance was taken out of service ${difference}`,
          Origin: "AutoScalingGroup",
          Destination: "EC2",
        },
        time: NOON + 60_000,
      },
    ]);
  });

  it("reach the function of a stage by the names' beginning", async () => {
    const pattern = {
      source: ["aws.autoscaling"],
      "detail-type": ["EC2 Instance Launch Successful"],
      detail: { AutoScalingGroupName: [{ prefix: "multistage-dev-" }] },
    };
    await world.rule("instances", pattern, { Arn: FUNCTION, InputPath: "$.detail.EC2InstanceId" });
    const events = await world.events();
    const store = { endpoint: world.moto.endpoint, region: REGION };
    const say = (line: string): void => void world.said.push(line);
    const source = world.closing(new InstanceEvents({ store, account: ACCOUNT, events, say }));
    source.tell({ kind: "launched", instanceId: "i-1", group: GROUP, at: NOON });
    source.tell({ kind: "launched", instanceId: "i-2", group: "multistage-prod-guestbook-blue", at: NOON });
    await source.settled();
    await events.settled();
    assert.deepEqual(world.called, [{ arn: FUNCTION, payload: "i-1" }]);
  });
});
