import assert from "node:assert/strict";
import { misfits, type FoundListeners } from "../../../components/load-balancer/existing";
import { problemText } from "../../../refusal/refusal";
import { make } from "../make";
import { value, type Answers } from "../mocked";
import { balancer, INGRESS } from "./balancer";

const edge = "arn:aws:elasticloadbalancing:eu-west-1:123456789012";
const balancerArn = `${edge}:loadbalancer/app/edge/50dc6c495c0c9188`;
const existing = {
  productListenerArn: `${edge}:listener/app/edge/50dc6c495c0c9188/f2f7dc8efc522ab2`,
  previewListenerArn: `${edge}:listener/app/edge/50dc6c495c0c9188/f2f7dc8efc522ab3`,
};

describe("listeners that exist", () => {
  const answers: Answers = {
    "aws:lb/getListener:getListener": ({ arn }) => ({
      arn,
      loadBalancerArn: balancerArn,
      protocol: "HTTPS",
      port: arn === existing.productListenerArn ? 443 : 8443,
    }),
    "aws:lb/getLoadBalancer:getLoadBalancer": ({ arn }) => ({
      arn,
      arnSuffix: "app/edge/50dc6c495c0c9188",
      dnsName: "edge.example",
      zoneId: "zone-of-edge",
      loadBalancerType: "application",
      vpcId: "vpc-12345678",
      securityGroups: ["sg-edge", "sg-more"],
    }),
  };

  it("are taken as they are: nothing is made but the way from the network's NAT gateways to the preview", async () => {
    const settings = {
      existing,
      previewPort: 8443,
      previewCidrBlocks: undefined,
      natAddresses: ["203.0.113.7"],
    };
    const { component, declared } = await make(balancer(settings), { answers });
    assert.deepEqual(
      declared.slice(1).map(({ type, name, inputs }) => [type, name, inputs["securityGroupId"]]),
      [[INGRESS, "balancer-nat-0", "sg-edge"]],
    );
    const { arn, arnSuffix, dnsName, securityGroupId, productListenerArn, previewListenerArn } = component;
    assert.deepEqual(
      await Promise.all(
        [arn, arnSuffix, dnsName, securityGroupId, productListenerArn, previewListenerArn].map(value),
      ),
      [
        balancerArn,
        "app/edge/50dc6c495c0c9188",
        "edge.example",
        "sg-edge",
        existing.productListenerArn,
        existing.previewListenerArn,
      ],
    );
    assert.deepEqual(
      [await value(component.protocol), await value(component.port), await value(component.previewPort)],
      ["HTTPS", 443, 8443],
    );
  });

  it("are refused where they do not fit, with everything that does not", () => {
    const found: FoundListeners = {
      product: { protocol: "HTTPS" },
      preview: { protocol: "HTTP", port: 8080 },
      balancer: { loadBalancerType: "network", vpcId: "vpc-other", securityGroups: [] },
    };
    assert.deepEqual(misfits(found, { previewPort: 8443, vpcId: "vpc-12345678" }).map(problemText), [
      'existing.productListenerArn: must be a listener of an application load balancer, got "network"; name another',
      'existing.productListenerArn: must be a listener in the stage\'s network (vpc-12345678), got "vpc-other"; ' +
        "name another, or that network",
      "existing.productListenerArn: must be a listener of a load balancer with a security group, which lets it out to " +
        "the fleets, got []; give it one",
      'existing.previewListenerArn: must be a listener of the product\'s protocol (HTTPS), got "HTTP"; change it, or ' +
        "name another",
      "previewPort: must be the listener's port (8080), got 8443; set it",
    ]);
  });
});
