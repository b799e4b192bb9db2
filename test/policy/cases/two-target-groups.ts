import type { Value } from "../../../policy/value";
import type { Case, Cases } from "./case";

const arn = (colour: string): string =>
  `arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop-${colour}/0123456789abcdef`;

function rule(that: string, action: Value, Role = "product"): Case {
  return {
    that,
    type: "aws:lb/listenerRule:ListenerRule",
    inputs: {
      listenerArn:
        "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop/0123456789abcdef/0123456789abcdef",
      priority: 1,
      conditions: [{ pathPattern: { values: ["/*"] } }],
      actions: [action],
      tags: { Role },
    },
  };
}

const blue = { arn: arn("blue"), weight: 100 };

export const cases: Cases = {
  passing: [
    rule("forwards to both by weight", {
      type: "forward",
      forward: { targetGroups: [blue, { arn: arn("green"), weight: 0 }] },
    }),
    rule("forwards to one for good", { type: "forward", targetGroupArn: arn("admin") }, "admin"),
    rule("answers itself", {
      type: "fixed-response",
      fixedResponse: { contentType: "text/plain", statusCode: "503" },
    }),
  ],
  failing: [
    rule("gives all to one", { type: "forward", forward: { targetGroups: [blue] } }, "web"),
    rule("is the product's and static", { type: "forward", targetGroupArn: arn("blue") }),
  ],
};
