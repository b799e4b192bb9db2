import assert from "node:assert/strict";
import * as fc from "fast-check";
import * as z from "zod/mini";
import { parsed } from "../../../runtime/release/parse";
import { isWithin, windowSchema, windowText, type Window } from "../../../runtime/release/windows";
import { OFTEN } from "../../helpers/property-runs";
import { linesOf } from "./refused";
import { HOUR, NOON } from "./sample";

const OFFICE: Window = { days: ["mon", "fri"], from: "09:00", until: "17:00", timeZone: "Asia/Seoul" };
const NIGHT: Window = { days: ["fri"], from: "22:00", until: "06:00", timeZone: "UTC" };

const utc = (text: string): number => Date.parse(`${text}:00Z`);

const FORMAT = {
  name: "the window",
  key: "version",
  version: 1,
  schema: z.object({ window: windowSchema }),
  upgrades: {},
  remedy: "write it again",
} as const;
const refusal = (window: unknown): string[] => linesOf(() => parsed(FORMAT, { version: 1, window }));

describe("hours of the week", () => {
  it("are refused without a day, at a time there is not, and in no time zone, all at once", () => {
    assert.deepEqual(refusal({ days: [], from: "24:00", until: "9:00", timeZone: "Mars/Olympus" }), [
      "the window: window.days: must be at least one day, got []; write it again",
      'the window: window.from: must be a time from 00:00 to 23:59, got "24:00"; write it again',
      'the window: window.until: must be a time from 00:00 to 23:59, got "9:00"; write it again',
      'the window: window.timeZone: must be an IANA time zone, as Asia/Seoul, got "Mars/Olympus"; write it again',
    ]);
  });

  it("are refused with a day nobody knows, and with anything missing", () => {
    assert.deepEqual(refusal({ ...OFFICE, days: ["monday"] }), [
      'the window: window.days[0]: must be one of mon, tue, wed, thu, fri, sat, sun, got "monday"; write it again',
    ]);
    assert.deepEqual(refusal({ days: ["mon"] }), [
      "the window: window.from: must be a text, got nothing; write it again",
      "the window: window.until: must be a text, got nothing; write it again",
      "the window: window.timeZone: must be a text, got nothing; write it again",
    ]);
    assert.deepEqual(refusal({ ...OFFICE, timeZone: "" }), [
      'the window: window.timeZone: must be an IANA time zone, as Asia/Seoul, got ""; write it again',
    ]);
  });

  it("are never where there are none", () => {
    assert.equal(isWithin([], NOON), false);
  });

  it("end before their last minute, and begin with their first, in their own time zone", () => {
    // Friday in Seoul, which is nine hours ahead.
    assert.equal(isWithin([OFFICE], utc("2026-11-19T23:59")), false);
    assert.equal(isWithin([OFFICE], utc("2026-11-20T00:00")), true);
    assert.equal(isWithin([OFFICE], utc("2026-11-20T07:59")), true);
    assert.equal(isWithin([OFFICE], utc("2026-11-20T08:00")), false);
  });

  it("are not on another day", () => {
    assert.equal(isWithin([OFFICE], utc("2026-11-19T03:00")), false);
    assert.equal(isWithin([OFFICE], utc("2026-11-21T03:00")), false);
  });

  it("over midnight last into the day after, and not into the night before", () => {
    assert.equal(isWithin([NIGHT], utc("2026-11-20T05:59")), false);
    assert.equal(isWithin([NIGHT], utc("2026-11-20T21:59")), false);
    assert.equal(isWithin([NIGHT], utc("2026-11-20T22:00")), true);
    assert.equal(isWithin([NIGHT], utc("2026-11-21T05:59")), true);
    assert.equal(isWithin([NIGHT], utc("2026-11-21T06:00")), false);
    assert.equal(isWithin([NIGHT], utc("2026-11-21T23:00")), false);
  });

  it("over midnight last from Sunday into Monday, too", () => {
    const window = { ...NIGHT, days: ["sun"] } as const;
    assert.equal(isWithin([{ ...window, days: ["sun"] }], utc("2026-11-23T05:00")), true);
    assert.equal(isWithin([{ ...window, days: ["mon"] }], utc("2026-11-23T05:00")), false);
  });

  it("that end when they begin are a whole day", () => {
    const day: Window = { days: ["sat"], from: "12:00", until: "12:00", timeZone: "UTC" };
    assert.equal(isWithin([day], NOON - 1), false);
    assert.equal(isWithin([day], NOON), true);
    assert.equal(isWithin([day], NOON + 24 * HOUR - 1), true);
    assert.equal(isWithin([day], NOON + 24 * HOUR), false);
  });

  it("follow the clocks where those are put forward and back", () => {
    const morning: Window = { days: ["sun"], from: "02:00", until: "03:00", timeZone: "Europe/Berlin" };
    // In spring the hour from 02:00 on is left out, in autumn it comes twice.
    for (let minute = 0; minute < 24 * 60; minute += 15)
      assert.equal(isWithin([morning], utc("2026-03-29T00:00") + minute * 60_000), false);
    const autumn = Array.from(
      { length: 24 * 4 },
      (_, quarter) => utc("2026-10-25T00:00") + quarter * 900_000,
    );
    assert.deepEqual(
      autumn.filter((time) => isWithin([morning], time)),
      [0, 1, 2, 3, 4, 5, 6, 7].map((quarter) => utc("2026-10-25T00:00") + quarter * 900_000),
    );
  });

  it("of several are each enough", () => {
    assert.equal(isWithin([OFFICE, NIGHT], utc("2026-11-20T07:00")), true);
    assert.equal(isWithin([OFFICE, NIGHT], utc("2026-11-20T23:00")), true);
    assert.equal(isWithin([OFFICE, NIGHT], utc("2026-11-20T12:00")), false);
  });

  it("are told as people say them", () => {
    assert.equal(windowText(OFFICE), "mon, fri 09:00 to 17:00 Asia/Seoul");
  });

  it("and the hours left out by them are the whole week, at any time there is", () => {
    const day = fc.constantFrom("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
    const timeZone = fc.constantFrom("UTC", "Asia/Seoul", "America/St_Johns", "Pacific/Apia");
    const now = fc.oneof(
      fc.integer({ min: 0, max: 8_640_000_000_000_000 }),
      fc.integer({ min: NOON - 168 * HOUR, max: NOON }),
    );
    const daily = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
    fc.assert(
      fc.property(day, time, time, timeZone, now, (one, from, until, zone, at) => {
        fc.pre(from !== until);
        const on = isWithin([{ days: [...daily], from, until, timeZone: zone }], at);
        const off = isWithin([{ days: [...daily], from: until, until: from, timeZone: zone }], at);
        assert.equal(on, !off);
        // On one day a week it is no more often than on all.
        assert.ok(on || !isWithin([{ days: [one], from, until, timeZone: zone }], at));
      }),
      OFTEN,
    );
  });
});
