import type { Cases } from "./case";

const table = "aws:dynamodb/table:Table";
const bucket = "aws:s3/bucket:Bucket";
const balancer = "aws:lb/loadBalancer:LoadBalancer";
const orders = {
  billingMode: "PAY_PER_REQUEST",
  hashKey: "id",
  attributes: [{ name: "id", type: "S" }],
};
const subnets = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"];

export const cases: Cases = {
  stack: "prod",
  passing: [
    {
      that: "is protected twice",
      type: table,
      inputs: { ...orders, deletionProtectionEnabled: true },
      isProtected: true,
    },
    { that: "is protected", type: bucket, inputs: {}, isProtected: true },
    { that: "refuses to go", type: balancer, inputs: { subnets, enableDeletionProtection: true } },
  ],
  failing: [
    { that: "is protected by nobody", type: table, inputs: orders },
    { that: "goes with what is in it", type: bucket, inputs: { forceDestroy: true }, isProtected: true },
    { that: "goes when told", type: balancer, inputs: { subnets } },
  ],
};
