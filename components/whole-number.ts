/** Settings that are whole numbers within bounds. Pure. */
import { shown, type Problem } from "../refusal/refusal";

/** What is wrong with a number as `property`: both bounds are allowed. */
export function wholeProblems(
  property: string,
  value: number | undefined,
  [least, most]: readonly [least: number, most: number],
  remedy: string,
): Problem[] {
  if (isWhole(value, least, most)) return [];
  return [{ property, rule: `a whole number from ${least} to ${most}`, got: shown(value), remedy }];
}

export function isWhole(value: number | undefined, least: number, most: number): boolean {
  return value !== undefined && Number.isInteger(value) && value >= least && value <= most;
}
