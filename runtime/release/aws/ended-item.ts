/** A release after its end, as an item of the table: `release#<when>#<id>`, so that they are in the order of their ends. Pure. */
import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import * as z from "zod/mini";
import { Refusal, shown } from "../../../refusal/refusal";
import type { EndedRelease } from "../ports";
import { newState, OUTCOMES, stateFrom } from "../state";

export const END_PREFIX = "release#";

const fields = z.object({
  release: z.string(),
  outcome: z.enum(OUTCOMES),
  reason: z.string(),
  endedAt: z.number(),
});

export function endedItem(
  service: string,
  { release, outcome, reason, endedAt }: EndedRelease,
): Record<string, AttributeValue> {
  return {
    service: { S: service },
    record: { S: `${END_PREFIX}${new Date(endedAt).toISOString()}#${release.id}` },
    release: { S: JSON.stringify(release) },
    outcome: { S: outcome },
    reason: { S: reason },
    endedAt: { N: String(endedAt) },
  };
}

/**
 * Out of the item's attributes, as plain values.
 *
 * @throws Refusal where that is none of ours
 */
export function endedFrom(record: string, attributes: unknown): EndedRelease {
  const { success, data } = fields.safeParse(attributes);
  const refusal = new Refusal({
    property: `the item ${record}`,
    rule: "the record of a release that ended",
    got: shown(attributes),
    remedy: "put the item back from the table's point-in-time recovery",
  });
  if (!success) throw refusal;
  let release: unknown;
  try {
    release = JSON.parse(data.release);
  } catch {
    throw refusal;
  }
  // A release has no format of its own: it is read as part of a state.
  const { last } = stateFrom({ ...newState("any"), last: release });
  if (last === undefined) throw refusal;
  return { release: last, outcome: data.outcome, reason: data.reason, endedAt: data.endedAt };
}
