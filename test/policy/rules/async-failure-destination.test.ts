import assert from "node:assert/strict";
import * as fc from "fast-check";
import { calls } from "../../../policy/aws/function-calls";
import { asyncFailureDestination } from "../../../policy/rules/async-failure-destination";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { anyInputsOf } from "../any-inputs";
import type { Declared } from "../cases/case";
import { lambda, live, onFailure, permission, subscription } from "../functions";
import { judgeStack } from "../judge";
import { nested } from "../nested";

const ARN = "arn:aws:lambda:eu-west-1:123456789012:function:shop-web";
const web = lambda("shop-web");
const topic = subscription("${web.arn}");
const viaAlias = subscription("${live.arn}");

type Stack = Readonly<Record<string, Declared>>;

/** `? web` where it is not evaluated. */
const found = (stack: Stack): string[] =>
  judgeStack(asyncFailureDestination, stack).map(
    (finding) => `${"problem" in finding ? "" : "? "}${finding.urn.split("::").at(-1) ?? ""}`,
  );

describe("the rule async-failure-destination", () => {
  it("says which function loses what it could not process, who calls it, and what to do", () => {
    assert.deepEqual(judgeStack(asyncFailureDestination, { web, live, viaAlias }), [
      {
        urn: "urn:pulumi:dev::shop::aws:lambda/function:Function::web",
        problem: {
          property: "deadLetterConfig",
          rule: "given, or a FunctionEventInvokeConfig with onFailure for live, which viaAlias calls asynchronously",
          got: "neither",
          remedy: "add the configuration, with a queue as destination",
        },
      },
    ]);
  });

  it("finds the function in every kind of trigger that waits for no answer, and in no other", () => {
    for (const [type, { path, isAsynchronous = false }] of Object.entries(calls)) {
      const trigger = { type, inputs: nested(path, ARN) };
      assert.deepEqual(found({ web, trigger }), isAsynchronous ? ["web"] : [], type);
    }
  });

  it("says it once of a function, and once more of its alias, however many call them", () => {
    const stack = { web, live, a: topic, b: subscription(ARN), c: viaAlias, d: subscription(`${ARN}:live`) };
    const rules = judgeStack(asyncFailureDestination, { ...stack, a: subscription(`${ARN}:$LATEST`) });
    assert.deepEqual(
      rules.map((one) => ("problem" in one ? (/onFailure (.*)/.exec(one.problem.rule) ?? [])[1] : "")),
      ["for the function, which a calls asynchronously", "for live, which c calls asynchronously"],
    );
  });

  it("refuses a configuration of another function or alias, and one without a destination", () => {
    const other = lambda("shop-other");
    assert.deepEqual(found({ web, topic, it: onFailure({ functionName: "shop-other" }) }), ["web"]);
    assert.deepEqual(found({ web, other, topic, it: onFailure({ functionName: "${other.arn}" }) }), ["web"]);
    assert.deepEqual(found({ web, live, viaAlias, it: onFailure({ qualifier: "next" }) }), ["web"]);
    const empty: readonly Value[] = [
      undefined,
      null,
      {},
      { onSuccess: { destination: "arn:queue" } },
      { onFailure: {} },
    ];
    for (const destinationConfig of empty)
      assert.deepEqual(found({ web, topic: subscription(ARN), it: onFailure({ destinationConfig }) }), [
        "web",
      ]);
    assert.deepEqual(found({ web: lambda("shop-web", { deadLetterConfig: {} }), topic }), ["web"]);
  });

  it("takes a configuration by name, by ARN and by dependency, of what is called", () => {
    const called = subscription(ARN);
    for (const functionName of ["shop-web", ARN, `${ARN}:$LATEST`])
      assert.deepEqual(found({ web, called, it: onFailure({ functionName }) }), [], functionName);
    assert.deepEqual(found({ web, live, viaAlias, it: onFailure({ functionName: `${ARN}:live` }) }), []);
    assert.deepEqual(found({ web, live, viaAlias, it: onFailure({ functionName: "${live.arn}" }) }), []);
    assert.deepEqual(found({ web, live, viaAlias, it: onFailure({ qualifier: "${live.id}" }) }), []);
  });

  it("takes a destination or a dead-letter queue that is not known yet", () => {
    const destinationConfig: Values = { onFailure: { destination: UNKNOWN } };
    assert.deepEqual(found({ web, called: subscription(ARN), it: onFailure({ destinationConfig }) }), []);
    const deadLetterConfig: Values = { targetArn: UNKNOWN };
    assert.deepEqual(found({ web: lambda("shop-web", { deadLetterConfig }), topic }), []);
  });

  it("refuses what keeps nothing however it is called, although that is not known yet", () => {
    assert.deepEqual(found({ web, topic }), ["web"]);
    assert.deepEqual(found({ web, topic, it: onFailure({ destinationConfig: {} }) }), ["web"]);
  });

  it("does not evaluate what an unknown part decides", () => {
    const called = subscription(ARN);
    assert.deepEqual(found({ web, topic, it: onFailure() }), ["? web"]); // may get a qualifier as text
    assert.deepEqual(found({ web: lambda("shop-web", { deadLetterConfig: UNKNOWN }), called }), ["? web"]);
    assert.deepEqual(found({ web, called, it: onFailure({ destinationConfig: UNKNOWN }) }), ["? web"]);
    assert.deepEqual(found({ web, called, it: onFailure({ destinationConfig: { onFailure: UNKNOWN } }) }), [
      "? web",
    ]);
    assert.deepEqual(found({ web, called, it: onFailure({ functionName: "${web.arn}" }) }), ["? web"]);
  });

  it("has nothing to say about a function that is only permitted to be called, or is elsewhere", () => {
    assert.deepEqual(found({ web, it: permission({}) }), []);
    assert.deepEqual(found({ web, topic: subscription(ARN.replace("shop-web", "shop-other")) }), []);
  });

  it("never throws, whatever the inputs", () => {
    const tops = [
      ...Object.values(calls).map(({ path }) => path.split(/[.[]/)[0] ?? ""),
      "qualifier",
      "name",
    ];
    const steps = ["arn", "lambdaFunctionArn", "onFailure", "destination", "targetArn"];
    const inputs = anyInputsOf([...tops, "functionName", "destinationConfig", "deadLetterConfig"], steps);
    const type = fc.constantFrom(...Object.keys(calls), live.type, web.type, onFailure().type);
    const one = fc.record({ type, inputs: inputs });
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom("web", "live", "a", "b"), one), (stack) => {
        assert.ok(Array.isArray(judgeStack(asyncFailureDestination, stack)));
      }),
    );
  });
});
