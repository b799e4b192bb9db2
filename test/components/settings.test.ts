import assert from "node:assert/strict";
import { appProblems, type AppSettings } from "../../components/serverless-service/resolve";
import { shown } from "../../refusal/refusal";
import { app } from "./guestbook";

/** Where the settings are wrong. */
const paths = (settings: unknown): string[] =>
  appProblems(settings as AppSettings, "app.").map(({ property }) => property);

describe("the settings of a serverless service", () => {
  const bad: readonly (readonly [setting: keyof AppSettings, ...values: unknown[]])[] = [
    ["runtime", undefined, null, "Python3.13"],
    ["startCommand", "", "../run.sh", "bin/../../run.sh", "bin/..", "bin//run.sh", "run.sh ", "./run.sh"],
    ["port", 1023, 65_536, 3000, 9001, 8080.5, Number.NaN, "8080"],
    ["healthPath", "", "health", "/a b", "/a?b", "/a#b", "/a\n"],
    ["architecture", "ARM64", ""],
    ["memoryMiB", 127, 10_241, 512.5, Number.POSITIVE_INFINITY, "512"],
    ["timeoutSeconds", 0, 30, 1.5],
    ["logRetentionDays", 0, 2, 10_000],
  ];
  for (const [setting, ...values] of bad) {
    for (const one of values) {
      it(`are refused for the ${setting} ${shown(one)}`, () => {
        assert.deepEqual(paths({ ...app, [setting]: one }), [`app.${setting}`]);
      });
    }
  }

  const good: readonly (readonly [setting: keyof AppSettings, ...values: unknown[]])[] = [
    ["startCommand", "a", "bin/start.sh", "node_modules/.bin/next", "a..b/c"],
    ["port", 1024, 2999, 3001, 65_535],
    ["healthPath", "/", "/a/b.c~d"],
    ["architecture", "arm64", "x86_64"],
    ["memoryMiB", 128, 10_240],
    ["timeoutSeconds", 1, 29],
    ["logRetentionDays", 1, 3653],
  ];
  for (const [setting, ...values] of good) {
    it(`may have the ${setting} ${values.join(" or ")}`, () => {
      for (const one of values) assert.deepEqual(paths({ ...app, [setting]: one }), []);
    });
  }

  it("may be left out but for the runtime", () => {
    assert.deepEqual(paths(app), []);
  });
});
