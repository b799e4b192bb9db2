import type { Cases } from "./case";

const type = "aws:ec2/vpc:Vpc";
const tagged = (tags: Record<string, string>) => ({ cidrBlock: "10.0.0.0/16", tags });

export const cases: Cases = {
  settings: { allowed: { Stage: ["dev", "prod"] }, patterns: { CostCenter: "^[0-9]{4}$" } },
  passing: [
    { that: "has values that are allowed", type, inputs: tagged({ Stage: "dev", CostCenter: "1000" }) },
  ],
  failing: [
    { that: "has a value that is none of the list", type, inputs: tagged({ Stage: "Dev" }) },
    { that: "has a value of another form", type, inputs: tagged({ CostCenter: "A1" }) },
  ],
};
