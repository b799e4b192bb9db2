/** The resources of an exported stack, as rules read them. Pure. */
import { logicalName } from "../../wire/urn";
import type { StackResource } from "../rule";
import type { Exported } from "./exported";
import { exportedValues } from "./values";

/** Those that the program has only looked up, and those that were replaced, are not the stack's: they are left out. */
export function stackResources(exported: readonly Exported[]): readonly StackResource[] {
  const providers = new Map(
    exported.flatMap((one) => (one.id === undefined ? [] : [[`${one.urn}::${one.id}`, one]])),
  );
  return exported.filter(isStanding).map((one) => ({
    urn: one.urn,
    type: one.type,
    name: logicalName(one.urn),
    inputs: exportedValues(one.inputs ?? {}),
    provider: exportedValues(providers.get(one.provider ?? "")?.inputs ?? {}),
    isProtected: one.protect === true,
    propertyDependencies: Object.fromEntries(
      Object.entries(one.propertyDependencies ?? {}).map(([name, urns]) => [name, urns ?? []]),
    ),
  }));
}

function isStanding(one: Exported): boolean {
  return one.external !== true && one.delete !== true && one.pendingReplacement !== true;
}
