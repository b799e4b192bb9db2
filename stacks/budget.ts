/** What a stage may cost, where its configuration says so. */
import { Budget } from "../components/budget/budget";
import type { StackConfig } from "./config";
import { ofStage } from "./of-stage";

export function createBudget(config: StackConfig): void {
  if (config.budget !== undefined) new Budget("budget", { ...ofStage(config), ...config.budget });
}
