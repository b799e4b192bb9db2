import assert from "node:assert/strict";
import { statusLines } from "../../../cli/release/status-lines";
import { statusOf } from "../../../cli/release/status";
import { decide } from "../../../runtime/release/decide";
import {
  at,
  byHand,
  fleet,
  registered,
  released,
  side,
  stageOf,
  targets,
  TWO,
} from "../../runtime/release/stories/stage";
import { unreleased } from "../../runtime/release/world/world";
import { QUESTION, readOf, telling } from "./read-of";

function shown(read: ReturnType<typeof readOf>): string[] {
  return statusLines(statusOf(read), telling(read.now));
}

const FLEETS = [
  "  blue        product, release r1, 1 of 1 healthy",
  "              1 instances, 1 wanted of 1 to 2, launch template version 1",
  "              alarms: blue-errors OK",
  "  green       pre-product, no release, 0 of 0 healthy",
  "              0 instances, 0 wanted of 0 to 0, launch template version 1",
  "              alarms: green-errors OK",
];

describe("the status of a service", () => {
  it("says that nothing serves before the first release, and that there is no way back", () => {
    const lines = shown(readOf(stageOf(decide, {}, unreleased)));
    assert.deepEqual(lines.slice(0, 6), [
      "storefront",
      "  serving     nothing yet: no release has been done",
      "  product     http://shop",
      "  preview     http://shop:8443",
      "  weights     blue, none recorded yet",
      "  open        no release",
    ]);
    assert.equal(
      lines[6],
      "  way back    not at once: no fleet was kept to go back to; release the earlier revision again instead",
    );
  });

  it("tells weights that were changed by hand beside the recorded ones", () => {
    const stage = stageOf(decide);
    byHand(stage, { blue: 50, green: 50 });
    assert.equal(
      shown(readOf(stage))[4],
      "  weights     drift: requests go to blue 50 %, green 50 % (weights 50, 50); recorded is blue (101, 0)",
    );
  });

  it("tells a product rule that is none of ours, and what was recorded of it", () => {
    const read = readOf(stageOf(decide));
    assert.ok("value" in read.observed);
    const odd = {
      ...read,
      observed: { value: { ...read.observed.value, product: { odd: "it redirects" } } },
    };
    assert.equal(shown(odd)[4], "  weights     drift: it redirects");
    assert.deepEqual(statusOf(odd).weights, { recorded: { blue: 101, green: 0 }, drift: "it redirects" });
  });

  it("says what may not be read, and tells the recorded rest", () => {
    const why = "could not see rules: these credentials may not";
    const lines = shown({
      ...readOf(stageOf(decide)),
      observed: { why },
      questions: { why: "nor the pipeline" },
    });
    assert.deepEqual(lines, [
      "storefront",
      "  serving     blue, release r1",
      "  product     http://shop",
      "  preview     http://shop:8443",
      "  weights     blue (101, 0), as recorded; not looked at",
      "  open        no release",
      "  way back    not at once: what there is could not be read",
      "  blue        product, not looked at",
      "  green       pre-product, not looked at",
      `  not read    ${why}`,
      "  not read    nor the pipeline",
    ]);
  });

  it("tells what serves, and both fleets, while nothing is released", () => {
    assert.deepEqual(shown(readOf(stageOf(decide))), [
      "storefront",
      "  serving     blue, release r1",
      "  product     http://shop",
      "  preview     http://shop:8443",
      "  weights     blue (101, 0), as recorded",
      "  open        no release",
      "  way back    not at once: no fleet was kept to go back to; release the earlier revision again instead",
      ...FLEETS,
    ]);
  });

  it("tells an open release: since when, what it does next, and who is asked where", async () => {
    const stage = await at(stageOf(decide), "deployed");
    stage.pass(90);
    const lines = shown(readOf(stage, [QUESTION]));
    const from = lines.findIndex((line) => line.startsWith("  open"));
    assert.match(
      lines[from] ?? "",
      /^ {2}open {8}release r2 on green: deployed since 2026-11-21 12:.* UTC \(\d+ min \d+ s\)$/,
    );
    assert.deepEqual(lines.slice(from + 1, from + 6), [
      "              asked for by the pipeline",
      "              s3://shop-dev-artifacts/storefront/revision.zip, version 3L4k",
      "              next: waiting for tests and approval",
      "              Approve waits for a person since 2026-11-21 12:00:00 UTC: multistage approve storefront --stack dev, or https://console/shop-dev-storefront-pipeline",
      "  way back    at once to blue, release r1: users have not moved; a rollback ends the release",
    ]);
  });

  it("keeps the token of a question to itself", async () => {
    const stage = await at(stageOf(decide), "deployed");
    const told = JSON.stringify(statusOf(readOf(stage, [QUESTION])));
    assert.ok(told.includes("Approve") && !told.includes("secret-token"));
  });

  it("leaves out a question of another execution", async () => {
    const stage = await at(stageOf(decide), "deployed");
    assert.deepEqual(statusOf(readOf(stage, [{ ...QUESTION, executionId: "r3" }])).open?.questions, []);
  });

  it("says until when users can be switched back at once, to which colour and release", async () => {
    const stage = await released(stageOf(decide));
    const { until = 0 } = stage.world.state.idle ?? {};
    assert.deepEqual(statusOf(readOf(stage)).wayBack, {
      instant: true,
      to: { colour: "blue", releaseId: "r1" },
      until,
      reason: "its fleet is kept at full size",
    });
    const line = shown(readOf(stage)).find((one) => one.startsWith("  way back"));
    assert.match(
      line ?? "",
      /^ {2}way back {4}at once to blue, release r1, until 2026-11-21 .* UTC \(.* more\): its fleet is kept at full size$/,
    );
  });

  it("says that breaking migrations leave no way back, and why", async () => {
    const stage = await released(stageOf(decide, { migrations: "breaking" }));
    const { instant, reason } = statusOf(readOf(stage)).wayBack;
    assert.deepEqual(
      [instant, reason],
      [false, "the migrations of this release are breaking; mend it forward, or restore the database first"],
    );
  });

  it("tells unhealthy targets with the load balancer's reasons, and alarms that are not quiet", () => {
    const stage = stageOf(decide, TWO);
    targets(stage, "blue", 2, 1);
    side(stage, "blue", { alarm: "ALARM" });
    const lines = shown(readOf(stage));
    assert.ok(lines.includes("  blue        product, release r1, 1 of 2 healthy"), lines.join("\n"));
    assert.ok(lines.includes("              alarms: blue-errors ALARM"));
  });

  it("tells declared sizes and template versions that are not in force, and what brings them in", () => {
    const stage = stageOf(decide);
    const { colours } = stage.world.registration;
    const blue = { ...colours.blue, launchTemplate: { id: "lt-blue", version: 3 } };
    registered(stage, { sizes: { min: 2, max: 4, initial: 2 }, colours: { ...colours, blue } });
    assert.deepEqual(statusOf(readOf(stage)).pending, [
      "sizes: 2 to 4 instances are registered, blue has 1 to 2; the next sweep applies them",
      "launch template: version 3 is registered, blue starts from 1; releasing the same artifact again brings it in",
    ]);
  });

  it("tells settings that an open release does not go by any more", async () => {
    const stage = await at(stageOf(decide), "deployed");
    registered(stage, { bakeSeconds: 60 });
    assert.deepEqual(statusOf(readOf(stage)).pending, [
      "bakeSeconds: 60 is registered, the open release goes by 3600; the next one takes it",
    ]);
    fleet(stage, "blue", { max: 3 });
    assert.match(
      statusOf(readOf(stage)).pending[0] ?? "",
      /^sizes: .*; the first sweep after the open release applies them$/,
    );
  });

  it("tells how the last release ended", async () => {
    const stage = await released(stageOf(decide));
    const lines = shown(readOf(stage));
    assert.match(lines.at(-1) ?? "", /^ {2}last {8}r2 done 2026-11-21 .* UTC: release r2 serves on green$/);
  });
});
