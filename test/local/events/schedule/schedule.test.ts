import assert from "node:assert/strict";
import * as fc from "fast-check";
import { schedule } from "../../../../local/events/schedule/schedule";
import { Refusal } from "../../../../refusal/refusal";

/** A Saturday. */
const FROM = Date.UTC(2026, 10, 21, 10, 30);

function refused(expression: string): string[] {
  try {
    schedule(expression);
  } catch (error) {
    assert.ok(error instanceof Refusal);
    return error.problems.map(({ property, rule }) => `${property}: ${rule}`);
  }
  return [];
}

/** The next times from FROM on. */
function times(expression: string, count: number): string[] {
  const found: string[] = [];
  const one = schedule(expression);
  for (let at = one.next(FROM, FROM); at !== undefined && found.length < count; at = one.next(at, FROM))
    found.push(new Date(at).toISOString().slice(0, 16));
  return found;
}

describe("the schedule of a rule", () => {
  it("is refused where it is neither a rate nor a cron expression", () => {
    const rate =
      "ScheduleExpression: rate(1 minute), rate(5 minutes), and so with hours or days, or cron(...)";
    const wrong = ["", "rate(0 minutes)", "rate(1 minutes)", "rate(2 minute)", "rate(-1 minute)"];
    for (const expression of [...wrong, "rate(1 second)", "rate(1.5 hours)", "at(2026-01-01T00:00:00)"])
      assert.deepEqual(refused(expression), [rate], expression);
  });

  it("is refused with everything that is wrong with a cron expression", () => {
    assert.deepEqual(refused("cron(0 12 * * ?)"), ["ScheduleExpression: six fields"]);
    assert.deepEqual(refused("cron(60 24 32 13 ? 1969)"), [
      "ScheduleExpression, minutes: 0 to 59",
      "ScheduleExpression, hours: 0 to 23",
      "ScheduleExpression, month: 1 to 12 or JAN to DEC",
      "ScheduleExpression, year: 1970 to 2199",
      "ScheduleExpression, day-of-month: 1 to 31, with L and W",
    ]);
    assert.deepEqual(refused("cron(0 12 ? * 2/2 *)"), [
      "ScheduleExpression, day-of-week: 1 to 7 or SUN to SAT, with L and #",
    ]);
    const both = "ScheduleExpression, day-of-month and day-of-week: ? in one of the two";
    assert.deepEqual(refused("cron(0 12 * * * *)"), [both]);
    assert.deepEqual(refused("cron(0 12 ? * ? *)").slice(0, 1), [both]);
    const odd = [
      "0 12 ? * 3#6 *",
      "0 12 ? * 3#1,6#3 *",
      "0 12 ? * FRI-MON *",
      "0 12 0W * ? *",
      "5-1 1 1 1 ? *",
    ];
    for (const fields of [...odd, "1/0 1 1 1 ? *", "1-2-3 1 1 1 ? *", "- 1 1 1 ? *", "0 0 ? * 8L *"])
      assert.equal(refused(`cron(${fields})`).length, 1, fields);
  });

  it("counts a rate from when the rule was there", () => {
    assert.deepEqual(times("rate(1 minute)", 2), ["2026-11-21T10:31", "2026-11-21T10:32"]);
    assert.deepEqual(times("rate(12 hours)", 2), ["2026-11-21T22:30", "2026-11-22T10:30"]);
    assert.equal(schedule("rate(1 day)").next(FROM + 1, FROM), FROM + 86_400_000);
  });

  const known: readonly (readonly [string, readonly string[]])[] = [
    ["cron(0 10 * * ? *)", ["2026-11-22T10:00", "2026-11-23T10:00"]],
    ["cron(0/15 * * * ? *)", ["2026-11-21T10:45", "2026-11-21T11:00"]],
    ["cron(0/10 * ? * MON-FRI *)", ["2026-11-23T00:00", "2026-11-23T00:10"]],
    ["cron(0/5 8-9 ? * mon,3 *)", ["2026-11-23T08:00", "2026-11-23T08:05"]],
    ["cron(0 8 1 * ? *)", ["2026-12-01T08:00", "2027-01-01T08:00"]],
    ["cron(0 8 31 * ? *)", ["2026-12-31T08:00", "2027-01-31T08:00", "2027-03-31T08:00"]],
    ["cron(0 0 29 2 ? *)", ["2028-02-29T00:00", "2032-02-29T00:00"]],
    ["cron(0 0 L * ? *)", ["2026-11-30T00:00", "2026-12-31T00:00", "2027-01-31T00:00", "2027-02-28T00:00"]],
    ["cron(0 0 ? * L *)", ["2026-11-28T00:00", "2026-12-05T00:00"]],
    ["cron(0 0 ? * 6L *)", ["2026-11-27T00:00", "2026-12-25T00:00"]],
    ["cron(0 0 ? * FRIL *)", ["2026-11-27T00:00", "2026-12-25T00:00"]],
    ["cron(0 0 ? * 3#2 *)", ["2026-12-08T00:00", "2027-01-12T00:00"]],
    ["cron(0 0 ? * 1#5 *)", ["2026-11-29T00:00", "2027-01-31T00:00", "2027-05-30T00:00"]],
    // 2026-11-21 is a Saturday, 2026-11-22 a Sunday.
    ["cron(0 12 21W 11 ? 2026)", []],
    ["cron(0 12 22W * ? *)", ["2026-11-23T12:00", "2026-12-22T12:00"]],
    // 2027-05-01 is a Saturday, 2027-01-31 a Sunday: never into another month.
    ["cron(0 0 1W 5 ? *)", ["2027-05-03T00:00", "2028-05-01T00:00"]],
    ["cron(0 0 31W 1 ? *)", ["2027-01-29T00:00", "2028-01-31T00:00"]],
    ["cron(0 0 31W 2 ? *)", []],
    ["cron(0 0 LW * ? *)", ["2026-11-30T00:00", "2026-12-31T00:00", "2027-01-29T00:00"]],
    ["cron(30 10 21 11 ? 2026-2027)", ["2027-11-21T10:30"]],
    ["cron(0 0 1 1 ? 1970)", []],
  ];
  for (const [expression, expected] of known)
    it(`fires ${expression} when it says`, () => {
      assert.deepEqual(times(expression, Math.max(1, expected.length)), expected);
    });

  it("skips no minute that fits and takes none that does not", () => {
    const list = (first: number, last: number) =>
      fc.uniqueArray(fc.integer({ min: first, max: last }), { minLength: 1, maxLength: 4 });
    const dayOf = (at: Date) => at.getUTCDay() + 1;
    fc.assert(
      fc.property(
        list(0, 59),
        list(0, 23),
        fc.oneof(
          list(1, 31).map((days) => ({ month: days, week: undefined })),
          list(1, 7).map((days) => ({ month: undefined, week: days })),
        ),
        list(1, 12),
        fc.integer({ min: 0, max: 40 * 365 * 1440 }),
        (minutes, hours, { month, week }, months, offset) => {
          const expression = `cron(${minutes.join()} ${hours.join()} ${month?.join() ?? "?"} ${months.join()} ${week?.join() ?? "?"} *)`;
          const after = FROM + offset * 60_000;
          const fits = (time: number): boolean => {
            const at = new Date(time);
            return (
              minutes.includes(at.getUTCMinutes()) &&
              hours.includes(at.getUTCHours()) &&
              months.includes(at.getUTCMonth() + 1) &&
              (month === undefined || month.includes(at.getUTCDate())) &&
              (week === undefined || week.includes(dayOf(at)))
            );
          };
          const found = schedule(expression).next(after, FROM);
          if (found !== undefined) assert.ok(fits(found) && found > after);
          // Two days of minutes are enough to find one that was skipped.
          const until = Math.min(found ?? Infinity, after + 2 * 86_400_000);
          for (let time = after + 60_000; time < until; time += 60_000) assert.ok(!fits(time), expression);
        },
      ),
    );
  });
});
