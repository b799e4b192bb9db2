/** A stack that stays as it is. */
import assert from "node:assert/strict";
import type { LocalStack } from "./local-stack";

/** Another up and a refresh change nothing, neither in the state nor in the local AWS. */
export async function stays({ stack, store }: Pick<LocalStack, "stack" | "store">): Promise<void> {
  const before = store.list();
  await stack.up({ expectNoChanges: true });
  await stack.refresh({ expectNoChanges: true });
  assert.deepEqual(store.list(), before);
}
