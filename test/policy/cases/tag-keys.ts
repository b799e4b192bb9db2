import type { Cases } from "./case";

const type = "aws:ec2/vpc:Vpc";
const tagged = (tags: Record<string, string>) => ({ cidrBlock: "10.0.0.0/16", tags });

export const cases: Cases = {
  passing: [{ that: "writes each key in one way", type, inputs: tagged({ Owner: "web", team: "shop" }) }],
  failing: [
    { that: "writes a known key in another case", type, inputs: tagged({ costcenter: "42" }) },
    { that: "has a key twice, in two cases", type, inputs: tagged({ Team: "web", team: "web" }) },
  ],
};
