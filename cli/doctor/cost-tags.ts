/** Whether it is time to activate the cost-allocation tags. Pure: the time comes in. */
import { MANAGED_BY } from "../../naming/tags";
import { standing, tagsOf, type ExportedStack } from "../rehearsal/exported";
import type { Finding } from "./finding";

/** The keys that cost reports of ours go by. */
const KEYS = ["Project", "Stage", "Service", "Owner", "CostCenter"];

/**
 * How long after a tag was first used its key may take to be offered for activation
 * (https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html).
 */
const HOURS_UNTIL_OFFERED = 24;

/** The setting by which a team says that it has activated them; nothing in the stage's own account shows it. */
export const SETTING = "multistage:costAllocationTags";

/**
 * What there is to say of them; nothing of a stack without a resource that has our tags.
 *
 * @param setting - the value of `multistage:costAllocationTags` in the stack's settings
 * @throws ZodError when it is no exported stack
 */
export function costTagFinding(exported: ExportedStack, setting: unknown, now: Date): Finding | undefined {
  const first = firstTagged(exported);
  if (first === undefined) return undefined;
  const what = "cost-allocation tags";
  if (setting === "active") return { what, ok: true, detail: `active, as ${SETTING} says` };
  const due = new Date(first.getTime() + HOURS_UNTIL_OFFERED * 3_600_000);
  const since = `the first resource with our tags is of ${minute(first)}`;
  if (now < due) return { what, ok: true, detail: `not due before ${minute(due)}: ${since}` };
  return {
    what,
    ok: true,
    detail: `due, and nobody has said that they are active: ${since}`,
    remedy: REMEDY,
  };
}

/** When the oldest resource with our tags was made. */
function firstTagged(exported: ExportedStack): Date | undefined {
  const times = standing(exported)
    .filter((one) => one.custom && tagsOf(one)["ManagedBy"] === MANAGED_BY)
    .map(({ created = "" }) => Date.parse(created))
    .filter((time) => !Number.isNaN(time));
  return times.length === 0 ? undefined : new Date(Math.min(...times));
}

/** `2026-01-02 03:04 UTC`. */
function minute(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

const REMEDY = [
  "in the account that pays (an organization's management account) and only there:",
  `aws ce update-cost-allocation-tags-status --cost-allocation-tags-status ${KEYS.map((key) => `TagKey=${key},Status=Active`).join(" ")}`,
  `then, here: pulumi config set ${SETTING} active`,
].join("\n      ");
