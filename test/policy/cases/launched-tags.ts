import type { Cases } from "./case";

const tags = { Project: "shop", Stage: "dev", Owner: "web", CostCenter: "42", ManagedBy: "multistage" };
const type = "aws:ec2/launchTemplate:LaunchTemplate";
const specified = (...types: readonly string[]) => types.map((resourceType) => ({ resourceType, tags }));

export const cases: Cases = {
  passing: [
    {
      that: "tags the instances and volumes made from it",
      type,
      inputs: { name: "shop-dev-web", tags, tagSpecifications: specified("instance", "volume") },
    },
  ],
  failing: [
    {
      that: "tags the instances, and not their volumes",
      type,
      inputs: { name: "shop-dev-web", tags, tagSpecifications: specified("instance") },
    },
    { that: "tags nothing made from it", type, inputs: { name: "shop-dev-web", tags } },
  ],
};
