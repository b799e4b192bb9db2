import { pipelineOf } from "../pipelines";
import type { Cases } from "./case";

export const cases: Cases = {
  passing: [
    {
      that: "asks in the stage that deploys, for a day",
      ...pipelineOf({ Release: { Approve: ["Approval", 1], Deploy: ["Deploy", 2] } }),
    },
  ],
  failing: [
    {
      that: "asks in a stage of its own",
      ...pipelineOf({ Approve: { Approve: ["Approval", 1] }, Release: { Deploy: ["Deploy", 1] } }),
    },
  ],
};
