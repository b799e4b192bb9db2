import type { Cases } from "./case";

const type = "aws:sns/topic:Topic";

export const cases: Cases = {
  settings: { names: ["shop-{stack}-*"] },
  passing: [
    { that: "is named after its stage", type, inputs: { name: "shop-dev-alarms" } },
    {
      that: "is named after its stage behind what its service wants before it",
      type: "aws:cloudwatch/logGroup:LogGroup",
      inputs: { name: "/aws/lambda/shop-dev-web" },
    },
  ],
  failing: [
    { that: "is named after nothing", type, inputs: { name: "alarms" } },
    { that: "is named after another stage", type, inputs: { name: "shop-prod-alarms" } },
    {
      that: "begins its name otherwise",
      type: "aws:iam/role:Role",
      inputs: { namePrefix: "web-", assumeRolePolicy: "{}" },
    },
  ],
};
