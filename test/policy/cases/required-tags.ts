import type { Cases } from "./case";

const tags = { Project: "shop", Stage: "dev", Owner: "web", CostCenter: "42", ManagedBy: "multistage" };
const type = "aws:ec2/vpc:Vpc";

export const cases: Cases = {
  passing: [{ that: "has them all", type, inputs: { cidrBlock: "10.0.0.0/16", tags } }],
  failing: [
    { that: "has an empty one", type, inputs: { cidrBlock: "10.0.0.0/16", tags: { ...tags, Owner: "" } } },
    { that: "has none", type, inputs: { cidrBlock: "10.0.0.0/16" } },
  ],
};
