import assert from "node:assert/strict";
import fc from "fast-check";
import { Budget, type BudgetArgs } from "../../components/budget/budget";
import { budgetProblems } from "../../components/budget/resolve";
import { Refusal } from "../../refusal/refusal";
import { make, only } from "./make";
import { refused } from "./refused";

const emails = ["costs@shop.example"];
const common = {
  identity: { project: "shop", stage: "dev" },
  ownership: { owner: "web", costCenter: "1000" },
  monthlyUsd: 200,
  emails,
};
const budget =
  (args: Partial<BudgetArgs> = {}) =>
  (opts: object): Budget =>
    new Budget("budget", { ...common, ...args }, opts);

describe("a budget is refused", () => {
  it("for an amount that is none and for nobody to tell, at once", async () => {
    assert.deepEqual((await refused(budget({ monthlyUsd: 0, emails: [] }))).lines, [
      "monthlyUsd: must be an amount above 0 with at most two decimals, got 0; for example 200",
      "emails: must be 1 to 10 addresses, got 0; say who is told",
    ]);
  });

  for (const monthlyUsd of [-1, 0.001, NaN, Infinity, 1e13, 1e-7]) {
    it(`for ${monthlyUsd} dollars`, () => {
      assert.deepEqual(
        budgetProblems({ monthlyUsd, emails }, "budget.").map(({ property }) => property),
        ["budget.monthlyUsd"],
      );
    });
  }

  it("for more addresses than AWS tells, and for one that is none", () => {
    const many = Array.from({ length: 11 }, (_, index) => `a${index}@shop.example`);
    assert.deepEqual(
      budgetProblems({ monthlyUsd: 1, emails: many }, "").map(({ remedy }) => remedy),
      ["use the address of a group"],
    );
    assert.deepEqual(
      budgetProblems({ monthlyUsd: 1, emails: ["costs"] }, "").map(({ property }) => property),
      ["emails[0]"],
    );
  });

  it("for an identity that gives no name", async () => {
    await assert.rejects(make(budget({ identity: { project: "Shop", stage: "dev" } })), Refusal);
  });
});

describe("a budget", () => {
  it("counts what has the tags of its project and its stage, and tells at 80 % and when 100 % come into sight", async () => {
    const notice = {
      comparisonOperator: "GREATER_THAN",
      thresholdType: "PERCENTAGE",
      subscriberEmailAddresses: emails,
    };
    assert.deepEqual(only(await make(budget({ monthlyUsd: 200.5 })), "aws:budgets/budget:Budget").inputs, {
      name: "shop-dev-costs",
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitAmount: "200.5",
      limitUnit: "USD",
      filterExpression: {
        ands: [
          { tags: { key: "Project", values: ["shop"], matchOptions: ["EQUALS"] } },
          { tags: { key: "Stage", values: ["dev"], matchOptions: ["EQUALS"] } },
        ],
      },
      notifications: [
        { notificationType: "ACTUAL", threshold: 80, ...notice },
        { notificationType: "ACTUAL", threshold: 100, ...notice },
        { notificationType: "FORECASTED", threshold: 100, ...notice },
      ],
      tags: {
        Project: "shop",
        Stage: "dev",
        Role: "costs",
        Owner: "web",
        CostCenter: "1000",
        ManagedBy: "multistage",
        Name: "shop-dev-costs",
      },
    });
  });

  it("of any amount in cents is taken, and handed over as it was written", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 10 ** 9 }), async (cents) => {
        const made = await make(budget({ monthlyUsd: cents / 100 }));
        assert.equal(only(made, "aws:budgets/budget:Budget").inputs["limitAmount"], String(cents / 100));
      }),
      { numRuns: 20 },
    );
  });
});
