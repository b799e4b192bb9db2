/** The settings of a budget, checked: everything wrong said at once. Pure. */
import { shown, type Problem, type Unchecked } from "../../refusal/refusal";
import { notificationProblems } from "../notifications/resolve";

export interface BudgetSettings {
  /** US dollars a month, above 0, with at most two decimals. */
  monthlyUsd: number;
  /** Who is told by mail at 80 % and 100 % of it, and when 100 % are forecast; 1 to 10 addresses. */
  emails: string[];
}

/** Of one notification (https://docs.aws.amazon.com/cost-management/latest/userguide/management-limits.html). */
const MOST_EMAILS = 10;

/** Everything wrong with the settings; `path` is where they stand, ending in a dot, or empty. */
export function budgetProblems(
  { monthlyUsd, emails = [] }: Unchecked<BudgetSettings>,
  path: string,
): Problem[] {
  const problems = notificationProblems(emails, `${path}emails`);
  const isAmount =
    monthlyUsd !== undefined && monthlyUsd > 0 && /^\d{1,12}(?:\.\d\d?)?$/.test(String(monthlyUsd));
  if (!isAmount) {
    const rule = "an amount above 0 with at most two decimals";
    const got = shown(monthlyUsd);
    problems.unshift({ property: `${path}monthlyUsd`, rule, got, remedy: "for example 200" });
  }
  if (emails.length < 1 || emails.length > MOST_EMAILS) {
    const rule = `1 to ${MOST_EMAILS} addresses`;
    const remedy = emails.length < 1 ? "say who is told" : "use the address of a group";
    problems.push({ property: `${path}emails`, rule, got: String(emails.length), remedy });
  }
  return problems;
}
