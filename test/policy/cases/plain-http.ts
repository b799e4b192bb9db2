import type { Values } from "../../../policy/value";
import type { Cases } from "./case";

const listener = "aws:lb/listener:Listener";
const distribution = "aws:cloudfront/distribution:Distribution";
const loadBalancerArn =
  "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/0123456789abcdef";
const targetGroupArn =
  "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/0123456789abcdef";
const certificateArn = "arn:aws:acm:eu-west-1:123456789012:certificate/12345678-1234-1234-1234-123456789012";
const forward = { type: "forward", targetGroupArn };

const pages = (viewerProtocolPolicy: string): Values => ({
  enabled: true,
  origins: [{ domainName: "shop-dev-pages.s3.eu-west-1.amazonaws.com", originId: "pages" }],
  defaultCacheBehavior: {
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
    targetOriginId: "pages",
    viewerProtocolPolicy,
  },
  restrictions: { geoRestriction: { restrictionType: "none" } },
  viewerCertificate: { cloudfrontDefaultCertificate: true },
});

export const cases: Cases = {
  passing: [
    {
      that: "redirects to HTTPS",
      type: listener,
      inputs: {
        loadBalancerArn,
        port: 80,
        protocol: "HTTP",
        defaultActions: [
          { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } },
        ],
      },
    },
    {
      that: "forwards what came by HTTPS",
      type: listener,
      inputs: { loadBalancerArn, port: 443, protocol: "HTTPS", certificateArn, defaultActions: [forward] },
    },
    { that: "redirects readers", type: distribution, inputs: pages("redirect-to-https") },
  ],
  failing: [
    {
      that: "forwards what came by HTTP",
      type: listener,
      inputs: { loadBalancerArn, port: 80, protocol: "HTTP", defaultActions: [forward] },
    },
    { that: "shows pages by HTTP", type: distribution, inputs: pages("allow-all") },
    {
      that: "is delivered by HTTP",
      type: "aws:sns/topicSubscription:TopicSubscription",
      inputs: {
        topic: "arn:aws:sns:eu-west-1:123456789012:shop-dev-orders",
        protocol: "http",
        endpoint: "http://orders.example/",
      },
    },
  ],
};
