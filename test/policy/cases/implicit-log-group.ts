import { lambda, logGroup } from "../functions";
import type { Cases, StackCase } from "./case";

const web = lambda("shop-web");

export const cases: Cases<StackCase> = {
  passing: [
    {
      that: "has the log group of its function",
      resources: { web, log: logGroup("/aws/lambda/${web.name}") },
    },
    {
      that: "has its function log to a group by its name",
      resources: {
        log: logGroup("/shop/web"),
        web: lambda("shop-web", { loggingConfig: { logFormat: "Text", logGroup: "${log.name}" } }),
      },
    },
  ],
  failing: [
    { that: "leaves the log group to Lambda", resources: { web, log: logGroup("/aws/lambda/shop-worker") } },
  ],
};
