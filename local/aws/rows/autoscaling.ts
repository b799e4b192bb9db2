/** Amazon EC2 Auto Scaling: groups (fleets) and their scaling policies. Instances are not made here. */
import { randomUUID } from "node:crypto";
import { isValues, Unknown, type Value, type Values } from "../../../wire/values";
import { arn, globalArn, heldIn, page, text, texts, type Making, type Row } from "./row";

const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const LAUNCHES = ["launchConfiguration", "launchTemplate", "mixedInstancesPolicy"];

/** A size not given stays what it is, moved by AWS into the bounds where these leave it outside. */
function desired({ inputs, before, changed }: Making): Value {
  const given =
    before === undefined || changed.has("desiredCapacity") ? inputs["desiredCapacity"] : undefined;
  if (given !== undefined) return given;
  const [least, most] = [Number(inputs["minSize"]), Number(inputs["maxSize"])];
  return Math.min(Math.max(Number(before?.["desiredCapacity"] ?? least), least), most);
}

/** Where the group's subnets are, else the zones it was given. */
function zones({ inputs, place, held }: Making): Value {
  const found = texts(inputs["vpcZoneIdentifiers"]).flatMap((id) => {
    const zone = heldIn(held, "aws:ec2/subnet:Subnet", place, id)?.properties["availabilityZone"];
    return typeof zone === "string" ? [zone] : [];
  });
  return found.length > 0 ? [...new Set(found)].sort() : (inputs["availabilityZones"] ?? []);
}

/** A launch template by its id or its name, with the other added. */
function template({ inputs, place, held }: Making): Values {
  const { launchTemplate: given } = inputs;
  if (!isValues(given) || given["id"] instanceof Unknown || given["name"] instanceof Unknown) return {};
  const named = (name: string) =>
    held(TEMPLATE).find(
      ({ properties }) => properties["name"] === name && properties["region"] === place.region,
    );
  const found = heldIn(held, TEMPLATE, place, text(given, "id")) ?? named(text(given, "name"));
  if (found === undefined) return {};
  const id = found.key.slice(place.region.length + 1);
  return { launchTemplate: { ...given, id, name: found.properties["name"] ?? "" } };
}

function refusal(making: Making): string | undefined {
  const { inputs } = making;
  if (LAUNCHES.filter((name) => inputs[name] !== undefined).length !== 1)
    return "ValidationError: Valid requests must contain either LaunchTemplate, LaunchConfigurationName or MixedInstancesPolicy parameter";
  const [least, most] = [Number(inputs["minSize"]), Number(inputs["maxSize"])];
  if (least > most)
    return `ValidationError: Max bound, ${most}, must be greater than or equal to min bound, ${least}`;
  const size = Number(desired(making));
  if (size >= least && size <= most) return undefined;
  return `ValidationError: Desired capacity:${size} must be between the specified min size:${least} and max size:${most}`;
}

const group: Row = {
  type: "aws:autoscaling/group:Group",
  source: page("eeecacfa18e259c26acee2806655620336bfb519", "internal/service/autoscaling/group.go"),
  id: ({ inputs }) => text(inputs, "name"),
  idLine: 34,
  autoName: "name",
  unique: {
    key: ({ inputs, place }) => `${place.region} ${text(inputs, "name")}`,
    error: "AlreadyExists: AutoScalingGroup by this name already exists",
  },
  replaceOn: { initialLifecycleHooks: 393, name: 51, namePrefix: 60 },
  update: "changed",
  updateLine: 36,
  refuses: refusal,
  computed: (making, id) => {
    const { inputs, place, before } = making;
    const owner = "aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";
    return {
      ...template(making),
      arn:
        before?.["arn"] ??
        arn(place, "autoscaling", `autoScalingGroup:${randomUUID()}:autoScalingGroupName/${id}`),
      availabilityZones: zones(making),
      defaultCooldown: inputs["defaultCooldown"] ?? 300,
      desiredCapacity: desired(making),
      forceDelete: inputs["forceDelete"] ?? false,
      forceDeleteWarmPool: inputs["forceDeleteWarmPool"] ?? false,
      healthCheckGracePeriod: inputs["healthCheckGracePeriod"] ?? 300,
      healthCheckType: inputs["healthCheckType"] ?? "EC2",
      ignoreFailedScalingActivities: inputs["ignoreFailedScalingActivities"] ?? false,
      metricsGranularity: inputs["metricsGranularity"] ?? "1Minute",
      predictedCapacity: 0,
      protectFromScaleIn: inputs["protectFromScaleIn"] ?? false,
      serviceLinkedRoleArn: inputs["serviceLinkedRoleArn"] ?? globalArn(place, "iam", `role/${owner}`),
      waitForCapacityTimeout: inputs["waitForCapacityTimeout"] ?? "10m",
      warmPoolSize: 0,
    };
  },
};

const policy: Row = {
  type: "aws:autoscaling/policy:Policy",
  source: page("262d4da63aa78d7dcea5d62ac118005e6628db57", "internal/service/autoscaling/policy.go"),
  id: ({ inputs }) => text(inputs, "name"),
  idLine: 428,
  within: ["autoscalingGroupName"],
  autoName: "name",
  replaceOn: { autoscalingGroupName: 47, name: 38 },
  // PutScalingPolicy takes everything anew, as creation does.
  update: "whole",
  updateLine: 472,
  computed: ({ inputs, place, before }, id) => {
    const owner = `autoScalingGroupName/${text(inputs, "autoscalingGroupName")}:policyName/${id}`;
    return {
      arn: before?.["arn"] ?? arn(place, "autoscaling", `scalingPolicy:${randomUUID()}:${owner}`),
      enabled: inputs["enabled"] ?? true,
      policyType: inputs["policyType"] ?? "SimpleScaling",
    };
  },
};

export const autoscaling = [group, policy];
