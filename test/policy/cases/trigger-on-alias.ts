import { lambda, live, permission, subscription } from "../functions";
import type { Cases, StackCase } from "./case";

const web = lambda("shop-web");

export const cases: Cases<StackCase> = {
  passing: [
    {
      that: "calls the alias",
      resources: {
        web,
        live,
        topic: subscription("${live.arn}"),
        permission: permission({ qualifier: "${live.name}" }),
      },
    },
    {
      that: "calls a function without an alias",
      resources: { web, topic: subscription("${web.arn}"), permission: permission({}) },
    },
  ],
  failing: [
    { that: "lets a topic call the function itself", resources: { web, live, permission: permission({}) } },
    {
      that: "subscribes the function itself",
      resources: {
        web,
        live,
        topic: subscription("arn:aws:lambda:eu-west-1:123456789012:function:shop-web"),
      },
    },
  ],
};
