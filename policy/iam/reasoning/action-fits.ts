/** Whether an action could stand in a statement without anything new being wrong with it. Pure. */
import { hasConditionKey } from "../data/condition-keys";
import { actionsMatching } from "../data/matching";
import { UNKNOWN } from "../../value";
import type { Document, Statement } from "../model";
import { comparable, mayMeet } from "./action-resources";
import { onEverything } from "./on-everything";

/** @param name without wildcards: `s3:GetObject` */
export function fitsIn(document: Document, statement: Statement, name: string): boolean {
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
  if (effect === "Deny" || document.kind !== "identity") return true;
  const alone = { ...statement, actions: [{ value: name, place: statement.place }] };
  return onEverything(alone, document).truth === false;
}
