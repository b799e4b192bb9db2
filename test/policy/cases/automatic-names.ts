import type { Cases } from "./case";

const type = "aws:sns/topic:Topic";

export const cases: Cases = {
  settings: { types: ["aws:sqs/queue:Queue"] },
  passing: [
    { that: "has a name", type, inputs: { name: "shop-dev-alarms" } },
    { that: "may have any name", type: "aws:sqs/queue:Queue", inputs: {} },
  ],
  failing: [{ that: "has no name of its own", type, inputs: {} }],
};
