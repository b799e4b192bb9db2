import type { Cases } from "./case";

export const cases: Cases = {
  passing: [
    { that: "has as long a name as it may", type: "aws:sns/topic:Topic", inputs: { name: "t".repeat(256) } },
    {
      that: "has a name that ends as it must",
      type: "aws:sns/topic:Topic",
      inputs: { name: "shop-dev-orders.fifo", fifoTopic: true },
    },
  ],
  failing: [
    { that: "has too long a name", type: "aws:sns/topic:Topic", inputs: { name: "t".repeat(257) } },
    {
      that: "has a name with characters that are not taken",
      type: "aws:cloudwatch/logGroup:LogGroup",
      inputs: { name: "shop dev" },
    },
  ],
};
