import type { Cases } from "./case";

const type = "aws:cloudwatch/logGroup:LogGroup";

export const cases: Cases = {
  passing: [
    { that: "is kept for a month", type, inputs: { retentionInDays: 30 } },
    { that: "is of the class that lasts two days", type, inputs: { logGroupClass: "DELIVERY" } },
  ],
  failing: [
    { that: "does not say", type, inputs: {} },
    { that: "is kept for ever", type, inputs: { retentionInDays: 0 } },
  ],
};
