import assert from "node:assert/strict";
import * as fc from "fast-check";
import { calls } from "../../../policy/aws/function-calls";
import { triggerOnAlias } from "../../../policy/rules/trigger-on-alias";
import { UNKNOWN, type Value } from "../../../policy/value";
import { anyInputsOf } from "../any-inputs";
import type { Declared } from "../cases/case";
import { lambda, live, permission, subscription } from "../functions";
import { judgeStack } from "../judge";
import { nested } from "../nested";

const ARN = "arn:aws:lambda:eu-west-1:123456789012:function:shop-web";
const web = lambda("shop-web");

/** Of the triggers, beside a function with an alias. */
function places(
  triggers: Readonly<Record<string, Declared>>,
  beside: Readonly<Record<string, Declared>> = { web, live },
): string[] {
  return judgeStack(triggerOnAlias, { ...beside, ...triggers }).map((finding) => {
    const name = finding.urn.split("::").at(-1) ?? "";
    return "problem" in finding
      ? `${name} ${finding.problem.property}: ${finding.problem.got}`
      : `${name} ? ${finding.notEvaluated}`;
  });
}
const ofEndpoint = (endpoint: string): string[] => places({ topic: subscription(endpoint) });

describe("the rule trigger-on-alias", () => {
  it("says which trigger goes past the alias, and how to name the alias there", () => {
    assert.deepEqual(judgeStack(triggerOnAlias, { web, live, topic: subscription(ARN) }), [
      {
        urn: "urn:pulumi:dev::shop::aws:sns/topicSubscription:TopicSubscription::topic",
        problem: {
          property: "endpoint",
          rule: "the function's alias live",
          got: "the function itself",
          remedy: "give arn of the Alias",
        },
      },
    ]);
  });

  it("finds the function in every kind of trigger", () => {
    for (const [type, { path }] of Object.entries(calls)) {
      const trigger = { type, inputs: nested(path, ARN) };
      assert.deepEqual(places({ trigger }), [`trigger ${path.replace("[]", "[0]")}: the function itself`]);
    }
  });

  it("refuses $LATEST and a version by its number", () => {
    assert.deepEqual(ofEndpoint(`${ARN}:$LATEST`), ["topic endpoint: the function itself"]);
    assert.deepEqual(ofEndpoint(`${ARN}:7`), ["topic endpoint: its version 7"]);
    assert.deepEqual(places({ it: permission({ qualifier: "$LATEST" }) }), [
      "it function: the function itself",
    ]);
    assert.deepEqual(places({ it: permission({ qualifier: "7" }) }), ["it function: its version 7"]);
  });

  it("reads names, ARNs from the account on, and the ARNs by which an API invokes", () => {
    const mapping = (functionName: string): string[] =>
      places({ it: { type: "aws:lambda/eventSourceMapping:EventSourceMapping", inputs: { functionName } } });
    const refused = ["it functionName: the function itself"];
    assert.deepEqual(mapping("shop-web"), refused);
    assert.deepEqual(mapping("123456789012:function:shop-web"), refused);
    assert.deepEqual(mapping("shop-web:live"), []);
    assert.deepEqual(mapping("shop-webs"), []);
    const api = (arn: string): string[] => {
      const integrationUri = `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${arn}/invocations`;
      return places({ it: { type: "aws:apigatewayv2/integration:Integration", inputs: { integrationUri } } });
    };
    assert.deepEqual(api(ARN), ["it integrationUri: the function itself"]);
    assert.deepEqual(api(`${ARN}:live`), []);
    assert.deepEqual(api(`${ARN}:\${stageVariables.alias}`), []);
    assert.deepEqual(api(ARN.replace("shop-web", "${stageVariables.function}")), []);
  });

  it("takes the alias by dependency, where its ARN is not known yet", () => {
    assert.deepEqual(ofEndpoint("${live.arn}"), []);
    assert.deepEqual(ofEndpoint("${web.arn}:${live.name}"), []);
    assert.deepEqual(places({ it: permission({ qualifier: "${live.id}" }) }), []);
  });

  it("refuses what has the alias's output but says the function", () => {
    assert.deepEqual(places({ it: permission({ function: "${live.functionName}" }) }), [
      "it function: the function itself",
    ]);
  });

  it("does not evaluate an output of the function that is not known yet", () => {
    assert.deepEqual(ofEndpoint("${web.arn}"), ["topic ? endpoint"]);
    const other = lambda("shop-other");
    assert.deepEqual(places({ other, it: permission({ qualifier: "${other.version}" }) }), ["it ? function"]);
  });

  it("finds the function by its name where the alias only has that, and by the alias where the function is elsewhere", () => {
    const byName = { ...live, inputs: { ...live.inputs, functionName: "shop-web" } };
    assert.deepEqual(places({ topic: subscription("${web.arn}") }, { web, live: byName }), [
      "topic ? endpoint",
    ]);
    assert.deepEqual(places({ topic: subscription(ARN) }, { live: byName }), [
      "topic endpoint: the function itself",
    ]);
    const byArn = { ...live, inputs: { ...live.inputs, functionName: "${web.arn}" } };
    assert.deepEqual(places({ topic: subscription(ARN) }, { web, live: byArn }), [
      "topic endpoint: the function itself",
    ]);
  });

  it("names every alias, and none whose name is not known yet", () => {
    const rules = (...aliases: readonly Value[]): string[] => {
      const all = aliases.map(
        (name, index) => [`a${index}`, { ...live, inputs: { ...live.inputs, name } }] as const,
      );
      return judgeStack(triggerOnAlias, { web, ...Object.fromEntries(all), topic: subscription(ARN) }).map(
        (one) => ("problem" in one ? one.problem.rule : ""),
      );
    };
    assert.deepEqual(rules("live", "next"), ["the function's alias live or next"]);
    assert.deepEqual(rules(UNKNOWN), ["the function's alias"]);
  });

  it("has nothing to say about functions without an alias, queues and other targets", () => {
    const other = lambda("shop-other");
    const target = (arn: string): Declared => ({
      type: "aws:cloudwatch/eventTarget:EventTarget",
      inputs: { arn },
    });
    const queue: Declared = { type: "aws:sqs/queue:Queue", inputs: {} };
    assert.deepEqual(places({ other, it: target("${other.arn}") }), []);
    assert.deepEqual(places({ queue, it: target("${queue.arn}") }), []);
    assert.deepEqual(places({ it: target("arn:aws:sqs:eu-west-1:123456789012:shop-web") }), []);
    assert.deepEqual(places({ it: subscription("https://example.com/shop-web") }), []);
  });

  it("never throws, whatever the inputs", () => {
    const tops = [
      ...Object.values(calls).map(({ path }) => path.split(/[.[]/)[0] ?? ""),
      "qualifier",
      "name",
    ];
    const inputs = anyInputsOf(
      [...tops, "functionName"],
      ["arn", "lambdaFunctionArn", "functionArn", "destinationArn"],
    );
    const type = fc.constantFrom(...Object.keys(calls), live.type, web.type);
    const one = fc.record({ type, inputs: inputs });
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom("web", "live", "a", "b"), one), (stack) => {
        assert.ok(Array.isArray(judgeStack(triggerOnAlias, stack)));
      }),
    );
  });
});
