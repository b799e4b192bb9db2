/** The resources of an exported stack, as rules read them. Pure. */
import { logicalName } from "../../wire/urn";
import type { StackResource } from "../rule";
import { exportedResources, type Exported } from "./exported";
import { exportedValues } from "./values";

/**
 * What `pulumi stack export` gives, with or without `--show-secrets`, or what a file backend keeps. Resources that the
 * program has only looked up, and those that were replaced, are not the stack's: they are left out.
 *
 * @param text - JSON
 * @param file - how problems name it
 * @throws Refusal with what is wrong, and where
 */
export function stackResources(text: string, file: string): readonly StackResource[] {
  const resources = exportedResources(text, file);
  const providers = new Map(
    resources.flatMap((one) => (one.id === undefined ? [] : [[`${one.urn}::${one.id}`, one]])),
  );
  return resources.filter(isStanding).map((one) => ({
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
