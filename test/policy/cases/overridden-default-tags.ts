import type { Cases } from "./case";

const type = "aws:ec2/vpc:Vpc";
const provider = { defaultTags: JSON.stringify({ tags: { Owner: "web" } }) };

export const cases: Cases = {
  passing: [
    {
      that: "has tags beside those of its provider",
      type,
      inputs: { cidrBlock: "10.0.0.0/16", tags: { Owner: "web", Service: "shop" } },
      provider,
    },
  ],
  failing: [
    {
      that: "says otherwise than its provider",
      type,
      inputs: { cidrBlock: "10.0.0.0/16", tags: { Owner: "platform" } },
      provider,
    },
  ],
};
