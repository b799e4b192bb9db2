import assert from "node:assert/strict";
import { historyLines, releaseLines } from "../../../cli/release/history-lines";
import { decide } from "../../../runtime/release/decide";
import type { EndedRelease } from "../../../runtime/release/ports";
import { released, stageOf } from "../../runtime/release/stories/stage";
import { NOON, RELEASE } from "../../runtime/release/sample";
import { PLAIN } from "./read-of";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";

async function done(): Promise<EndedRelease> {
  const { history } = await released(stageOf(decide));
  assert.ok(history[0] !== undefined);
  return { ...history[0], release: { ...history[0].release, commit: COMMIT } };
}

describe("the history of a service", () => {
  it("says so where no release has ended", () => {
    assert.deepEqual(historyLines("storefront", [], PLAIN), ["storefront", "  no release has ended yet"]);
  });

  it("tells of each release when and how it ended, how long it took, whose it was and why", async () => {
    const rejected: EndedRelease = {
      release: { ...RELEASE, id: "r1", kind: "reRelease", by: "Bob" },
      outcome: "rejected",
      reason: "Ada rejected it: too slow",
      endedAt: NOON,
    };
    const lines = historyLines("storefront", [await done(), rejected], PLAIN);
    assert.match(
      lines[1] ?? "",
      /^ {2}2026-11-21 1\d:.* UTC {2}done after 1 h \d+ min {2}release r2 on green, by the pipeline, commit 0123456789ab$/,
    );
    assert.deepEqual(lines.slice(2), [
      "      release r2 serves on green",
      "  2026-11-21 12:00:00 UTC  rejected  release (again) r1 on green, by Bob",
      "      Ada rejected it: too slow",
    ]);
  });

  it("shows one release whole: what, who, the plan, and what happened when", async () => {
    const lines = releaseLines(await done(), PLAIN);
    assert.deepEqual(lines.slice(0, 2), ["r2", "  kind       release, asked for by the pipeline"]);
    for (const line of [
      "  users      from blue, release r1 to green, release r2",
      `  commit     ${COMMIT}`,
      "  artifact   s3://shop-dev-artifacts/storefront/revision.zip, version 3L4k",
      "  execution  r2",
      "  plan       launch template version 1; watched for 3600 s, kept for 3600 s; users could go back",
      "  seen in the moment of the switch",
      "    green: 1 of 1 are healthy and report release r2",
      "    approved by Ada",
    ])
      assert.ok(lines.includes(line), `${line}\n${lines.join("\n")}`);
    const timeline = lines
      .filter((line) => /^ {2}2026-/.test(line))
      .map((line) => line.slice("  2026-11-21 12:00:00 UTC  ".length));
    const phases = timeline
      .filter((line) => !/^(?:weights|health):/.test(line))
      .map((line) => line.split(":")[0]);
    assert.deepEqual(phases, [
      "begun",
      "prepared",
      "deploying",
      "deployed",
      "switching",
      "moving",
      "baking",
      "done",
    ]);
    assert.ok(timeline.includes("weights: green (0, 102), by multistage"), timeline.join("\n"));
    assert.deepEqual(
      [...lines.filter((line) => /^ {2}2026-/.test(line))]
        .map((line) => line.slice(2, 21))
        .every((at, index, all) => index === 0 || at >= (all[index - 1] ?? "")),
      true,
    );
  });
});
