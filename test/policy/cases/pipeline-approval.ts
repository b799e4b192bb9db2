import { pipelineOf, type StageOfCase } from "../pipelines";
import type { Case, Cases } from "./case";

const one = (that: string, release: StageOfCase): Case => ({ that, ...pipelineOf({ Release: release }) });

export const cases: Cases = {
  stack: "prod",
  passing: [
    one("asks before it deploys", { Approve: ["Approval", 1], Deploy: ["Deploy", 2] }),
    one("prepares, asks and releases", {
      Prepare: ["Invoke", 1],
      Approve: ["Approval", 2],
      Release: ["Invoke", 3],
    }),
  ],
  failing: [
    one("deploys without a question", { Deploy: ["Deploy", 1] }),
    one("asks only after it has released", { Release: ["Invoke", 1], Approve: ["Approval", 2] }),
  ],
};
