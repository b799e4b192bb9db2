/** Which instances of Auto Scaling groups run, as the emulator knows. */
import {
  DescribeInstanceAttributeCommand,
  DescribeInstancesCommand,
  type EC2Client,
  type Instance,
} from "@aws-sdk/client-ec2";

export interface RunningInstance {
  readonly instanceId: string;
  /** The Auto Scaling group's name. */
  readonly group: string;
}

const GROUP = "aws:autoscaling:groupName";

export async function runningInstances(ec2: EC2Client): Promise<RunningInstance[]> {
  const found: Instance[] = [];
  let NextToken: string | undefined;
  do {
    const Filters = [
      { Name: "instance-state-name", Values: ["pending", "running"] },
      { Name: "tag-key", Values: [GROUP] },
    ];
    const page = await ec2.send(new DescribeInstancesCommand({ Filters, NextToken }));
    found.push(...(page.Reservations ?? []).flatMap(({ Instances = [] }) => Instances));
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  return found.map(({ InstanceId = "", Tags = [] }) => ({
    instanceId: InstanceId,
    group: Tags.find(({ Key }) => Key === GROUP)?.Value ?? "",
  }));
}

/** As it was given, no longer in base64; empty where there is none. */
export async function userDataOf(ec2: EC2Client, InstanceId: string): Promise<Buffer> {
  const asked = new DescribeInstanceAttributeCommand({ InstanceId, Attribute: "userData" });
  const { UserData } = await ec2.send(asked);
  return Buffer.from(UserData?.Value ?? "", "base64");
}
