/** Changes in as few requests as Route 53 takes. Pure. */
import { byName } from "./by-name";
import type { Change } from "./difference";

/**
 * Of one request: values, and characters in them; those of an UPSERT count twice
 * (https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html).
 */
export const MOST = { values: 1000, characters: 32_000 };

/** A request is carried out as a whole or not at all, so what is at one name is never parted. */
export function batches(changes: readonly Change[]): Change[][] {
  const found: Change[][] = [];
  let [values, characters] = [0, 0];
  for (const atName of byName(changes).values()) {
    const [more, longer] = [sum(atName, () => 1), sum(atName, (value) => value.length)];
    const last = found.at(-1);
    if (last !== undefined && values + more <= MOST.values && characters + longer <= MOST.characters) {
      last.push(...atName);
      [values, characters] = [values + more, characters + longer];
    } else {
      found.push([...atName]);
      [values, characters] = [more, longer];
    }
  }
  return found;
}

function sum(changes: readonly Change[], count: (value: string) => number): number {
  return changes
    .flatMap(({ action, values }) => values.map((value) => count(value) * (action === "UPSERT" ? 2 : 1)))
    .reduce((one, other) => one + other, 0);
}
