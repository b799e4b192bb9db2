/** The one Application Load Balancer of a stage: a port for users, and a port that shows the idle colours. */
import * as pulumi from "@pulumi/pulumi";
import type { Identity, Ownership } from "../../naming/identity";
import { refuse } from "../refuse";
import { lookUpListeners } from "./existing";
import { createListeners, type Listeners } from "./listeners";
import { createAliases } from "./public-names";
import { loadBalancerProblems, resolveListeners, type LoadBalancerSettings } from "./resolve";
import { letInFromNat } from "./security-group";

export interface LoadBalancerArgs extends LoadBalancerSettings {
  /** Names and tags are derived from it; `service` is left out. */
  identity: Identity;
  /** Who answers and pays for it. */
  ownership: Ownership;
  vpcId: pulumi.Input<string>;
  /** Public subnets, in at least two zones. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * The public addresses of the network's NAT gateways: with them the function that releases reaches the preview.
   * Defaults to none.
   */
  natAddresses?: pulumi.Input<string>[];
  /** Whether AWS and Pulumi refuse to delete it. Defaults to false. */
  protection?: boolean;
}

/**
 * An Application Load Balancer with two listeners, and a log of every request in a bucket of its own. On the product's,
 * services put a rule each in front of an answer 503 "no release yet"; on the preview's, in front of a 404. With a
 * certificate both speak HTTPS, and port 80 leads there. It lets itself out to nothing: every service opens the way to
 * its own fleets. Or listeners that are there already, which stay as they are.
 *
 * Throws `InputPropertiesError` when the ports are the same or out of range, or an address range, a name or an ARN is not
 * valid, `Refusal` for an identity that gives no valid name, and `RunError` when listeners that exist do not fit or a
 * public name is not in its zone.
 *
 * @example
 * const network = new Network("network", {
 *   identity: { project: "shop", stage: "dev" },
 *   ownership: { owner: "web", costCenter: "1000" },
 *   create: { cidrBlock: "10.10.0.0/16" },
 * });
 * const loadBalancer = new LoadBalancer("load-balancer", {
 *   identity: { project: "shop", stage: "dev" },
 *   ownership: { owner: "web", costCenter: "1000" },
 *   vpcId: network.vpcId,
 *   subnetIds: network.publicSubnetIds,
 *   previewCidrBlocks: ["192.0.2.0/24"],
 * });
 */
export class LoadBalancer extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  /** How metrics name it: `app/<name>/<id>`. */
  readonly arnSuffix: pulumi.Output<string>;
  readonly dnsName: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  readonly productListenerArn: pulumi.Output<string>;
  readonly previewListenerArn: pulumi.Output<string>;
  /** What both listeners speak: HTTP or HTTPS. */
  readonly protocol: pulumi.Output<string>;
  readonly port: pulumi.Output<number>;
  readonly previewPort: pulumi.Output<number>;

  constructor(name: string, args: LoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("multistage:index:LoadBalancer", name, args, opts);
    refuse(loadBalancerProblems(args, ""));
    const { previewPort } = resolveListeners(args);
    const made = args.existing === undefined ? createListeners(this, name, args) : found(this, args);
    letInFromNat(this, name, args, { securityGroupId: made.securityGroupId, previewPort });
    if (args.publicNames !== undefined) createAliases(this, name, args.publicNames, made);

    this.arn = made.arn;
    this.arnSuffix = made.arnSuffix;
    this.dnsName = made.dnsName;
    this.securityGroupId = made.securityGroupId;
    this.productListenerArn = made.productListenerArn;
    this.previewListenerArn = made.previewListenerArn;
    this.protocol = made.protocol;
    this.port = made.port;
    this.previewPort = pulumi.output(previewPort);
    this.registerOutputs({
      arn: this.arn,
      arnSuffix: this.arnSuffix,
      dnsName: this.dnsName,
      securityGroupId: this.securityGroupId,
      productListenerArn: this.productListenerArn,
      previewListenerArn: this.previewListenerArn,
      protocol: this.protocol,
      port: this.port,
      previewPort: this.previewPort,
    });
  }
}

/** What the listeners that exist tell of themselves. */
function found(parent: LoadBalancer, args: LoadBalancerArgs): Listeners {
  const existing = args.existing ?? { productListenerArn: "", previewListenerArn: "" };
  const { previewPort } = resolveListeners(args);
  const all = lookUpListeners(parent, existing, { previewPort, vpcId: args.vpcId });
  const { product, preview, balancer } = all;
  return {
    arn: balancer.arn,
    arnSuffix: balancer.arnSuffix,
    dnsName: balancer.dnsName,
    zoneId: balancer.zoneId,
    // The way out to the fleets is opened in the first: one that lets out is enough.
    securityGroupId: balancer.securityGroups.apply(([first = ""]) => first),
    productListenerArn: product.arn,
    previewListenerArn: preview.arn,
    protocol: product.protocol,
    port: product.port,
  };
}
