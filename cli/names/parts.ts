/**
 * What a service of each kind has that is named after it: one list, which a test holds against what the components
 * declare. Pure.
 */
import { COLOURS } from "../../naming/identity";
import type { NamedType } from "../../naming/limits";

/** The kinds of a service. */
export const KINDS = ["serverless", "blueGreen"] as const;
export type Kind = (typeof KINDS)[number];

/** What an entry of the settings may leave out. */
export type Option = "inVpc" | "alarms";

/** What has one role in a service. */
export interface Part {
  readonly role: string;
  /** One for each type. */
  readonly types: readonly NamedType[];
  /** Whether it exists once for each colour. */
  readonly perColour?: boolean;
  /** The setting without which it does not exist. */
  readonly with?: Option;
}

const ROLE: readonly NamedType[] = ["aws:iam/role:Role", "aws:iam/rolePolicy:RolePolicy"];

export const PARTS: Readonly<Record<Kind, readonly Part[]>> = {
  serverless: [
    {
      role: "web",
      types: ["aws:lambda/function:Function", "aws:cloudwatch/logGroup:LogGroup#lambda", ...ROLE],
    },
    { role: "web", types: ["aws:ec2/securityGroup:SecurityGroup"], with: "inVpc" },
    { role: "api", types: ["aws:apigatewayv2/api:Api", "aws:cloudwatch/logGroup:LogGroup#api"] },
  ],
  blueGreen: [
    {
      role: "fleet",
      types: ["aws:ec2/securityGroup:SecurityGroup", "aws:iam/instanceProfile:InstanceProfile", ...ROLE],
    },
    {
      role: "fleet",
      types: [
        "aws:autoscaling/group:Group",
        "aws:ec2/launchTemplate:LaunchTemplate",
        "aws:lb/targetGroup:TargetGroup",
      ],
      perColour: true,
    },
    { role: "errors", types: ["aws:cloudwatch/metricAlarm:MetricAlarm"], perColour: true, with: "alarms" },
    { role: "latency", types: ["aws:cloudwatch/metricAlarm:MetricAlarm"], perColour: true, with: "alarms" },
    { role: "unhealthy", types: ["aws:cloudwatch/metricAlarm:MetricAlarm"], perColour: true, with: "alarms" },
    { role: "pipeline", types: ["aws:codepipeline/pipeline:Pipeline", ...ROLE] },
    { role: "trigger", types: ["aws:cloudwatch/eventRule:EventRule", ...ROLE] },
  ],
};

/** The SSM parameters of a service in two fleets, below its path: those Pulumi makes, then those of its releases. */
export const PARAMETERS = {
  declared: [["registration"], ...COLOURS.map((colour) => [colour, "revision"])],
  released: [["state", "serving"]],
} as const;
