/** Whose account a resource is in: what the configuration says, and its provider, which knows better. Pure. */
import { parsedJson, isList, type Value, type Values } from "../value";
import type { Own } from "../rule";

/** The partition by how the names of its regions begin; all others are in `aws`. */
const PARTITIONS: readonly (readonly [start: string, partition: string])[] = [
  ["cn-", "aws-cn"],
  ["us-gov-", "aws-us-gov"],
  ["us-iso-", "aws-iso"],
  ["us-isob-", "aws-iso-b"],
  ["eu-isoe-", "aws-iso-e"],
  ["us-isof-", "aws-iso-f"],
  ["eusc-", "aws-eusc"],
];

/**
 * What is known where this resource is made. The account that the configuration names is not foreign where the
 * provider is another's.
 */
export function ownOf(own: Own, provider: Values = {}, inputs: Values = {}): Own {
  const only = accountsOf(provider["allowedAccountIds"]);
  const account = only.length === 1 ? only[0] : own.account;
  const here = [inputs["region"], provider["region"]].find((one) => typeof one === "string" && one !== "");
  const known = own.regions ?? [];
  const regions = typeof here === "string" && !known.includes(here) ? [...known, here] : known;
  const partition = own.partition ?? (regions[0] === undefined ? undefined : partitionOf(regions[0]));
  const others = [...(own.account === undefined ? [] : [own.account]), ...only];
  const trusted = [...own.trustedAccounts, ...others.filter((one) => one !== account)];
  return {
    ...own,
    ...(account === undefined ? {} : { account }),
    ...(partition === undefined ? {} : { partition }),
    ...(regions.length === 0 ? {} : { regions }),
    trustedAccounts: [...new Set(trusted)],
  };
}

export function partitionOf(region: string): string {
  return PARTITIONS.find(([start]) => region.startsWith(start))?.[1] ?? "aws";
}

/** A provider's lists arrive as JSON text. */
function accountsOf(given: Value): readonly string[] {
  const list = typeof given === "string" ? parsedJson(given) : given;
  if (!isList(list)) return [];
  return list.filter((one) => typeof one === "string" && /^\d{12}$/.test(one)) as readonly string[];
}
