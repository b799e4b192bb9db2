/**
 * Our tags as keys of cost reports. Only the payer account can do it, and only for keys AWS has seen in billing data,
 * which takes a day: a second step, off unless it is asked for.
 */
import * as costexplorer from "@pulumi/aws/costexplorer";
import { OWN_KEYS } from "../../naming/tag-rules";
import type { Account } from "./account";

/** Each resource has a name of its own: a report by it would have as many rows as resources. */
const NOT_REPORTED = "Name";

export function createCostAllocationTags({ config }: Account): void {
  if (config.costAllocationTags !== true) return;
  const keys = [...OWN_KEYS.filter((key) => key !== NOT_REPORTED), ...Object.keys(config.tags ?? {})];
  for (const tagKey of keys) new costexplorer.CostAllocationTag(tagKey, { tagKey, status: "Active" });
}
