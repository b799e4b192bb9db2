/** What a call is refused with. */
import assert from "node:assert/strict";
import { Refusal } from "../../refusal/refusal";

/** The lines of the refusal; fails when nothing is refused. */
export function refusalLines(call: () => unknown): string[] {
  try {
    call();
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error));
    return error.message.split("\n");
  }
  assert.fail("nothing was refused");
}
