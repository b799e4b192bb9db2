/** What a stage may cost in a month, and who is told before it does. */
import * as budgets from "@pulumi/aws/budgets";
import * as pulumi from "@pulumi/pulumi";
import type { Identity, Ownership } from "../../naming/identity";
import { physicalName } from "../../naming/names";
import { tags } from "../../naming/tags";
import { refuse } from "../refuse";
import { budgetProblems, type BudgetSettings } from "./resolve";

export interface BudgetArgs extends BudgetSettings {
  /** Its costs are those of everything with these tags; names and tags are derived from it; `service` is left out. */
  identity: Identity;
  /** Who answers and pays for it. */
  ownership: Ownership;
}

/** Told when it is spent for the most part, and when the month, as it goes on, will not do. */
const NOTICES = [
  { notificationType: "ACTUAL", threshold: 80 },
  { notificationType: "ACTUAL", threshold: 100 },
  { notificationType: "FORECASTED", threshold: 100 },
];

/**
 * A monthly budget of a stage, by the tags Project and Stage. It counts once the payer account has activated both as
 * cost-allocation tags; until then it stays at zero and tells nobody.
 *
 * Throws `InputPropertiesError` when the amount is not above zero or nobody is told, and `Refusal` for an identity that
 * gives no valid name.
 *
 * @example
 * const budget = new Budget("budget", {
 *   identity: { project: "shop", stage: "dev" },
 *   ownership: { owner: "web", costCenter: "1000" },
 *   monthlyUsd: 200,
 *   emails: ["costs@shop.example"],
 * });
 */
export class Budget extends pulumi.ComponentResource {
  readonly budgetName: pulumi.Output<string>;

  constructor(name: string, args: BudgetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("multistage:index:Budget", name, args, opts);
    refuse(budgetProblems(args, ""));
    const { monthlyUsd, emails, ownership } = args;
    const identity = { ...args.identity, role: "costs" };
    const own = tags(identity, ownership);

    const budget = new budgets.Budget(
      name,
      {
        name: physicalName("aws:budgets/budget:Budget", identity),
        budgetType: "COST",
        timeUnit: "MONTHLY",
        limitAmount: String(monthlyUsd),
        limitUnit: "USD",
        filterExpression: {
          // Every tag filter of the older kind is another "or": a stage would pay for the whole project.
          ands: (["Project", "Stage"] as const).map((key) => ({
            tags: { key, values: [own[key] ?? ""], matchOptions: ["EQUALS"] },
          })),
        },
        notifications: NOTICES.map((notice) => ({
          ...notice,
          comparisonOperator: "GREATER_THAN",
          thresholdType: "PERCENTAGE",
          subscriberEmailAddresses: emails,
        })),
        tags: own,
      },
      { parent: this },
    );

    this.budgetName = budget.name;
    this.registerOutputs({ budgetName: this.budgetName });
  }
}
