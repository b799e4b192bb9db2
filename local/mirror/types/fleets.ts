/** Amazon EC2 Auto Scaling: groups, whose sizes and template version the release changes too. */
import * as scaling from "@aws-sdk/client-auto-scaling";
import { isValues, type Value, type Values } from "../../../wire/values";
import type { Clients } from "../clients";
import { given, ifGiven, text, type Mirrored } from "../mirrored";

function launchTemplate({ launchTemplate: template }: Values) {
  if (!isValues(template)) return {};
  const [id, name, version] = [text(template, "id"), text(template, "name"), text(template, "version")];
  const known = id === "" ? { LaunchTemplateName: name } : { LaunchTemplateId: id };
  return { LaunchTemplate: { ...known, Version: version === "" ? "$Default" : version } };
}

function joined(value: Value | undefined): string | undefined {
  return Array.isArray(value) && value.length > 0 ? value.map(String).join(",") : undefined;
}

/** What is called otherwise by AWS, and how it goes there. */
const SETTINGS: Readonly<
  Record<string, (properties: Values) => Partial<scaling.UpdateAutoScalingGroupType>>
> = {
  desiredCapacity: (properties) => given("DesiredCapacity", properties["desiredCapacity"]),
  defaultCooldown: (properties) => given("DefaultCooldown", properties["defaultCooldown"]),
  healthCheckGracePeriod: (properties) =>
    given("HealthCheckGracePeriod", properties["healthCheckGracePeriod"]),
  healthCheckType: (properties) => given("HealthCheckType", properties["healthCheckType"]),
  launchTemplate,
  maxSize: (properties) => given("MaxSize", properties["maxSize"]),
  minSize: (properties) => given("MinSize", properties["minSize"]),
  protectFromScaleIn: (properties) =>
    given("NewInstancesProtectedFromScaleIn", properties["protectFromScaleIn"]),
  vpcZoneIdentifiers: (properties) => given("VPCZoneIdentifier", joined(properties["vpcZoneIdentifiers"])),
};

function settings(properties: Values, sent?: ReadonlySet<string>): scaling.UpdateAutoScalingGroupType {
  const own = Object.entries(SETTINGS).filter(([name]) => sent?.has(name) ?? true);
  const parts = own.map(([, part]) => part(properties));
  return Object.assign({ AutoScalingGroupName: text(properties, "name") }, ...parts) as never;
}

function tags(properties: Values): scaling.Tag[] {
  const { tags: list } = properties;
  const ResourceId = text(properties, "name");
  return (Array.isArray(list) ? list.filter(isValues) : []).map((tag) => ({
    Key: text(tag, "key"),
    Value: text(tag, "value"),
    PropagateAtLaunch: tag["propagateAtLaunch"] === true,
    ResourceId,
    ResourceType: "auto-scaling-group",
  }));
}

async function retag(to: Clients, properties: Values, before: Values): Promise<void> {
  const client = to.of(scaling.AutoScalingClient);
  const [had, Tags] = [tags(before), tags(properties)];
  const gone = had.filter(({ Key }) => !Tags.some((tag) => tag.Key === Key));
  if (gone.length > 0) await client.send(new scaling.DeleteTagsCommand({ Tags: gone }));
  if (Tags.length > 0) await client.send(new scaling.CreateOrUpdateTagsCommand({ Tags }));
}

async function reattach(to: Clients, properties: Values, before: Values): Promise<void> {
  const client = to.of(scaling.AutoScalingClient);
  const AutoScalingGroupName = text(properties, "name");
  const arns = ({ targetGroupArns }: Values): string[] =>
    Array.isArray(targetGroupArns) ? targetGroupArns.map(String) : [];
  const [had, has] = [arns(before), arns(properties)];
  const gone = { AutoScalingGroupName, TargetGroupARNs: had.filter((arn) => !has.includes(arn)) };
  const come = { AutoScalingGroupName, TargetGroupARNs: has.filter((arn) => !had.includes(arn)) };
  if (gone.TargetGroupARNs.length > 0)
    await client.send(new scaling.DetachLoadBalancerTargetGroupsCommand(gone));
  if (come.TargetGroupARNs.length > 0)
    await client.send(new scaling.AttachLoadBalancerTargetGroupsCommand(come));
}

async function found(to: Clients, name: string): Promise<scaling.AutoScalingGroup | undefined> {
  const asked = new scaling.DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] });
  return (await to.of(scaling.AutoScalingClient).send(asked)).AutoScalingGroups?.[0];
}

const group: Mirrored = {
  gone: ["ValidationError"],
  create: (to, { properties }) => {
    const input = {
      MinSize: 0,
      MaxSize: 0,
      ...settings(properties),
      ...given("TargetGroupARNs", properties["targetGroupArns"]),
      Tags: tags(properties),
    } as scaling.CreateAutoScalingGroupType;
    return to.of(scaling.AutoScalingClient).send(new scaling.CreateAutoScalingGroupCommand(input));
  },
  update: async (to, { properties }, sent, before) => {
    if (Object.keys(SETTINGS).some((name) => sent.has(name))) {
      const command = new scaling.UpdateAutoScalingGroupCommand(settings(properties, sent));
      await to.of(scaling.AutoScalingClient).send(command);
    }
    if (sent.has("tags")) await retag(to, properties, before);
    if (sent.has("targetGroupArns")) await reattach(to, properties, before);
  },
  // The real provider takes the instances away first, and waits until they are gone.
  remove: async (to, { id }) => {
    if ((await found(to, id)) === undefined) return;
    const input = { AutoScalingGroupName: id, ForceDelete: true };
    await to.of(scaling.AutoScalingClient).send(new scaling.DeleteAutoScalingGroupCommand(input));
  },
  read: async (to, { id, properties }) => {
    const held = await found(to, id);
    if (held === undefined) return undefined;
    const template = held.LaunchTemplate;
    return {
      ...(template === undefined
        ? {}
        : {
            launchTemplate: {
              id: template.LaunchTemplateId ?? "",
              name: template.LaunchTemplateName ?? "",
              version: template.Version ?? "",
            },
          }),
      desiredCapacity: held.DesiredCapacity ?? 0,
      healthCheckGracePeriod: held.HealthCheckGracePeriod ?? 0,
      healthCheckType: held.HealthCheckType ?? "",
      maxSize: held.MaxSize ?? 0,
      minSize: held.MinSize ?? 0,
      tags: (held.Tags ?? []).map(({ Key = "", Value = "", PropagateAtLaunch = false }) => ({
        key: Key,
        propagateAtLaunch: PropagateAtLaunch,
        value: Value,
      })),
      ...ifGiven(properties, "targetGroupArns", held.TargetGroupARNs ?? []),
      ...ifGiven(properties, "vpcZoneIdentifiers", (held.VPCZoneIdentifier ?? "").split(",")),
    };
  },
};

export const ofFleets = {
  "aws:autoscaling/group:Group": group,
};
