/** What a person asks a function for, in memory. */
import assert from "node:assert/strict";
import { personFunction } from "../../../runtime/release/person";
import type { Reply } from "../../../runtime/release/wish";
import { logged } from "./logged";
import type { StageInMemory } from "./stage-in-memory";

/** What the function replies that takes such a wish; the reply is the last line of its log, too. */
export async function askedOf(stage: StageInMemory, event: unknown): Promise<Reply> {
  const isRetire = (event as { goal?: unknown } | null | undefined)?.goal === "retire";
  const handler = isRetire
    ? personFunction("retire", ["retire"], () => stage)
    : personFunction("release", ["switchBack", "reRelease"], () => stage);
  const { result, lines } = await logged(() => handler(event));
  assert.deepEqual(lines.at(-1), {
    level: "info",
    step: isRetire ? "retire" : "release",
    state: result.state,
    ...(result.releaseId === undefined ? {} : { release: result.releaseId }),
    message: result.reason,
  });
  return result;
}
