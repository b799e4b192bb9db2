import type { Cases } from "./case";

const type = "aws:ec2/vpc:Vpc";
const tagged = (tags: Record<string, string>) => ({ cidrBlock: "10.0.0.0/16", tags });
const numbered = (count: number) =>
  tagged(Object.fromEntries(Array.from({ length: count }, (_, index) => [`tag-${index}`, ""])));

export const cases: Cases = {
  passing: [
    { that: "has 50 tags", type, inputs: numbered(50) },
    { that: "has tags as long as they may be", type, inputs: tagged({ ["k".repeat(128)]: "v".repeat(256) }) },
  ],
  failing: [
    { that: "has 51 tags", type, inputs: numbered(51) },
    { that: "has a tag that AWS keeps for itself", type, inputs: tagged({ "AWS:Owner": "web" }) },
    { that: "has too long a value", type, inputs: tagged({ Owner: "v".repeat(257) }) },
  ],
};
