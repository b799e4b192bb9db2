/** A web app on two fleets of instances, product and pre-product, behind the stage's load balancer. */
import * as pulumi from "@pulumi/pulumi";
import type { Identity, Ownership } from "../../naming/identity";
import type { ArtifactBucket } from "../artifact-bucket";
import { serviceProblems } from "../named-service";
import { refuse } from "../refuse";
import { addressOf } from "./address";
import { createAlarms } from "./alarms";
import { createDashboard } from "./dashboard";
import { perColour } from "../../naming/colours";
import { servicePath } from "../../naming/parameters";
import { fixedPort } from "./fixed-port";
import { createFleet } from "./fleet";
import { createInstanceProfile } from "./instance-role";
import type { Plan } from "./plan";
import { recorded } from "./recorded";
import { createRegistration } from "./registration";
import { blueGreenProblems, resolveBlueGreen, type BlueGreenSettings } from "./resolve";
import { createRevision } from "./revision";
import { createRouting } from "./routing";
import { createScaling } from "./scaling";
import { createSecurityGroup } from "./security-group";
import { readServing } from "./serving";
import { createTargetGroup } from "./target-group";

/** What a service needs of the load balancer; a `LoadBalancer` has it all. */
export interface LoadBalancerReference {
  productListenerArn: pulumi.Input<string>;
  previewListenerArn: pulumi.Input<string>;
  securityGroupId: pulumi.Input<string>;
  /** How metrics name it: `app/<name>/<id>`. */
  arnSuffix: pulumi.Input<string>;
  dnsName: pulumi.Input<string>;
  /** HTTP or HTTPS. */
  protocol: pulumi.Input<string>;
  port: pulumi.Input<number>;
  previewPort: pulumi.Input<number>;
}

export interface BlueGreenServiceArgs {
  /** Names and tags are derived from it; `service` must be given. */
  identity: Identity;
  /** Who answers and pays for it. */
  ownership: Ownership;
  /** How the app is reached and released. */
  settings: BlueGreenSettings;
  vpcId: pulumi.Input<string>;
  /** Where the instances live: private subnets from which they reach S3 and Systems Manager. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  loadBalancer: LoadBalancerReference;
  artifactBucket: ArtifactBucket;
  /** The SNS topic that is told of alarms. Defaults to none, and alarms stop releases without a word. */
  alarmTopicArn?: pulumi.Input<string>;
}

/** A name or an ARN for each colour. */
export interface TextPerColour {
  blue: string;
  green: string;
}

/**
 * Two fleets of fixed colours, blue and green, each with a target group of its own, and two listener rules: one shows
 * the serving colour to users, one the other to testers. The program makes both fleets empty; a release fills the idle
 * one and changes the weights of the rules.
 *
 * Throws `InputPropertiesError` with every setting that is out of its range, `Refusal` for an identity that gives no
 * valid name, and `RunError` when the recorded serving colour is none, or the port is not the one it was made with.
 *
 * @example
 * const storefront = new BlueGreenService("storefront", {
 *   identity: { project: "shop", stage: "dev", service: "storefront" },
 *   ownership: { owner: "web", costCenter: "1000" },
 *   settings: { priority: 1, sizes: { min: 1, max: 3 } },
 *   vpcId: "vpc-12345678",
 *   subnetIds: ["subnet-12345678"],
 *   loadBalancer: new LoadBalancer("load-balancer", {
 *     identity: { project: "shop", stage: "dev" },
 *     ownership: { owner: "web", costCenter: "1000" },
 *     vpcId: "vpc-12345678",
 *     subnetIds: ["subnet-23456789", "subnet-3456789a"],
 *     previewCidrBlocks: ["192.0.2.0/24"],
 *   }),
 *   artifactBucket: { name: "shop-dev-artifacts", arn: "arn:aws:s3:::shop-dev-artifacts" },
 * });
 */
export class BlueGreenService extends pulumi.ComponentResource {
  /** Where users reach it. */
  readonly productUrl: pulumi.Output<string>;
  /** Where testers see the idle colour. */
  readonly previewUrl: pulumi.Output<string>;
  /** The colour that serves, as the last release recorded it: blue or green. */
  readonly serving: pulumi.Output<string>;
  /** The SSM parameter from which releases know the service. */
  readonly registrationName: pulumi.Output<string>;
  readonly productRuleArn: pulumi.Output<string>;
  readonly previewRuleArn: pulumi.Output<string>;
  readonly targetGroupArns: pulumi.Output<TextPerColour>;
  /** The names of the Auto Scaling groups. */
  readonly fleetNames: pulumi.Output<TextPerColour>;

  constructor(name: string, args: BlueGreenServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("multistage:index:BlueGreenService", name, args, opts);
    const plan = planOf(this, name, args);

    const serving = readServing(plan);
    const targetGroups = perColour((colour) => createTargetGroup(plan, colour));
    const routing = createRouting(plan, targetGroups, serving);
    const securityGroup = createSecurityGroup(plan);
    const revisions = perColour((colour) => createRevision(plan, colour));
    const profile = createInstanceProfile(plan, revisions);
    const parts = perColour((colour) => {
      const own = { targetGroup: targetGroups[colour], revision: revisions[colour] };
      const fleet = createFleet(plan, colour, { ...own, securityGroup, profile });
      createScaling(plan, colour, { fleet, targetGroup: own.targetGroup, rule: routing.productRule });
      return { ...own, fleet, alarms: createAlarms(plan, colour, own.targetGroup) };
    });
    createDashboard(plan, targetGroups);
    const urls = urlsOf(plan);
    const registration = createRegistration(plan, routing, urls, parts);

    this.productUrl = urls.product;
    this.previewUrl = urls.preview;
    this.serving = serving;
    this.registrationName = registration.name;
    this.productRuleArn = routing.productRule.arn;
    this.previewRuleArn = routing.previewRule.arn;
    this.targetGroupArns = pulumi.output(perColour((colour) => targetGroups[colour].arn));
    this.fleetNames = pulumi.output(perColour((colour) => parts[colour].fleet.group.name));
    this.registerOutputs({
      productUrl: this.productUrl,
      previewUrl: this.previewUrl,
      serving: this.serving,
      registrationName: this.registrationName,
      productRuleArn: this.productRuleArn,
      previewRuleArn: this.previewRuleArn,
      targetGroupArns: this.targetGroupArns,
      fleetNames: this.fleetNames,
    });
  }
}

function planOf(parent: pulumi.Resource, name: string, args: BlueGreenServiceArgs): Plan {
  refuse([...serviceProblems(args.identity), ...blueGreenProblems(args.settings, "settings.")]);
  const identity = { ...args.identity, service: args.identity.service ?? "" };
  const registration = recorded(parent, servicePath(identity, "registration"));
  const plan = { parent, name, identity, args, settings: resolveBlueGreen(args.settings), registration };
  return { ...plan, port: fixedPort(plan) };
}

function urlsOf({ args, settings }: Plan): {
  product: pulumi.Output<string>;
  preview: pulumi.Output<string>;
} {
  const { dnsName, protocol, port, previewPort } = args.loadBalancer;
  const at = (hosts: readonly string[], on: pulumi.Input<number>): pulumi.Output<string> =>
    pulumi
      .all([dnsName, protocol, on])
      .apply(([dns, speaks, listensOn]) =>
        addressOf(hosts, { dnsName: dns, protocol: speaks, port: listensOn }),
      );
  return {
    product: at(settings.hosts, port),
    preview: at(settings.preview?.hosts ?? settings.hosts, previewPort),
  };
}
