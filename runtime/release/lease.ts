/**
 * The lease: whoever has it observes, makes one call and records. Its fence grows with every owner, and a record is
 * written only under the fence it was read with, so that one who comes back late writes nothing. Pure.
 */
import * as z from "zod/mini";
import { Refusal } from "../../refusal/refusal";
import { schemaProblems } from "../../refusal/schema-problems";
import { LEASE_SECONDS } from "./deadlines";

const schema = z.strictObject({
  owner: z.string().check(z.minLength(1)),
  fence: z.int().check(z.gte(1)),
  until: z.int().check(z.gte(0)),
});
export type Lease = Readonly<z.infer<typeof schema>>;

/**
 * A lease as it stands in the table.
 *
 * @throws Refusal with everything that is wrong with it
 */
export function leaseFrom(value: unknown): Lease {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const remedy = "take it out of the item: whoever had it is long dead";
  throw new Refusal(
    ...schemaProblems(error.issues, value, remedy).map((one) => ({
      ...one,
      property: `the lease: ${one.property}`,
    })),
  );
}

/**
 * The lease for that owner, one invocation; undefined where another one has it still. No two clocks agree: a lease that
 * ends later than one given now is held all the same. Only where it ends later by more than it was given for, a clock was
 * wrong, and that holds nobody up.
 */
export function taken(before: Lease | undefined, owner: string, now: number): Lease | undefined {
  const until = now + LEASE_SECONDS * 1000;
  if (before === undefined) return { owner, fence: 1, until };
  const isHeld = before.owner !== owner && before.until > now && before.until <= until + LEASE_SECONDS * 1000;
  return isHeld ? undefined : { owner, fence: before.fence + 1, until };
}

/** The lease given back: the fence stays, for the next owner. */
export function givenBack(lease: Lease): Lease {
  return { ...lease, until: 0 };
}
