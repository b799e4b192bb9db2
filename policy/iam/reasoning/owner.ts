/** Whether a statement of a resource's policy is for the account that owns the resource. Pure. */
import type { Own } from "../../rule";
import { all, UNKNOWN, type Truth } from "../../value";
import type { Principal, Statement } from "../model";

/** The root of an account, which stands for all of it, or the account's number alone. */
const ACCOUNT = /^(?:arn:[\w-]+:iam::)?(\d{12})(?::root)?$/;

/**
 * Such a statement gives nothing away: it leaves the resource to the account's own policies, which a key needs and
 * others are left to anyhow. Where the account is told by nobody, neither by the ARNs, a key's is taken for its own.
 */
export function isOwners({ principals, actions, resources }: Statement, { account }: Own): Truth {
  if (principals.length === 0) return false;
  const named = resources.map(({ value }) => (value === UNKNOWN ? undefined : accountIn(value)));
  const [first] = named;
  const owner = account ?? (named.every((one) => one === first) ? first : undefined);
  const isKey = actions.length > 0 && actions.every(({ value }) => value === UNKNOWN || /^kms:/i.test(value));
  if (owner === undefined && !isKey) return false;
  return all(
    principals.map(({ type, text: { value } }: Principal): Truth => {
      if (type === UNKNOWN || value === UNKNOWN) return type === UNKNOWN || type === "AWS" ? UNKNOWN : false;
      const [, whose] = ACCOUNT.exec(value) ?? [];
      return type === "AWS" && whose !== undefined && (owner === undefined || whose === owner);
    }),
  );
}

function accountIn(arn: string): string | undefined {
  return /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1];
}
