/** A load balancer of the stage's own, with its listeners. */
import * as lb from "@pulumi/aws/lb";
import type * as inputs from "@pulumi/aws/types/input";
import * as wafv2 from "@pulumi/aws/wafv2";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../naming/names";
import { tags } from "../../naming/tags";
import { createAccessLogs } from "./access-logs";
import type { LoadBalancerArgs } from "./load-balancer";
import { createCertificate } from "./public-names";
import { accessLogDays, resolveListeners } from "./resolve";
import { createSecurityGroup } from "./security-group";

/** What others need to know, of listeners made here as of others. */
export interface Listeners {
  readonly arn: pulumi.Output<string>;
  readonly arnSuffix: pulumi.Output<string>;
  readonly dnsName: pulumi.Output<string>;
  /** The zone of `dnsName`, for aliases. */
  readonly zoneId: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  readonly productListenerArn: pulumi.Output<string>;
  readonly previewListenerArn: pulumi.Output<string>;
  /** HTTP or HTTPS. */
  readonly protocol: pulumi.Output<string>;
  readonly port: pulumi.Output<number>;
}

/** TLS 1.2 and 1.3, the newer first (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html). */
const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

export function createListeners(parent: pulumi.Resource, name: string, args: LoadBalancerArgs): Listeners {
  const listeners = resolveListeners(args);
  const { port, previewPort, protocol, redirectPort } = listeners;
  const group = createSecurityGroup(parent, name, args, listeners);
  const balancer = createBalancer(parent, name, args, group.id);
  const secure = secured(parent, name, args);
  const listener = (
    role: string,
    listensOn: number,
    speaks: Partial<lb.ListenerArgs>,
    action: inputs.lb.ListenerDefaultAction,
  ): lb.Listener =>
    new lb.Listener(
      `${name}-${role}`,
      {
        loadBalancerArn: balancer.arn,
        port: listensOn,
        ...speaks,
        defaultActions: [action],
        tags: tags({ ...args.identity, role }, args.ownership),
      },
      { parent },
    );
  const product = listener("product", port, secure, answer("503", "no release yet"));
  const preview = listener("preview", previewPort, secure, answer("404", "no preview here"));
  if (redirectPort !== undefined) listener("redirect", redirectPort, { protocol: "HTTP" }, redirectTo(port));
  return {
    arn: balancer.arn,
    arnSuffix: balancer.arnSuffix,
    dnsName: balancer.dnsName,
    zoneId: balancer.zoneId,
    securityGroupId: group.id,
    productListenerArn: product.arn,
    previewListenerArn: preview.arn,
    protocol: pulumi.output<string>(protocol),
    port: pulumi.output(port),
  };
}

function createBalancer(
  parent: pulumi.Resource,
  name: string,
  args: LoadBalancerArgs,
  securityGroupId: pulumi.Input<string>,
): lb.LoadBalancer {
  const { ownership, subnetIds, webAclArn, protection = false } = args;
  const identity = { ...args.identity, role: "alb" };
  const logs = createAccessLogs(parent, name, args, accessLogDays(args));
  const balancer = new lb.LoadBalancer(
    name,
    {
      name: physicalName("aws:lb/loadBalancer:LoadBalancer", identity),
      loadBalancerType: "application",
      internal: false,
      securityGroups: [securityGroupId],
      subnets: subnetIds,
      dropInvalidHeaderFields: true,
      accessLogs: { bucket: logs.bucket.bucket, enabled: true },
      enableDeletionProtection: protection,
      tags: tags(identity, ownership),
    },
    // It writes into the bucket at once, and would be refused.
    { parent, protect: protection, dependsOn: [logs.policy] },
  );
  if (webAclArn !== undefined)
    new wafv2.WebAclAssociation(name, { resourceArn: balancer.arn, webAclArn }, { parent });
  return balancer;
}

/** What both listeners speak. */
function secured(
  parent: pulumi.Resource,
  name: string,
  args: LoadBalancerArgs,
): Pick<lb.ListenerArgs, "protocol" | "certificateArn" | "sslPolicy"> {
  const { certificateArn, publicNames } = args;
  const https = { protocol: "HTTPS", sslPolicy: TLS_POLICY };
  if (certificateArn !== undefined) return { ...https, certificateArn };
  if (publicNames === undefined) return { protocol: "HTTP" };
  return { ...https, certificateArn: createCertificate(parent, name, args, publicNames) };
}

function answer(statusCode: string, messageBody: string): inputs.lb.ListenerDefaultAction {
  return { type: "fixed-response", fixedResponse: { contentType: "text/plain", messageBody, statusCode } };
}

/** The same address by HTTPS; browsers keep it in mind. */
function redirectTo(port: number): inputs.lb.ListenerDefaultAction {
  return { type: "redirect", redirect: { protocol: "HTTPS", port: String(port), statusCode: "HTTP_301" } };
}
