import assert from "node:assert/strict";
import { nothingToAnswer, questionLines } from "../../../cli/release/answer-lines";
import type { AskedAction } from "../../../cli/release/aws/pipeline";
import { decide } from "../../../runtime/release/decide";
import { at, CONFIRMED, stageOf } from "../../runtime/release/stories/stage";
import { unreleased } from "../../runtime/release/world/world";
import { NOON } from "../../runtime/release/sample";
import { PLAIN, QUESTION, readOf } from "./read-of";

const ASKED: AskedAction = {
  stage: "Release",
  action: "Approve",
  executionId: "r2",
  status: "Failed",
  token: undefined,
  at: NOON,
  by: undefined,
  summary: undefined,
};

describe("why there is nothing to answer", () => {
  it("tells that nobody was ever asked", () => {
    assert.equal(nothingToAnswer([], undefined), "nobody was ever asked");
    assert.equal(
      nothingToAnswer([], "release r2 is deploying"),
      "nobody was ever asked; release r2 is deploying",
    );
  });

  it("tells an answer that never came from a no, which somebody has said", () => {
    assert.equal(
      nothingToAnswer([ASKED], undefined),
      "Approve expired: nobody answered in time, 2026-11-21 12:00:00 UTC, and that means no",
    );
    assert.equal(
      nothingToAnswer([{ ...ASKED, by: "Ada", summary: "too slow" }], undefined),
      "Approve was rejected already by Ada, 2026-11-21 12:00:00 UTC: too slow",
    );
  });

  it("tells who said yes, the last time somebody was asked", () => {
    const yes: AskedAction = { ...ASKED, action: "Confirm", status: "Succeeded", by: "Bob", at: NOON + 1000 };
    assert.equal(
      nothingToAnswer([ASKED, yes], "release r2 is baking"),
      "Confirm was approved already by Bob, 2026-11-21 12:00:01 UTC; release r2 is baking",
    );
  });

  it("tells a question that ended with its execution in CodePipeline's word", () => {
    assert.equal(
      nothingToAnswer([{ ...ASKED, status: "Abandoned" }], undefined),
      "Approve is not open: Abandoned, 2026-11-21 12:00:00 UTC",
    );
  });
});

describe("what is asked", () => {
  const shown = async (
    stage: ReturnType<typeof stageOf>,
    phase: "deployed" | "confirming",
  ): Promise<string[]> => {
    const read = readOf(await at(stage, phase));
    return questionLines("storefront", QUESTION, read, PLAIN);
  };

  it("says so where what is released could not be read, or is another execution's", async () => {
    const unread = [
      "storefront",
      "  asks       Approve of shop-dev-storefront-pipeline, since 2026-11-21 12:00:00 UTC",
      "  release    r2",
      "             what is released could not be read",
    ];
    assert.deepEqual(questionLines("storefront", QUESTION, undefined, PLAIN), unread);
    const read = readOf(await at(stageOf(decide), "deployed"));
    const other = questionLines("storefront", { ...QUESTION, executionId: "r3" }, read, PLAIN);
    assert.deepEqual(other.at(-1), unread.at(-1));
  });

  it("tells what is released, where it can be looked at, and the way back", async () => {
    assert.deepEqual(await shown(stageOf(decide), "deployed"), [
      "storefront",
      "  asks       Approve of shop-dev-storefront-pipeline, since 2026-11-21 12:00:00 UTC",
      "  release    r2",
      "  by         the pipeline",
      "  commit     unknown",
      "  artifact   s3://shop-dev-artifacts/storefront/revision.zip, version 3L4k",
      "  preview    http://shop:8443",
      "  users      move from blue to green",
      "  way back   at once, while it is watched and for 3600 s after",
    ]);
  });

  it("warns of breaking migrations, and of a first release: there is no way back", async () => {
    const breaking = await shown(stageOf(decide, { migrations: "breaking" }), "deployed");
    assert.equal(
      breaking.at(-1),
      "  way back   none: its migrations are breaking, the revision before cannot run any more",
    );
    const first = await shown(stageOf(decide, {}, unreleased), "deployed");
    assert.deepEqual(first.slice(-2), [
      "  users      move from nothing to green",
      "  way back   none: nothing served before",
    ]);
  });

  it("says after the bake what a no would do", async () => {
    const lines = await shown(stageOf(decide, CONFIRMED), "confirming");
    assert.ok(lines.includes("  users      stay on green; with a no they go back to blue"), lines.join("\n"));
  });
});
