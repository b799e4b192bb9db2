import assert from "node:assert/strict";
import * as fc from "fast-check";
import { judge, type AlarmState, type MissingData } from "../../../local/alarms/judge";

const TREATMENTS: readonly MissingData[] = ["missing", "ignore", "breaching", "notBreaching"];

/** `0 - X - X` as AWS's tables write it. */
function pointsOf(text: string): (boolean | undefined)[] {
  return text.split(" ").map((one) => (one === "-" ? undefined : one === "X"));
}

/** The state for each treatment, from a state that none of them gives by itself. */
function states(points: string, datapointsToAlarm: number, current: AlarmState | "kept" = "kept"): string[] {
  return TREATMENTS.map(
    (treatMissingData) =>
      judge(
        { evaluationPeriods: 3, datapointsToAlarm, treatMissingData },
        pointsOf(points),
        current as AlarmState,
      ).state,
  );
}

const every = (state: string): string[] => [state, state, state, state];

describe("the state of an alarm", () => {
  it("without any data is what the treatment of missing data says", () => {
    assert.deepEqual(states("- - - - -", 3), ["INSUFFICIENT_DATA", "kept", "ALARM", "OK"]);
  });

  it("is as in AWS's table where all of three points must breach", () => {
    assert.deepEqual(states("0 - X - X", 3), every("OK"));
    assert.deepEqual(states("- - - - 0", 3), every("OK"));
    assert.deepEqual(states("0 X X - X", 3), every("ALARM"));
    assert.deepEqual(states("- - X - -", 3), ["ALARM", "kept", "ALARM", "OK"]);
  });

  it("is as in AWS's table where two of three points must breach", () => {
    assert.deepEqual(states("0 - X - X", 2), every("ALARM"));
    assert.deepEqual(states("0 0 X 0 X", 2), every("ALARM"));
    assert.deepEqual(states("0 - X - -", 2), ["OK", "OK", "ALARM", "OK"]);
    assert.deepEqual(states("- - - - 0", 2), ["OK", "OK", "ALARM", "OK"]);
    assert.deepEqual(states("- - - X -", 2), ["ALARM", "kept", "ALARM", "OK"]);
  });

  it("is no premature alarm while a breaching point is young", () => {
    for (const young of ["- - - - X", "- - - X -"])
      assert.deepEqual(states(young, 3), ["INSUFFICIENT_DATA", "kept", "ALARM", "OK"]);
    assert.deepEqual(states("- - - X 0", 3), every("OK"));
    assert.deepEqual(states("- - X - 0", 3), every("OK"));
  });

  it("goes by the last points alone where none is missing, and leaves older ones out", () => {
    assert.deepEqual(states("X X 0 0 0", 1), every("OK"));
    assert.deepEqual(states("X X X 0 0", 3), every("OK"));
    assert.deepEqual(states("0 0 X X X", 3), every("ALARM"));
  });

  it("uses points from further back before it takes missing ones for something", () => {
    assert.deepEqual(states("X X X - -", 3), every("ALARM"));
    assert.deepEqual(states("0 0 0 - -", 1), every("OK"));
  });

  it("is never an alarm with fewer breaching and missing points than it takes, and always one with enough", () => {
    const points = fc.array(fc.constantFrom(true, false, undefined), { minLength: 3, maxLength: 8 });
    fc.assert(
      fc.property(
        points,
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom(...TREATMENTS),
        (given, m, treatment) => {
          const evaluationPeriods = Math.max(m, given.length - 2);
          const judging = { evaluationPeriods, datapointsToAlarm: m, treatMissingData: treatment };
          const { state, filled } = judge(judging, given, "OK");
          const last = given.filter((one) => one !== undefined).slice(-evaluationPeriods);
          const bad = last.filter(Boolean).length;
          if (bad >= m) assert.equal(state, "ALARM");
          if (bad + evaluationPeriods - last.length < m) assert.equal(state, "OK");
          if (!given.includes(undefined) && given.length >= evaluationPeriods) assert.equal(filled, 0);
          if (treatment === "notBreaching" && bad < m) assert.equal(state, "OK");
        },
      ),
    );
  });
});
