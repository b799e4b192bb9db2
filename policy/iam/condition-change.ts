/** A statement as its document writes it, with one condition changed: what the fixes of conditions are made of. Pure. */
import { isValues, type Value, type Values } from "../value";
import type { Condition, Document, Statement } from "./model";
import type { Change } from "./reasoning/holds";
import { changedTexts, keyOf, listed, withNames, writtenStatement } from "./written";

/** Undefined where it is not written as conditions are, or where the change would meet another condition. */
export function withCondition(
  document: Document,
  { index }: Pick<Statement, "index">,
  { operator, key }: Condition,
  change: Change,
): Values | undefined {
  const written = writtenStatement(document, index);
  if (written === undefined || typeof operator.value !== "string" || typeof key.value !== "string")
    return undefined;
  const name = keyOf(written, "Condition");
  const blocks = written[name];
  const block = isValues(blocks) ? blocks[operator.value] : undefined;
  if (!isValues(blocks) || !isValues(block) || block[key.value] === undefined) return undefined;
  const isKept = change.operator === undefined && change.key === undefined;
  const values = changed(block[key.value], change);
  const next = isKept
    ? kept(blocks, operator.value, key.value, values)
    : moved(blocks, [operator.value, key.value], values, change);
  const guarded = next !== undefined && change.isGuarded === true ? guard(next, key.value) : next;
  if (guarded === undefined) return undefined;
  return Object.keys(guarded).length === 0 ? without(written, name) : { ...written, [name]: guarded };
}

function changed(given: Value, { value }: Change): Value {
  if (value === undefined) return given;
  const texts = listed(given).map((one) =>
    typeof one === "number" || typeof one === "boolean" ? String(one) : one,
  );
  const left = changedTexts(texts, value);
  return left !== undefined && !Array.isArray(given) ? listed(left)[0] : left;
}

function kept(blocks: Values, operator: string, key: string, values: Value): Values {
  const block = blocks[operator] as Values;
  const left: Values = values === undefined ? without(block, key) : { ...block, [key]: values };
  return Object.keys(left).length === 0 ? without(blocks, operator) : { ...blocks, [operator]: left };
}

function without(owner: Values, name: string): Values {
  return withNames(owner, (one) => (one === name ? undefined : one));
}

function moved(
  blocks: Values,
  [operator, key]: readonly [operator: string, key: string],
  values: Value,
  change: Change,
): Values | undefined {
  const left = kept(blocks, operator, key, undefined);
  return values === undefined ? left : added(left, change.operator ?? operator, change.key ?? key, values);
}

function guard(blocks: Values, key: string): Values | undefined {
  return added(blocks, "Null", key, "false");
}

/** Undefined where something stands there. */
function added(blocks: Values, operator: string, key: string, values: Value): Values | undefined {
  const name = keyOf(blocks, operator);
  const block = blocks[name] ?? {};
  if (!isValues(block) || keyOf(block, key) in block) return undefined;
  return { ...blocks, [name]: { ...block, [key]: values } };
}
