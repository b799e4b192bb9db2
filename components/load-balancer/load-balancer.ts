/** The one Application Load Balancer of a stage: a port for users, and a port that shows the idle colours. */
import * as lb from "@pulumi/aws/lb";
import * as pulumi from "@pulumi/pulumi";
import type { Identity, Ownership } from "../../naming/identity";
import { physicalName } from "../../naming/names";
import { tags } from "../../naming/tags";
import { refuse } from "../refuse";
import { loadBalancerProblems, resolveListeners, type LoadBalancerSettings } from "./resolve";
import { createSecurityGroup } from "./security-group";

export interface LoadBalancerArgs extends LoadBalancerSettings {
  /** Names and tags are derived from it; `service` is left out. */
  identity: Identity;
  /** Who answers and pays for it. */
  ownership: Ownership;
  vpcId: pulumi.Input<string>;
  /** Public subnets, in at least two zones. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Whether AWS and Pulumi refuse to delete it. Defaults to false. */
  protection?: boolean;
}

/** TLS 1.2 and 1.3, the newer first (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html). */
const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

/**
 * An Application Load Balancer with two listeners. On the product's, services put a rule each in front of an answer
 * 503 "no release yet"; on the preview's, in front of a 404. It lets itself out to nothing: every service opens the way
 * to its own fleets.
 *
 * Throws `InputPropertiesError` when the ports are the same or out of range, or an address range or the certificate's
 * ARN is not valid, and `Refusal` for an identity that gives no valid name.
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
    const listeners = resolveListeners(args);
    const { port, previewPort, protocol } = listeners;
    const identity = { ...args.identity, role: "alb" };
    const tagged = { tags: tags(identity, args.ownership) };
    const protection = args.protection ?? false;

    const group = createSecurityGroup(this, name, args, listeners);
    const balancer = new lb.LoadBalancer(
      name,
      {
        name: physicalName("aws:lb/loadBalancer:LoadBalancer", identity),
        loadBalancerType: "application",
        internal: false,
        securityGroups: [group.id],
        subnets: args.subnetIds,
        dropInvalidHeaderFields: true,
        enableDeletionProtection: protection,
        ...tagged,
      },
      { parent: this, protect: protection },
    );
    const listener = (
      role: string,
      listensOn: number,
      statusCode: string,
      messageBody: string,
    ): lb.Listener =>
      new lb.Listener(
        `${name}-${role}`,
        {
          loadBalancerArn: balancer.arn,
          port: listensOn,
          protocol,
          ...(protocol === "HTTPS" ? { certificateArn: args.certificateArn, sslPolicy: TLS_POLICY } : {}),
          defaultActions: [
            {
              type: "fixed-response",
              fixedResponse: { contentType: "text/plain", messageBody, statusCode },
            },
          ],
          tags: tags({ ...args.identity, role }, args.ownership),
        },
        { parent: this },
      );
    const product = listener("product", port, "503", "no release yet");
    const preview = listener("preview", previewPort, "404", "no preview here");

    this.arn = balancer.arn;
    this.arnSuffix = balancer.arnSuffix;
    this.dnsName = balancer.dnsName;
    this.securityGroupId = group.id;
    this.productListenerArn = product.arn;
    this.previewListenerArn = preview.arn;
    this.protocol = pulumi.output<string>(protocol);
    this.port = pulumi.output(port);
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
