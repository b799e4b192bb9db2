import { lambda, live, onFailure, subscription } from "../functions";
import type { Cases, StackCase } from "./case";

const web = lambda("shop-web");
const targetArn = "arn:aws:sqs:eu-west-1:123456789012:shop-failures";

export const cases: Cases<StackCase> = {
  passing: [
    {
      that: "keeps the failures of the alias that a topic calls",
      resources: {
        web,
        live,
        topic: subscription("${live.arn}"),
        failures: onFailure({ qualifier: "${live.name}" }),
      },
    },
    {
      that: "keeps them in a dead-letter queue",
      resources: {
        web: lambda("shop-web", { deadLetterConfig: { targetArn } }),
        topic: subscription("${web.arn}"),
      },
    },
    { that: "is called by nothing", resources: { web } },
  ],
  failing: [
    { that: "keeps no failures", resources: { web, topic: subscription("${web.arn}") } },
    {
      that: "keeps those of the function, while a topic calls the alias",
      resources: { web, live, topic: subscription("${live.arn}"), failures: onFailure() },
    },
  ],
};
