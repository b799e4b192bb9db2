import type { Cases } from "./case";

const type = "aws:ec2/vpc:Vpc";
const tagged = (tags: Record<string, string>) => ({ cidrBlock: "10.0.0.0/16", tags });

export const cases: Cases = {
  passing: [
    { that: "has tags of plain characters", type, inputs: tagged({ "team:e-mail": "web+é@shop.kr" }) },
  ],
  failing: [
    { that: "has a bracket in a value", type, inputs: tagged({ Name: "web (blue)" }) },
    { that: "has a hash in a key", type, inputs: tagged({ "C#": "yes" }) },
  ],
};
