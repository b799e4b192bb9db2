/** Whether an action could stand in a statement without anything new being wrong with it. Pure. */
import { hasConditionKey } from "../data/condition-keys";
import { actionsMatching } from "../data/matching";
import { UNKNOWN } from "../../value";
import type { Document, Statement } from "../model";
import { comparable, formatsOf, mayMeet } from "./action-resources";
import { isEveryOfType } from "./resources";

/** @param name without wildcards: `s3:GetObject` */
export function fitsIn({ kind }: Document, statement: Statement, name: string): boolean {
  const match = actionsMatching(name);
  const [action] = match.actions;
  if (action === undefined) return false;
  const { effect, has, conditions } = statement;
  if (has.has("NotAction")) return true;
  if (conditions.some(({ key }) => key.value === UNKNOWN || !hasConditionKey(action, key.value)))
    return false;
  if (!has.has("Resource")) return !has.has("NotResource") || effect === "Deny";
  const resources = comparable(statement);
  if (resources === undefined || !mayMeet(match, resources)) return false;
  const isNarrow = (resource: string): boolean =>
    action.supportsResources === "none" ||
    !(/^\*+$/.test(resource) || isEveryOfType(resource, formatsOf(match)));
  return effect === "Deny" || kind === "resource" || resources.every(isNarrow);
}
