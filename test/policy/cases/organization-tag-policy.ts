import type { Cases } from "./case";

const type = "aws:ec2/vpc:Vpc";
const tagged = (tags: Record<string, string>) => ({ cidrBlock: "10.0.0.0/16", tags });

export const cases: Cases = {
  settings: {
    policy: {
      tags: {
        costcenter: {
          tag_key: { "@@assign": "CostCenter" },
          tag_value: { "@@assign": ["1000", "2*"] },
          enforced_for: { "@@assign": ["ec2:ALL_SUPPORTED"] },
          report_required_tag_for: { "@@assign": ["ec2:vpc"] },
        },
      },
    },
  },
  passing: [{ that: "has the tag as the policy says", type, inputs: tagged({ CostCenter: "2001" }) }],
  failing: [
    { that: "has the key in another case", type, inputs: tagged({ costCenter: "1000" }) },
    { that: "has another value", type, inputs: tagged({ CostCenter: "3000" }) },
    { that: "lacks the tag", type, inputs: tagged({ Owner: "web" }) },
  ],
};
