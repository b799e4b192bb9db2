/**
 * The instances of one colour: an Auto Scaling group and its launch template. The group is made empty; its sizes and
 * the template version in use are the release's, so Pulumi never touches them again.
 */
import * as autoscaling from "@pulumi/aws/autoscaling";
import * as ec2 from "@pulumi/aws/ec2";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import type * as iam from "@pulumi/aws/iam";
import type * as lb from "@pulumi/aws/lb";
import type * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../naming/names";
import { architectureOf } from "./architecture";
import type { Colour } from "../../naming/colours";
import { installerText } from "./installer";
import { partOf, type Plan } from "./plan";
import { userData } from "./user-data";

/** The newest Amazon Linux 2023 at every launch, by a parameter that AWS keeps. */
const IMAGE = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-";

/** How long an instance may take to install its revision before the load balancer's opinion of it counts. */
const HEALTH_CHECK_GRACE_SECONDS = 300;

export interface Fleet {
  readonly group: autoscaling.Group;
  readonly template: ec2.LaunchTemplate;
}

/** What the fleets of both colours share, and what one of them is attached to. */
export interface Surroundings {
  readonly targetGroup: lb.TargetGroup;
  readonly securityGroup: ec2.SecurityGroup;
  readonly profile: iam.InstanceProfile;
  readonly revision: ssm.Parameter;
}

export function createFleet(plan: Plan, colour: Colour, around: Surroundings): Fleet {
  const { parent, args } = plan;
  const { logicalName, identity, tags } = partOf(plan, "fleet", colour);
  const template = createTemplate(plan, colour, around);
  const group = new autoscaling.Group(
    logicalName,
    {
      name: physicalName("aws:autoscaling/group:Group", identity),
      minSize: 0,
      maxSize: 0,
      desiredCapacity: 0,
      vpcZoneIdentifiers: args.subnetIds,
      launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
      targetGroupArns: [around.targetGroup.arn],
      healthCheckType: "ELB",
      healthCheckGracePeriod: HEALTH_CHECK_GRACE_SECONDS,
      // Instances come and go by releases; an update of the program waits for none of them.
      waitForCapacityTimeout: "0",
      tags: Object.entries(tags).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
    },
    { parent, ignoreChanges: ["minSize", "maxSize", "desiredCapacity", "launchTemplate"] },
  );
  return { group, template };
}

function createTemplate(
  plan: Plan,
  colour: Colour,
  { securityGroup, profile, revision }: Surroundings,
): ec2.LaunchTemplate {
  const { parent, settings } = plan;
  const { logicalName, identity, tags } = partOf(plan, "fleet", colour);
  const { region } = getRegionOutput({}, { parent });
  return new ec2.LaunchTemplate(
    logicalName,
    {
      name: physicalName("aws:ec2/launchTemplate:LaunchTemplate", identity),
      imageId: IMAGE + architectureOf(settings.instanceType),
      instanceType: settings.instanceType,
      iamInstanceProfile: { arn: profile.arn },
      vpcSecurityGroupIds: [securityGroup.id],
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: { volumeType: "gp3", encrypted: "true", deleteOnTermination: "true" },
        },
      ],
      tagSpecifications: ["instance", "volume"].map((resourceType) => ({ resourceType, tags })),
      userData: pulumi.all([region, revision.name, plan.port]).apply(([at, revisionParameter, port]) =>
        userData({
          installer: installerText(),
          region: at,
          revisionParameter,
          service: plan.identity.service,
          fleet: physicalName("aws:autoscaling/group:Group", identity),
          port,
        }),
      ),
      tags,
    },
    { parent },
  );
}
