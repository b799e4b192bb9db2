/** AWS Budgets. */
import { globalArn, page, text, type Row } from "./row";

/** What counts unless told otherwise: everything that is paid, as it is paid. */
const COST_TYPES = {
  includeCredit: true,
  includeDiscount: true,
  includeOtherSubscription: true,
  includeRecurring: true,
  includeRefund: true,
  includeSubscription: true,
  includeSupport: true,
  includeTax: true,
  includeUpfront: true,
  useAmortized: false,
  useBlended: false,
};

const budget: Row = {
  type: "aws:budgets/budget:Budget",
  source: page("676e9547eee7978fd1ab6a2356eec8d5fe210ec4", "internal/service/budgets/budget.go"),
  id: ({ inputs, place }) => `${place.account}:${text(inputs, "name")}`,
  idLine: 253,
  autoName: "name",
  unique: {
    key: ({ inputs }) => text(inputs, "name"),
    error: "DuplicateRecordException: the budget already exists",
  },
  replaceOn: { accountId: 38, name: 157, namePrefix: 164 },
  update: "whole",
  updateLine: 26,
  refuses: ({ inputs }) => {
    const notifications = Array.isArray(inputs["notifications"]) ? inputs["notifications"] : [];
    if (notifications.length <= MOST_NOTIFICATIONS) return undefined;
    return "CreationLimitExceededException: the budget has too many notifications";
  },
  computed: ({ inputs, place, before }) => ({
    accountId: place.account,
    arn: globalArn(place, "budgets", `budget/${text(inputs, "name")}`),
    costTypes: inputs["costTypes"] ?? COST_TYPES,
    timePeriodEnd: inputs["timePeriodEnd"] ?? "2087-06-15_00:00",
    timePeriodStart: inputs["timePeriodStart"] ?? before?.["timePeriodStart"] ?? firstOfMonth(new Date()),
  }),
};

/** https://docs.aws.amazon.com/cost-management/latest/userguide/management-limits.html */
const MOST_NOTIFICATIONS = 10;

function firstOfMonth(now: Date): string {
  return `${now.toISOString().slice(0, 7)}-01_00:00`;
}

export const budgets = [budget];
