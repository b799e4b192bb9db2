/** Amazon EC2: networks as far as load balancers and fleets need them, and launch templates. */
import * as ec2 from "@aws-sdk/client-ec2";
import { isValues, type Values } from "../../../wire/values";
import { calling, type Clients } from "../clients";
import { given, text, type Mirror, type Mirrored } from "../mirrored";
import { retag, tagList, tagMap } from "../tags";
import { upper } from "../words";

function specification(ResourceType: ec2.ResourceType, { properties }: Mirror): ec2.TagSpecification[] {
  const Tags = tagList(properties);
  return Tags.length === 0 ? [] : [{ ResourceType, Tags }];
}

async function retagResource(
  to: Clients,
  mirror: Mirror,
  sent: ReadonlySet<string>,
  before: Values,
): Promise<void> {
  const [client, Resources] = [to.of(ec2.EC2Client), [mirror.id]];
  await retag(
    mirror,
    sent,
    before,
    (keys) => client.send(new ec2.DeleteTagsCommand({ Resources, Tags: keys.map((Key) => ({ Key })) })),
    (Tags) => client.send(new ec2.CreateTagsCommand({ Resources, Tags })),
  );
}

async function setDns(to: Clients, { id, properties }: Mirror): Promise<void> {
  for (const name of ["enableDnsSupport", "enableDnsHostnames"] as const) {
    const Value = properties[name] === true;
    const setting =
      name === "enableDnsSupport" ? { EnableDnsSupport: { Value } } : { EnableDnsHostnames: { Value } };
    await to.of(ec2.EC2Client).send(new ec2.ModifyVpcAttributeCommand({ VpcId: id, ...setting }));
  }
}

const vpc: Mirrored = {
  gone: ["InvalidVpcID.NotFound"],
  create: async (to, mirror) => {
    const { id, properties } = mirror;
    const names = ["defaultSecurityGroupId", "defaultNetworkAclId", "mainRouteTableId"];
    const input = {
      CidrBlock: text(properties, "cidrBlock"),
      TagSpecifications: specification("vpc", mirror),
    };
    await calling([id, ...names.map((name) => text(properties, name))], () =>
      to.of(ec2.EC2Client).send(new ec2.CreateVpcCommand(input)),
    );
    await setDns(to, mirror);
  },
  update: async (to, mirror, sent, before) => {
    await retagResource(to, mirror, sent, before);
    await setDns(to, mirror);
  },
  remove: (to, { id }) => to.of(ec2.EC2Client).send(new ec2.DeleteVpcCommand({ VpcId: id })),
  read: async (to, { id }) => {
    const { Vpcs = [] } = await to.of(ec2.EC2Client).send(new ec2.DescribeVpcsCommand({ VpcIds: [id] }));
    const [found] = Vpcs;
    return found && { cidrBlock: found.CidrBlock ?? "", tagsAll: tagMap(found.Tags) };
  },
};

const subnet: Mirrored = {
  gone: ["InvalidSubnetID.NotFound"],
  create: async (to, mirror) => {
    const { id, properties } = mirror;
    const client = to.of(ec2.EC2Client);
    const input = {
      VpcId: text(properties, "vpcId"),
      ...given("CidrBlock", properties["cidrBlock"]),
      ...given("AvailabilityZone", properties["availabilityZone"]),
      TagSpecifications: specification("subnet", mirror),
    };
    await calling([id], () => client.send(new ec2.CreateSubnetCommand(input)));
    const MapPublicIpOnLaunch = { Value: properties["mapPublicIpOnLaunch"] === true };
    await client.send(new ec2.ModifySubnetAttributeCommand({ SubnetId: id, MapPublicIpOnLaunch }));
  },
  update: retagResource,
  remove: (to, { id }) => to.of(ec2.EC2Client).send(new ec2.DeleteSubnetCommand({ SubnetId: id })),
  read: async (to, { id }) => {
    const asked = new ec2.DescribeSubnetsCommand({ SubnetIds: [id] });
    const { Subnets: [found] = [] } = await to.of(ec2.EC2Client).send(asked);
    return (
      found && {
        availabilityZone: found.AvailabilityZone ?? "",
        cidrBlock: found.CidrBlock ?? "",
        mapPublicIpOnLaunch: found.MapPublicIpOnLaunch ?? false,
        tagsAll: tagMap(found.Tags),
        vpcId: found.VpcId ?? "",
      }
    );
  },
};

const securityGroup: Mirrored = {
  gone: ["InvalidGroup.NotFound"],
  create: (to, mirror) => {
    const { id, properties } = mirror;
    const input = {
      GroupName: text(properties, "name"),
      Description: text(properties, "description"),
      ...given("VpcId", properties["vpcId"]),
      TagSpecifications: specification("security-group", mirror),
    };
    return calling([id], () => to.of(ec2.EC2Client).send(new ec2.CreateSecurityGroupCommand(input)));
  },
  update: retagResource,
  remove: (to, { id }) => to.of(ec2.EC2Client).send(new ec2.DeleteSecurityGroupCommand({ GroupId: id })),
  read: async (to, { id }) => {
    const asked = new ec2.DescribeSecurityGroupsCommand({ GroupIds: [id] });
    const { SecurityGroups: [found] = [] } = await to.of(ec2.EC2Client).send(asked);
    return (
      found && {
        description: found.Description ?? "",
        name: found.GroupName ?? "",
        tagsAll: tagMap(found.Tags),
        vpcId: found.VpcId ?? "",
      }
    );
  },
};

/** What a template launches: everything but what is of the template itself. */
const OF_TEMPLATE = [
  ...[
    "arn",
    "defaultVersion",
    "description",
    "latestVersion",
    "name",
    "namePrefix",
    "region",
    "tags",
    "tagsAll",
  ],
  ...["updateDefaultVersion", "vpcSecurityGroupIds"],
];

/** GiB of a volume that is as large as its image says; moto wants to be told, and has no images. */
const IMAGE_GIB = 8;

/** Volumes with a size each. */
function sized({ ebs, ...device }: Values): Values {
  if (!isValues(ebs) || ebs["volumeSize"] !== undefined || ebs["snapshotId"] !== undefined)
    return ebs === undefined ? device : { ...device, ebs };
  return { ...device, ebs: { ...ebs, volumeSize: IMAGE_GIB } };
}

function launches({ properties }: Mirror): ec2.RequestLaunchTemplateData {
  const names = Object.keys(properties).filter((name) => !OF_TEMPLATE.includes(name));
  const kept = Object.fromEntries(names.map((name) => [name, properties[name] ?? null]));
  const { tagSpecifications, blockDeviceMappings: devices } = kept;
  if (Array.isArray(devices)) kept["blockDeviceMappings"] = devices.filter(isValues).map(sized);
  const TagSpecifications = (Array.isArray(tagSpecifications) ? (tagSpecifications as Values[]) : []).map(
    (one) => ({
      ResourceType: text(one, "resourceType"),
      Tags: tagList({ tagsAll: one["tags"] ?? {} }),
    }),
  );
  return {
    ...(upper(kept) as ec2.RequestLaunchTemplateData),
    ...(tagSpecifications === undefined ? {} : { TagSpecifications: TagSpecifications as never }),
    ...given("SecurityGroupIds", properties["vpcSecurityGroupIds"]),
  };
}

async function addVersions(to: Clients, mirror: Mirror, from: number): Promise<void> {
  const { id, properties } = mirror;
  const input = {
    LaunchTemplateId: id,
    LaunchTemplateData: launches(mirror),
    ...given("VersionDescription", properties["description"]),
  };
  for (let made = from; made < Number(properties["latestVersion"]); made++)
    await to.of(ec2.EC2Client).send(new ec2.CreateLaunchTemplateVersionCommand(input));
  const DefaultVersion = text(properties, "defaultVersion");
  await to
    .of(ec2.EC2Client)
    .send(new ec2.ModifyLaunchTemplateCommand({ LaunchTemplateId: id, DefaultVersion }));
}

const launchTemplate: Mirrored = {
  gone: ["InvalidLaunchTemplateId.NotFound"],
  // One that is made anew has as many versions as it had, all of them like the last.
  create: async (to, mirror) => {
    const input = {
      LaunchTemplateName: text(mirror.properties, "name"),
      LaunchTemplateData: launches(mirror),
      TagSpecifications: specification("launch-template", mirror),
      ...given("VersionDescription", mirror.properties["description"]),
    };
    await calling([mirror.id], () => to.of(ec2.EC2Client).send(new ec2.CreateLaunchTemplateCommand(input)));
    await addVersions(to, mirror, 1);
  },
  update: async (to, mirror, sent, before) => {
    await retagResource(to, mirror, sent, before);
    await addVersions(to, mirror, Number(before["latestVersion"]));
  },
  remove: (to, { id }) =>
    to.of(ec2.EC2Client).send(new ec2.DeleteLaunchTemplateCommand({ LaunchTemplateId: id })),
  read: async (to, { id }) => {
    const [client, LaunchTemplateId] = [to.of(ec2.EC2Client), id];
    const asked = new ec2.DescribeLaunchTemplatesCommand({ LaunchTemplateIds: [id] });
    const { LaunchTemplates: [found] = [] } = await client.send(asked);
    // The template itself keeps the tags it was made with.
    const tagged = new ec2.DescribeTagsCommand({ Filters: [{ Name: "resource-id", Values: [id] }] });
    const { Tags } = await client.send(tagged);
    const latest = new ec2.DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId, Versions: ["$Latest"] });
    const { LaunchTemplateVersions: [version] = [] } = await client.send(latest);
    return (
      found && {
        defaultVersion: Number(found.DefaultVersionNumber),
        imageId: version?.LaunchTemplateData?.ImageId ?? "",
        instanceType: version?.LaunchTemplateData?.InstanceType ?? "",
        latestVersion: Number(found.LatestVersionNumber),
        name: found.LaunchTemplateName ?? "",
        tagsAll: tagMap(Tags),
        userData: version?.LaunchTemplateData?.UserData ?? "",
      }
    );
  },
};

export const ofEc2 = {
  "aws:ec2/vpc:Vpc": vpc,
  "aws:ec2/subnet:Subnet": subnet,
  "aws:ec2/securityGroup:SecurityGroup": securityGroup,
  "aws:ec2/launchTemplate:LaunchTemplate": launchTemplate,
};
