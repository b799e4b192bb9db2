import assert from "node:assert/strict";
import type { Finding } from "../../../policy/rule";
import { logRetention } from "../../../policy/rules/log-retention";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { itIsSound, places } from "../any-values";
import { judge } from "../judge";

const type = "aws:cloudwatch/logGroup:LogGroup";
const check = (inputs: Values, minimumDays = 1): readonly Finding[] =>
  judge(logRetention, { type, inputs }, { settings: { minimumDays } });
const of = (retentionInDays: Value, minimumDays?: number): string[] =>
  places(check({ retentionInDays }, minimumDays));

describe("the rule log-retention", () => {
  it("says what keeps a log for ever, and what to do", () => {
    const problem = {
      property: "retentionInDays",
      rule: "a number of days",
      got: "0, which is for ever",
      remedy: "set one of the numbers CloudWatch Logs takes: 30, 90, 365…",
    };
    assert.deepEqual(check({ retentionInDays: 0 }), [{ problem }]);
    assert.deepEqual(check({}), [{ problem: { ...problem, got: "nothing" } }]);
    assert.deepEqual(check({ retentionInDays: null }), [{ problem: { ...problem, got: "nothing" } }]);
  });

  it("refuses what is no number of days", () => {
    for (const days of ["30", true, [30], { days: 30 }, -1, Number.NaN])
      assert.deepEqual(of(days), ["retentionInDays"]);
  });

  it("refuses fewer days than the settings ask for", () => {
    assert.deepEqual(check({ retentionInDays: 364 }, 365), [
      {
        problem: {
          property: "retentionInDays",
          rule: "at least 365 days",
          got: "364",
          remedy: "set one of the numbers CloudWatch Logs takes: 30, 90, 365…",
        },
      },
    ]);
    assert.deepEqual(of(365, 365), []);
  });

  it("takes a log that is kept for some days, and the class that has its own", () => {
    assert.deepEqual(of(1), []);
    assert.deepEqual(check({ logGroupClass: "DELIVERY", retentionInDays: 0 }), []);
    assert.deepEqual(places(check({ logGroupClass: "STANDARD", retentionInDays: 0 })), ["retentionInDays"]);
  });

  it("does not evaluate what is not known yet", () => {
    assert.deepEqual(of(UNKNOWN), ["? retentionInDays"]);
    assert.deepEqual(places(check({ logGroupClass: UNKNOWN })), ["? retentionInDays"]);
    assert.deepEqual(check({ logGroupClass: UNKNOWN, retentionInDays: 7 }), []);
  });

  itIsSound(logRetention, ["retentionInDays", "logGroupClass"], [30, "DELIVERY", "STANDARD"]);
});
