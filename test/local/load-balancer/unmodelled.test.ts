import assert from "node:assert/strict";
import type { Action, RuleCondition } from "@aws-sdk/client-elastic-load-balancing-v2";
import { readRules } from "../../../local/load-balancer/store/read-rules";
import { unmodelled } from "../../../local/load-balancer/unmodelled";
import { fixed } from "./declared";

const rule = (Priority: string, Conditions: RuleCondition[], ...Actions: Action[]) => ({
  RuleArn: `arn:${Priority}`,
  Priority,
  Conditions,
  Actions,
});
const lines = (...rules: ReturnType<typeof rule>[]) => {
  const listeners = [{ arn: "arn:l", port: 80, protocol: "HTTP" as const, rules: readRules(rules) }];
  const attributes = { idleTimeoutSeconds: 60, dropInvalidHeaderFields: false, preserveHostHeader: false };
  return unmodelled({ loadBalancers: [{ arn: "arn:lb", name: "shop", attributes, listeners }] });
};

describe("what is declared and not modelled", () => {
  it("is said of each condition and action, by listener and rule", () => {
    const byExpression: RuleCondition = {
      Field: "path-pattern",
      PathPatternConfig: { RegexValues: ["^/a"] },
    };
    const header = { HttpHeaderName: "X", RegexValues: ["a"] };
    assert.deepEqual(
      lines(
        rule("5", [byExpression, { Field: "http-header", HttpHeaderConfig: header }], fixed("200", "")),
        rule(
          "6",
          [{ Field: "source-ip", SourceIpConfig: { Values: ["10.0.0.0/8", "10.0.0.0/33"] } }],
          fixed("200", ""),
        ),
        rule("default", [{ Field: "moon-phase" }], { Type: "jwt-validation", Order: 1 }, fixed("200", "")),
      ),
      [
        "shop, port 80, rule 5: the condition path-pattern by expression is not modelled; no request fits the rule",
        "shop, port 80, rule 5: the condition http-header by expression is not modelled; no request fits the rule",
        "shop, port 80, rule 6: the condition source-ip 10.0.0.0/33 is not modelled; no request fits the rule",
        "shop, port 80, rule default: the condition moon-phase is not modelled; no request fits the rule",
        "shop, port 80, rule default: the action jwt-validation is not modelled; its requests are answered with 501",
      ],
    );
  });

  it("is nothing of what is", () => {
    assert.deepEqual(lines(rule("1", [{ Field: "host-header", Values: ["a"] }], fixed("200", ""))), []);
  });
});

describe("rules as the store has them", () => {
  it("come by number, the default one last, with what AWS fills in", () => {
    const forward: Action = { Type: "forward", TargetGroupArn: "arn:g" };
    const sticky: Action = {
      Type: "forward",
      ForwardConfig: {
        TargetGroups: [{ TargetGroupArn: "arn:g", Weight: 0 }, { TargetGroupArn: "arn:h" }],
        TargetGroupStickinessConfig: { Enabled: true },
      },
    };
    const redirect: Action = { Type: "redirect", RedirectConfig: { StatusCode: "HTTP_301" } };
    const read = readRules([rule("default", [], redirect), rule("10", [], sticky), rule("9", [], forward)]);
    assert.deepEqual(
      read.map(({ arn, priority }) => [arn, priority]),
      [
        ["arn:9", 9],
        ["arn:10", 10],
        ["arn:default", undefined],
      ],
    );
    assert.deepEqual(
      read.map(({ action }) => action),
      [
        { type: "forward", targetGroups: [{ arn: "arn:g", weight: 1 }], stickySeconds: undefined },
        {
          type: "forward",
          targetGroups: [
            { arn: "arn:g", weight: 0 },
            { arn: "arn:h", weight: 1 },
          ],
          stickySeconds: 3600,
        },
        {
          type: "redirect",
          statusCode: 301,
          protocol: "#{protocol}",
          host: "#{host}",
          port: "#{port}",
          path: "/#{path}",
          query: "#{query}",
        },
      ],
    );
  });

  it("keep every kind of condition", () => {
    const conditions: RuleCondition[] = [
      { Field: "host-header", HostHeaderConfig: { Values: ["a", "b"] } },
      { Field: "http-request-method", HttpRequestMethodConfig: { Values: ["GET"] } },
      { Field: "query-string", QueryStringConfig: { Values: [{ Key: "k", Value: "v" }, { Value: "w" }] } },
      { Field: "source-ip", SourceIpConfig: { Values: ["10.0.0.0/8"] } },
    ];
    assert.deepEqual(readRules([rule("1", conditions, fixed("200", "x"))])[0]!.conditions, [
      { field: "host-header", patterns: ["a", "b"] },
      { field: "http-request-method", methods: ["GET"] },
      { field: "query-string", pairs: [{ key: "k", value: "v" }, { value: "w" }] },
      { field: "source-ip", ranges: ["10.0.0.0/8"] },
    ]);
  });
});
