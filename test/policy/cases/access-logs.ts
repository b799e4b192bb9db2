import type { Cases } from "./case";

const balancer = "aws:lb/loadBalancer:LoadBalancer";
const stage = "aws:apigatewayv2/stage:Stage";
const subnets = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"];

export const cases: Cases = {
  passing: [
    {
      that: "logs to a bucket",
      type: balancer,
      inputs: { subnets, accessLogs: { bucket: "shop-dev-logs", enabled: true } },
    },
    { that: "has no requests to log", type: balancer, inputs: { subnets, loadBalancerType: "network" } },
    {
      that: "logs to a log group",
      type: stage,
      inputs: {
        apiId: "a1b2c3d4e5",
        accessLogSettings: {
          destinationArn: "arn:aws:logs:eu-west-1:123456789012:log-group:/shop/dev/api",
          format: "$context.requestId",
        },
      },
    },
  ],
  failing: [
    { that: "logs nothing", type: balancer, inputs: { subnets } },
    {
      that: "has its log switched off",
      type: balancer,
      inputs: { subnets, accessLogs: { bucket: "shop-dev-logs", enabled: false } },
    },
    { that: "is an API without a log", type: stage, inputs: { apiId: "a1b2c3d4e5" } },
  ],
};
