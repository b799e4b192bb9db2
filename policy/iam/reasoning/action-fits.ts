/** Whether an action could stand in a statement without anything new being wrong with it. Pure. */
import { action as found } from "../data/services";
import { hasConditionKey } from "../data/condition-keys";
import { UNKNOWN } from "../../value";
import type { Document, Statement } from "../model";
import { comparable, formatsOf, mayMeet } from "./action-resources";
import { isEveryOfType } from "./resources";

/** @param name without wildcards: `s3:GetObject` */
export function fitsIn({ kind }: Document, statement: Statement, name: string): boolean {
  const action = found(name);
  if (action === undefined) return false;
  const { effect, has, conditions } = statement;
  if (has.has("NotAction")) return true;
  if (conditions.some(({ key }) => key.value === UNKNOWN || !hasConditionKey(action, key.value)))
    return false;
  if (!has.has("Resource")) return !has.has("NotResource") || effect === "Deny";
  const resources = comparable(statement);
  if (resources === undefined || !mayMeet(action, resources)) return false;
  const isNarrow = (resource: string): boolean =>
    action.supportsResources === "none" ||
    !(/^\*+$/.test(resource) || isEveryOfType(resource, formatsOf(action)));
  return effect === "Deny" || kind === "resource" || resources.every(isNarrow);
}
