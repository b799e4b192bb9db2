/** What stands after an up, for people: per layer its resources by type, then what the stack gives out. */
import type { Stack } from "@pulumi/pulumi/automation";

interface Resource {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly parent?: string;
}

export interface Summary {
  readonly lines: readonly string[];
  /** How many resources of AWS there are. */
  readonly resources: number;
  readonly outputs: Readonly<Record<string, unknown>>;
}

export async function summarise(stack: Stack): Promise<Summary> {
  const exported = await stack.exportStack();
  const { resources = [] } = exported.deployment as { resources?: Resource[] };
  const outputs = Object.entries(await stack.outputs()).map(([name, { value, secret }]) => {
    return [name, secret ? "(secret)" : (value as unknown)] as const;
  });
  const made = resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));
  return {
    lines: [...layers(resources, made), ...outputs.flatMap(([name, value]) => outputLines(name, value))],
    resources: made.length,
    outputs: Object.fromEntries(outputs),
  };
}

/** One line a layer: the topmost component, how many resources it has, and of which types. */
function layers(all: readonly Resource[], made: readonly Resource[]): string[] {
  const byUrn = new Map(all.map((resource) => [resource.urn, resource]));
  const layerOf = (resource: Resource): string => {
    const parent = resource.parent === undefined ? undefined : byUrn.get(resource.parent);
    return parent === undefined || parent.type === "pulumi:pulumi:Stack"
      ? nameOf(resource.urn)
      : layerOf(parent);
  };
  const groups = group(made, layerOf);
  return [...groups].map(([layer, members]) => {
    const types = group(members, ({ type }) => type.split(":").at(-1) ?? type);
    const counted = [...types].map(([type, some]) => (some.length === 1 ? type : `${type} ×${some.length}`));
    return `${layer}: ${members.length} resources (${counted.join(", ")})`;
  });
}

function group<T>(entries: readonly T[], keyOf: (entry: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const entry of entries) groups.set(keyOf(entry), [...(groups.get(keyOf(entry)) ?? []), entry]);
  return groups;
}

function outputLines(name: string, value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [`${name}: ${String(value)}`];
  return Object.entries(value).map(([key, entry]) => `${name}.${key}: ${String(entry)}`);
}

function nameOf(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}
