import assert from "node:assert/strict";
import { releaseProblems, type ReleaseSettings } from "../../components/blue-green/release-settings";
import { Day } from "../../components/blue-green/weekly-hours";
import { problemText, shown, type Unchecked } from "../../refusal/refusal";
import { largestSettings } from "./storefront";

const everyDay = { days: Object.values(Day), from: "09:00", until: "17:00", timeZone: "Asia/Seoul" };
const refused = (given: unknown): string[] =>
  releaseProblems(given as Unchecked<ReleaseSettings>, "").map(problemText);

describe("the hours in which a service may be released are refused", () => {
  const bad: readonly (readonly [key: string, ...values: unknown[]])[] = [
    ["days", undefined, []],
    ["from", undefined, "", "9:00", "24:00", "09:60", "09:00:00", 900],
    ["until", undefined, "", "5 pm", "24:00"],
    ["timeZone", undefined, "", "Seoul", "+09:00", "KST+9", "Asia/Seoul "],
  ];
  for (const [key, ...values] of bad) {
    for (const one of values) {
      it(`for the ${key} ${shown(one)}`, () => {
        const [line = "", ...others] = refused({ windows: [everyDay, { ...everyDay, [key]: one }] });
        assert.ok(line.startsWith(`windows[1].${key}: must be `), line);
        assert.deepEqual(others, []);
      });
    }
  }

  it("for a day that is none, and for one that is listed twice", () => {
    const days = [...everyDay.days, "Mon", undefined, "sun"];
    assert.deepEqual(refused({ windows: [{ ...everyDay, days }] }), [
      'windows[0].days[7]: must be one of mon, tue, wed, thu, fri, sat, sun, got "Mon"; choose one',
      "windows[0].days[8]: must be one of mon, tue, wed, thu, fri, sat, sun, got nothing; choose one",
      'windows[0].days[9]: must be listed once, got "sun"; remove one',
    ]);
  });

  it("for more of them than the registration has room for", () => {
    const { windows, night } = largestSettings;
    const many = { windows: [...windows, everyDay], night: { ...night, hours: [...night.hours, everyDay] } };
    assert.deepEqual(refused(many), [
      "windows: must be at most 4, as the registration has no room for more, got 5; join some, by their days",
      "night.hours: must be at most 2, as the registration has no room for more, got 3; join some, by their days",
    ]);
  });

  it("where the wait for them and the bake are longer than a pipeline has", () => {
    const hour = { ...everyDay, until: "10:00" };
    assert.deepEqual(refused({ windows: [hour], bakeSeconds: 1800 }), []);
    assert.deepEqual(refused({ windows: [hour], bakeSeconds: 1801 }), [
      "windows: must be at most 82799 s apart, as the wait and bakeSeconds (1801) have 84600 s together in a pipeline, " +
        "got 82800 s (thu 10:00 to fri 09:00 Asia/Seoul); add hours between, or leave them out for any time",
    ]);
  });

  it("where they are so only on the day with one hour more, and where two zones are theirs", () => {
    const got = (...zones: string[]): string => {
      const windows = zones.map((timeZone) => ({ ...everyDay, days: [Day.Mon], timeZone }));
      return /got (.*);/.exec(refused({ windows })[0] ?? "")?.[1] ?? "";
    };
    const daily = { ...everyDay, until: "10:00", timeZone: "Europe/Berlin" };
    assert.match(
      refused({ windows: [daily] })[0] ?? "",
      /got 86400 s \(sat 10:00 to sun 09:00 Europe\/Berlin, over a change of the clocks\)/,
    );
    assert.equal(got("Asia/Seoul", "UTC"), "543600 s (mon 17:00 UTC to mon 09:00 Asia/Seoul)");
  });

  it("never, where there are none, or all hours of the week", () => {
    const always = { ...everyDay, until: everyDay.from };
    for (const windows of [undefined, [], [always]])
      assert.deepEqual(refused({ windows, bakeSeconds: 84_600 }), []);
  });
});

describe("the sizes at night are refused", () => {
  const night = { hours: [everyDay], product: { min: 2, max: 3 }, preProduct: 0 };
  const bad: readonly (readonly [path: string, changes: object])[] = [
    ["night.hours", { hours: undefined }],
    ["night.hours", { hours: [] }],
    ["night.hours[0].from", { hours: [{ ...everyDay, from: "9" }] }],
    ["night.product", { product: undefined, preProduct: undefined }],
    ["night.product.min", { product: { min: 0, max: 3 } }],
    ["night.product.min", { product: { max: 3 } }],
    ["night.product.max", { product: { min: 2, max: 1 } }],
    ["night.product.max", { product: { min: 2, max: 1001 } }],
    ["night.product.max", { product: { min: 2 } }],
    ["night.preProduct", { preProduct: -1 }],
    ["night.preProduct", { preProduct: 0.5 }],
  ];
  for (const [path, changes] of bad) {
    it(`at ${path} for ${JSON.stringify(changes)}`, () => {
      const [line = "", ...others] = refused({ night: { ...night, ...changes } });
      assert.ok(line.startsWith(`${path}: must be `), line);
      assert.deepEqual(others, []);
    });
  }

  it("never, where one of the two is given", () => {
    for (const less of [{ product: undefined }, { preProduct: undefined }, {}])
      assert.deepEqual(refused({ night: { ...night, ...less } }), []);
  });
});
