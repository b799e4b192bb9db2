/** What Route 53 makes of changes: all of them or, where one does not fit what is stored, none. */
import assert from "node:assert/strict";
import type { Change, StoredRecord } from "../../../runtime/names/difference";

export function changed(stored: readonly StoredRecord[], changes: readonly Change[]): StoredRecord[] {
  const zone = new Map(stored.map((record) => [keyOf(record), record]));
  const seen = new Set<string>();
  for (const { action, ...record } of changes) {
    const key = keyOf(record);
    const before = zone.get(key);
    assert.ok(!seen.has(key), `${key} is changed twice`);
    seen.add(key);
    assert.ok(record.values.length > 0, `${key} has no value`);
    assert.ok(before?.simple !== false, `${key} is not simple`);
    if (action === "UPSERT") {
      zone.set(key, { ...record, simple: true });
      continue;
    }
    assert.deepEqual({ ...before }, { ...record, simple: true }, `to be deleted is not what is stored`);
    zone.delete(key);
  }
  return [...zone.values()];
}

function keyOf({ name, type }: { name: string; type: string }): string {
  return `${name} ${type}`;
}

/** For comparisons: in a fixed order, values too. */
export function ordered(records: readonly StoredRecord[]): StoredRecord[] {
  return records
    .map((record) => ({ ...record, values: [...record.values].sort() }))
    .sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}
