/** What is said to input that is refused: every line of it. */
import assert from "node:assert/strict";
import { Refusal } from "../../../refusal/refusal";

export function linesOf(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error));
    return error.message.split("\n");
  }
  return assert.fail("nothing was refused");
}
