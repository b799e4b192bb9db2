/** Agreement: how long a service waits for its hours, as its settings are checked, and as the release functions wait. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { longestWait } from "../../components/blue-green/longest-wait";
import { Day, type WeeklyHours } from "../../components/blue-green/weekly-hours";
import { isWithin } from "../../runtime/release/windows";

const HALF_HOUR = 1_800_000;
const BEGIN = Date.UTC(2026, 0, 1);
const END = Date.UTC(2027, 0, 1);

/** The longest wait between two openings in seconds, by looking every half hour of a year. */
function waited(hours: readonly WeeklyHours[]): number {
  let longest = 0;
  let closed: number | undefined;
  let wasOpen = false;
  for (let now = BEGIN; now < END; now += HALF_HOUR) {
    const isOpen = isWithin(hours, now);
    if (isOpen && closed !== undefined) longest = Math.max(longest, now - closed);
    if (isOpen) closed = undefined;
    else if (wasOpen) closed = now;
    wasOpen = isOpen;
  }
  return longest / 1000;
}

const every = Object.values(Day);
const night = { days: every, from: "02:00", until: "02:30" };

describe("the longest wait for hours of the week", () => {
  const cases: readonly (readonly [string, number | undefined, ...WeeklyHours[]])[] = [
    ["a whole day every day", undefined, { days: every, from: "09:00", until: "09:00", timeZone: "UTC" }],
    [
      "two halves of the day",
      undefined,
      { days: every, from: "00:00", until: "12:00", timeZone: "Asia/Seoul" },
      { days: every, from: "12:00", until: "00:00", timeZone: "Asia/Seoul" },
    ],
    ["an hour every day", 23 * 3600, { days: every, from: "09:00", until: "10:00", timeZone: "Asia/Seoul" }],
    [
      "an hour every day, and a day of 25",
      24 * 3600,
      { days: every, from: "09:00", until: "10:00", timeZone: "Europe/Berlin" },
    ],
    ["half an hour that one night does not have", 46.5 * 3600, { ...night, timeZone: "Europe/Berlin" }],
    ["the same in a zone of half hours", 23.5 * 3600, { ...night, timeZone: "Asia/Kolkata" }],
    [
      "clocks that go back by half an hour",
      24 * 3600,
      { ...night, from: "09:00", until: "09:30", timeZone: "Australia/Lord_Howe" },
    ],
    [
      "over midnight on one day of the week",
      160 * 3600,
      { days: ["sun"], from: "22:00", until: "06:00", timeZone: "Asia/Seoul" },
    ],
    [
      "two zones, whose clocks change on different days",
      15 * 3600,
      { days: every, from: "09:00", until: "10:00", timeZone: "Europe/Berlin" },
      { days: every, from: "12:00", until: "13:00", timeZone: "America/New_York" },
    ],
  ];
  for (const [what, seconds, ...hours] of cases) {
    it(`is that of the release functions: ${what}`, () => {
      assert.equal(longestWait(hours)?.seconds, seconds);
      assert.equal(waited(hours), seconds ?? 0);
    });
  }

  it("is that of the release functions, for any hours", () => {
    const time = fc
      .nat(47)
      .map((half) => `${String(half >> 1).padStart(2, "0")}:${half % 2 === 0 ? "00" : "30"}`);
    const zones = ["Asia/Seoul", "Asia/Kolkata", "Europe/Berlin", "America/New_York", "Africa/Casablanca"];
    const hours = fc.record({
      days: fc.subarray(every, { minLength: 1 }),
      from: time,
      until: time,
      timeZone: fc.constantFrom(...zones),
    });
    fc.assert(
      fc.property(fc.array(hours, { minLength: 1, maxLength: 3 }), (list) => {
        assert.equal(longestWait(list)?.seconds ?? 0, waited(list));
      }),
      { numRuns: 20 },
    );
  });
});
