/** The fleets of a service in the emulator: two Auto Scaling groups, each with a launch template, behind its target group. */
import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  UpdateAutoScalingGroupCommand,
} from "@aws-sdk/client-auto-scaling";
import {
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  DescribeSubnetsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { perColour, type Colour, type PerColour } from "../../../../naming/colours";
import type { EmulatorAddress } from "../../../../local/emulator-client";
import type { Registration } from "../../../../runtime/release/registration";
import { MOTO_CLIENT } from "../../../helpers/moto";
import { REGISTRATION } from "../sample";

export interface DeclaredFleets {
  readonly registration: Registration;
  /** A further version of the colour's launch template. */
  readonly addVersion: (colour: Colour) => Promise<void>;
  /** As somebody would by hand. */
  readonly use: (colour: Colour, what: { template?: string; version: string }) => Promise<void>;
}

const IMAGE = { ImageId: "ami-12c6146b", InstanceType: "t3.micro" } as const;

/** Empty, as Pulumi makes them; behind those target groups where they are given. */
export async function declareFleets(
  { endpoint }: EmulatorAddress,
  groups?: PerColour<string>,
): Promise<DeclaredFleets> {
  const compute = new EC2Client({ ...MOTO_CLIENT, endpoint });
  const scaling = new AutoScalingClient({ ...MOTO_CLIENT, endpoint });
  const { Subnets = [] } = await compute.send(new DescribeSubnetsCommand({}));

  async function declare(colour: Colour): Promise<Registration["colours"]["blue"]> {
    const registered = REGISTRATION.colours[colour];
    const { fleet, targetGroupArn } = registered;
    const made = await compute.send(
      new CreateLaunchTemplateCommand({ LaunchTemplateName: fleet, LaunchTemplateData: IMAGE }),
    );
    const id = made.LaunchTemplate?.LaunchTemplateId ?? "";
    await scaling.send(
      new CreateAutoScalingGroupCommand({
        AutoScalingGroupName: fleet,
        MinSize: 0,
        MaxSize: 0,
        DesiredCapacity: 0,
        LaunchTemplate: { LaunchTemplateId: id, Version: "1" },
        VPCZoneIdentifier: Subnets[0]?.SubnetId,
        ...(groups === undefined ? {} : { TargetGroupARNs: [groups[colour]] }),
      }),
    );
    return {
      ...registered,
      launchTemplate: { id, version: 1 },
      targetGroupArn: groups?.[colour] ?? targetGroupArn,
    };
  }

  const registration = {
    ...REGISTRATION,
    colours: { blue: await declare("blue"), green: await declare("green") },
  };
  const templates = perColour((colour) => registration.colours[colour].launchTemplate.id);
  return {
    registration,
    async addVersion(colour) {
      const LaunchTemplateId = templates[colour];
      await compute.send(
        new CreateLaunchTemplateVersionCommand({ LaunchTemplateId, LaunchTemplateData: IMAGE }),
      );
    },
    async use(colour, { template = templates[colour], version }) {
      const LaunchTemplate = { LaunchTemplateId: template, Version: version };
      const AutoScalingGroupName = REGISTRATION.colours[colour].fleet;
      await scaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, LaunchTemplate }));
    },
  };
}

/** As they stand in the emulator, with the ids of their instances. */
export async function fleetsNow({ endpoint }: EmulatorAddress) {
  const client = new AutoScalingClient({ ...MOTO_CLIENT, endpoint });
  const { AutoScalingGroups = [] } = await client.send(new DescribeAutoScalingGroupsCommand({}));
  return perColour((colour) => {
    const { fleet } = REGISTRATION.colours[colour];
    const found = AutoScalingGroups.find(({ AutoScalingGroupName }) => AutoScalingGroupName === fleet);
    const { MinSize, MaxSize, DesiredCapacity, LaunchTemplate, Instances = [] } = found!;
    const ids = Instances.map(({ InstanceId = "" }) => InstanceId);
    return { MinSize, MaxSize, DesiredCapacity, version: LaunchTemplate?.Version, ids };
  });
}
