/** What the release functions know about a service: one SSM parameter, written by Pulumi, read by every release. */
import type * as cloudwatch from "@pulumi/aws/cloudwatch";
import type * as lb from "@pulumi/aws/lb";
import * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { servicePath } from "../../naming/parameters";
import { Refusal } from "../../refusal/refusal";
import type { Colour, PerColour } from "../../naming/colours";
import type { Fleet } from "./fleet";
import { partOf, type Plan } from "./plan";
import type { ResolvedRelease } from "./release-settings";
import type { FleetSizes } from "./resolve";
import type { Routing } from "./routing";

/**
 * The parameter's value, as JSON, with the settings a release goes by. What reads it is runtime/release/registration.ts;
 * a test holds the two together.
 */
export interface Registration extends ResolvedRelease {
  /** Of this shape. */
  readonly version: 2;
  readonly project: string;
  readonly stage: string;
  readonly service: string;
  /** The listener rules whose weights a release changes. */
  readonly productRuleArn: string;
  readonly previewRuleArn: string;
  /** Where people look at them. */
  readonly productUrl: string;
  readonly previewUrl: string;
  /** Where the service's artifacts are. */
  readonly artifacts: { readonly bucket: string; readonly prefix: string };
  readonly port: number;
  readonly healthPath: string;
  readonly versionPath: string;
  /** As declared; in force once a release or the sweep has applied them. */
  readonly sizes: Required<FleetSizes>;
  readonly colours: PerColour<RegisteredColour>;
}

export interface RegisteredColour {
  /** The Auto Scaling group's name. */
  readonly fleet: string;
  readonly targetGroupArn: string;
  /** The newest version; in use once a release has taken it. */
  readonly launchTemplate: { readonly id: string; readonly version: number };
  /** The SSM parameter its instances read. */
  readonly revisionParameter: string;
  readonly alarms: readonly string[];
}

/** What a standard parameter takes (https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html). */
export const LONGEST_PARAMETER_BYTES = 4096;

/**
 * The parameter's text.
 *
 * @throws Refusal when SSM would not take it
 */
export function registrationText(registration: Registration): string {
  const text = JSON.stringify(registration);
  const bytes = Buffer.byteLength(text);
  if (bytes <= LONGEST_PARAMETER_BYTES) return text;
  throw new Refusal({
    property: `the registration of ${registration.service}`,
    rule: `at most ${LONGEST_PARAMETER_BYTES} bytes, as SSM takes no longer parameter`,
    got: `${bytes} bytes`,
    remedy: "shorten its paths, or list fewer hours",
  });
}

/** What exists once for each colour. */
export interface ColourParts {
  readonly targetGroup: lb.TargetGroup;
  readonly revision: ssm.Parameter;
  readonly fleet: Fleet;
  readonly alarms: readonly cloudwatch.MetricAlarm[];
}

export function createRegistration(
  plan: Plan,
  { productRule, previewRule }: Routing,
  urls: { readonly product: pulumi.Input<string>; readonly preview: pulumi.Input<string> },
  parts: PerColour<ColourParts>,
): ssm.Parameter {
  const { sizes, healthPath, versionPath, release } = plan.settings;
  const { project, stage, service } = plan.identity;
  const { logicalName, tags } = partOf(plan, "registration");
  const value: pulumi.Output<Registration> = pulumi.output({
    version: 2 as const,
    project,
    stage,
    service,
    productRuleArn: productRule.arn,
    previewRuleArn: previewRule.arn,
    productUrl: urls.product,
    previewUrl: urls.preview,
    artifacts: { bucket: plan.args.artifactBucket.name, prefix: `${service}/` },
    port: plan.port,
    healthPath,
    versionPath,
    sizes,
    ...release,
    colours: { blue: registered(parts, "blue"), green: registered(parts, "green") },
  });
  return new ssm.Parameter(
    logicalName,
    {
      name: servicePath(plan.identity, "registration"),
      description: `How ${service} is released`,
      type: "String",
      value: value.apply(registrationText),
      tags,
    },
    { parent: plan.parent },
  );
}

function registered(parts: PerColour<ColourParts>, colour: Colour): pulumi.Input<RegisteredColour> {
  const { fleet, targetGroup, revision, alarms } = parts[colour];
  return pulumi.output({
    fleet: fleet.group.name,
    targetGroupArn: targetGroup.arn,
    launchTemplate: { id: fleet.template.id, version: fleet.template.latestVersion },
    revisionParameter: revision.name,
    alarms: alarms.map(({ name }) => name),
  });
}
