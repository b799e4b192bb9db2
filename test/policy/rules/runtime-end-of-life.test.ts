import assert from "node:assert/strict";
import { buildImages, functionRuntimes } from "../../../policy/aws/runtimes";
import type { Finding } from "../../../policy/rule";
import { runtimeEndOfLife } from "../../../policy/rules/runtime-end-of-life";
import { UNKNOWN, type Value } from "../../../policy/value";
import { itIsSound, places } from "../any-values";
import { judge } from "../judge";

const FUNCTION = "aws:lambda/function:Function";
const PROJECT = "aws:codebuild/project:Project";

const check = (runtime: Value, today: string, warnDays = 90): readonly Finding[] =>
  judge(runtimeEndOfLife, { type: FUNCTION, inputs: { runtime } }, { today, settings: { warnDays } });
const image = (name: Value): string[] =>
  places(judge(runtimeEndOfLife, { type: PROJECT, inputs: { environment: { image: name } } }));

describe("the rule runtime-end-of-life", () => {
  it("says since when, and what to do", () => {
    assert.deepEqual(check("nodejs20.x", "2026-11-21"), [
      {
        problem: {
          property: "runtime",
          rule: "one that is mended for more than 90 days",
          got: '"nodejs20.x", which AWS stopped mending on 2026-04-30',
          remedy: "move to a newer one",
        },
      },
    ]);
  });

  it("warns as many days before as it is told", () => {
    const got = '"nodejs22.x", which AWS stops mending on 2027-04-30';
    const [finding] = check("nodejs22.x", "2027-01-30");
    assert.ok(finding !== undefined && "problem" in finding);
    assert.equal(finding.problem.got, got);
    assert.deepEqual(check("nodejs22.x", "2027-01-29"), []);
    assert.deepEqual(places(check("nodejs22.x", "2027-01-29", 91)), ["runtime"]);
    assert.deepEqual(check("nodejs22.x", "2027-04-29", 0), []);
    assert.deepEqual(places(check("nodejs22.x", "2027-04-30", 0)), ["runtime"]);
  });

  it("knows images of CodeBuild, also those that name their day", () => {
    assert.deepEqual(image("aws/codebuild/standard:4.0"), ["environment.image"]);
    assert.deepEqual(image("aws/codebuild/amazonlinux2-x86_64-standard:3.0-23.02.16"), ["environment.image"]);
    for (const name of ["aws/codebuild/standard:7.0", "aws/codebuild/standard:40.0", "node:18", "", null])
      assert.deepEqual(image(name), []);
  });

  it("says nothing of what it does not know, nor of images of one's own", () => {
    for (const runtime of ["nodejs99.x", "", "toString", undefined, null, 22, ["nodejs18.x"]])
      assert.deepEqual(check(runtime, "2026-11-21"), []);
  });

  it("does not evaluate what is not known yet", () => {
    assert.deepEqual(places(check(UNKNOWN, "2026-11-21")), ["? runtime"]);
    assert.deepEqual(image(UNKNOWN), ["? environment.image"]);
    const environment = judge(runtimeEndOfLife, { type: PROJECT, inputs: { environment: UNKNOWN } });
    assert.deepEqual(places(environment), ["? environment.image"]);
  });

  it("has days for dates, all of them", () => {
    for (const date of [...functionRuntimes.values(), ...buildImages.values()]) {
      assert.match(date, /^20\d\d-\d\d-\d\d$/);
      assert.equal(new Date(date).toISOString().slice(0, 10), date);
    }
  });

  itIsSound(
    runtimeEndOfLife,
    ["runtime", "environment", "image"],
    ["nodejs18.x", "nodejs24.x", "aws/codebuild/standard:4.0", "constructor"],
  );
});
