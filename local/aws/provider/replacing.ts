/** Which inputs replace a resource when they change, and whether the old object then goes first. Pure. */
import type { Row } from "../rows/row";
import { plainAll } from "../../../wire/secrets";
import type { Values } from "../../../wire/values";
import { topLevel, type Change } from "./diff";
import { DERIVED } from "./name";

/** The properties (or `block.field`s) whose change from `before` to `after` replaces. */
export function replacing(row: Row | undefined, before: Values, after: Values): ReadonlySet<string> {
  const { replaceOn = {}, replaceIf } = row ?? {};
  const sometimes = replaceIf?.when(plainAll(before), plainAll(after)) === true ? replaceIf.names : [];
  return new Set([...Object.keys(replaceOn), ...sometimes, "region"]);
}

/**
 * Whether the old object goes before the new one is made: the type wants it so, or the replacement keeps a name that
 * the program gave, which two cannot have at once (pulumi-terraform-bridge, autonaming).
 */
export function deletesFirst(row: Row | undefined, after: Values, changes: readonly Change[]): boolean {
  if (row === undefined || !changes.some(({ replaces }) => replaces)) return false;
  if (row.deletesFirst === true) return true;
  if (row.autoName === undefined || after[DERIVED] !== undefined) return false;
  return !changes.some(({ path }) => topLevel(path) === row.autoName);
}
