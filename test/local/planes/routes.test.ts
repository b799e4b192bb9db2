import assert from "node:assert/strict";
import type { Mirrorable } from "../../../local/mirror/emulator";
import { routesOf } from "../../../local/planes/routes";

const name = "shop-dev-alb-1.eu-central-1.elb.amazonaws.com";
const balancer: Mirrorable = {
  type: "aws:lb/loadBalancer:LoadBalancer",
  id: "arn:alb",
  properties: { dnsName: name },
};

function rule(listenerArn: string, ...values: string[]): Mirrorable {
  const conditions: Mirrorable["properties"][] = [
    { hostHeader: { values } },
    { pathPattern: { values: ["/"] } },
  ];
  const properties = { listenerArn, conditions };
  return { type: "aws:lb/listenerRule:ListenerRule", id: "arn:rule", properties };
}

function listening(listenerArn: string, declaredPort: number, port: number) {
  return { loadBalancerArn: "arn:alb", listenerArn, declaredPort, url: `http://127.0.0.1:${port}` };
}

describe("routes to the load balancers of a stack", () => {
  it("lead from its name and each declared port to where that listens here", () => {
    const routes = routesOf(
      [balancer],
      [listening("arn:product", 80, 8080), listening("arn:preview", 8080, 8081)],
    );

    assert.deepEqual(routes, { [`${name}:80`]: "127.0.0.1:8080", [`${name}:8080`]: "127.0.0.1:8081" });
  });

  it("lead from the hosts that a listener's own rules ask for, not from patterns", () => {
    const objects = [
      balancer,
      rule("arn:product", "shop.example.com", "*.example.com"),
      rule("arn:other", "a.example.com"),
    ];

    assert.deepEqual(Object.keys(routesOf(objects, [listening("arn:product", 80, 8080)])), [
      `${name}:80`,
      "shop.example.com:80",
    ]);
  });
});
