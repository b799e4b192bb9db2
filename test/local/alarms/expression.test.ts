import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import * as fc from "fast-check";
import { evaluate, type Series } from "../../../local/alarms/expression/evaluate";
import { parseExpression } from "../../../local/alarms/expression/parse";

const SERIES: Readonly<Record<string, Series>> = {
  errors: [undefined, 3, 1, undefined, undefined],
  requests: [100, 10, undefined, 0, 50],
  none: [undefined, undefined, undefined, undefined, undefined],
};

function values(text: string): Series {
  return evaluate(parseExpression(text), (id) => SERIES[id] ?? [], 5);
}

describe("metric math", () => {
  it("refuses functions it does not know, by their name", () => {
    for (const name of ["SEARCH", "ANOMALY_DETECTION_BAND", "METRICS", "RATE", "DIFF", "MAX"])
      assert.throws(() => parseExpression(`1 + ${name}(m1)`), {
        name: "Refusal",
        message: `Expression "1 + ${name}(m1)": must be a number, a metric's id, IF(...), FILL(...) or a bracket: the rest is not modelled, got ${name}; write it with arithmetic, comparison, AND, OR, IF and FILL`,
      });
    assert.throws(() => parseExpression("FILL(m1, LINEAR)"), /not modelled, got LINEAR;/);
  });

  it("refuses what is no expression, and says where", () => {
    const cases: Readonly<Record<string, RegExp>> = {
      "": /got its end;/,
      "1 +": /got its end;/,
      "(1": /must be "\)" there, got its end;/,
      "1)": /must be an expression that ends there, got \);/,
      "a b": /must be an expression that ends there, got b;/,
      "IF(a, 1)": /must be "," there, got \);/,
      "FILL(a)": /must be "," there, got \);/,
      'SUM("a")': /must be metric math, got ";/,
      "a = 1": /must be metric math, got =;/,
      "a ? 1 : 2": /must be metric math, got \?;/,
    };
    for (const [text, message] of Object.entries(cases)) assert.throws(() => parseExpression(text), message);
  });

  it("has no point where one of those it is made of is missing, or it would be no number", () => {
    assert.deepEqual(values("100 * errors / requests"), [undefined, 30, undefined, undefined, undefined]);
    assert.deepEqual(values("requests / requests"), [1, 1, undefined, undefined, 1]);
    assert.deepEqual(values("IF(errors > 0, 1, 2)"), [undefined, 1, 1, undefined, undefined]);
    assert.deepEqual(values("1 / 0"), Array<undefined>(5).fill(undefined));
    assert.deepEqual(values("none + 1"), SERIES["none"]);
  });

  it("fills what is missing with a number, with a metric, or with what was there last", () => {
    assert.deepEqual(values("FILL(errors, 0)"), [0, 3, 1, 0, 0]);
    assert.deepEqual(values("FILL(none, 0)"), [0, 0, 0, 0, 0]);
    assert.deepEqual(values("FILL(errors, requests)"), [100, 3, 1, 0, 50]);
    assert.deepEqual(values("FILL(errors, REPEAT)"), [undefined, 3, 1, 1, 1]);
  });

  it("gives the share of errors and of unhealthy targets as our alarms ask for them", () => {
    assert.deepEqual(values("IF(requests >= 20, 100 * FILL(errors, 0) / requests, 0)"), [
      0,
      0,
      undefined,
      0,
      0,
    ]);
    assert.deepEqual(values("IF(requests >= 10, 100 * FILL(errors, 0) / requests, 0)"), [
      0,
      30,
      undefined,
      0,
      0,
    ]);
    assert.deepEqual(values("IF(requests + errors > 0, 100 * errors / (requests + errors), 0)"), [
      undefined,
      (100 * 3) / 13,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("compares and combines to 1 and 0", () => {
    assert.deepEqual(values("requests >= 50"), [1, 0, undefined, 0, 1]);
    assert.deepEqual(values("requests > 5 AND requests < 60"), [0, 1, undefined, 0, 1]);
    assert.deepEqual(values("requests == 0 || requests != 0 && 0"), [0, 0, undefined, 1, 0]);
    assert.deepEqual(values("- 2 ^ 2 <= -(2 + 2)"), [0, 0, 0, 0, 0]);
  });

  it("calculates as JavaScript does where the two write alike", () => {
    const number = fc.integer({ min: 0, max: 99 }).map(String);
    const { expression } = fc.letrec<{ expression: string }>((tie) => ({
      expression: fc.oneof(
        { maxDepth: 5 },
        number,
        fc
          .tuple(tie("expression"), fc.constantFrom("+", "-", "*", "/"), tie("expression"))
          .map((all) => all.join(" ")),
        tie("expression").map((inner) => `(${inner})`),
        tie("expression").map((inner) => `-(${inner})`),
      ),
    }));
    fc.assert(
      fc.property(expression, (text) => {
        const expected = Number(runInNewContext(text));
        const [value] = values(text);
        assert.equal(
          value === undefined ? undefined : value + 0,
          Number.isFinite(expected) ? expected + 0 : undefined,
        );
      }),
    );
  });
});
