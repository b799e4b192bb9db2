/** What an exported stack consists of: its topmost components, what each has made and what it says of itself. Pure. */
import { logicalName } from "../../wire/urn";
import { isOfAws, standing, withoutSecrets, type ExportedStack, type Resource } from "./exported";

export interface Layer {
  /** The component's logical name, and its type's: `storefront`, `BlueGreenService`. */
  readonly name: string;
  readonly kind: string;
  /** How many resources of AWS it has. */
  readonly resources: number;
  /** The same by the type's name, in alphabetical order. */
  readonly types: Readonly<Record<string, number>>;
  /** The component's outputs, without secrets. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/**
 * The layers of a stack by name; those without a resource of AWS are left out.
 *
 * @throws ZodError when it is no exported stack
 */
export function layersOf(exported: ExportedStack): Layer[] {
  const resources = standing(exported);
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const topOf = (resource: Resource): Resource => {
    const parent = resource.parent === undefined ? undefined : byUrn.get(resource.parent);
    return parent === undefined || isStack(parent) ? resource : topOf(parent);
  };
  const members = new Map<Resource, Resource[]>();
  for (const resource of resources.filter(isOfAws)) {
    const top = topOf(resource);
    members.set(top, [...(members.get(top) ?? []), resource]);
  }
  const layers = [...members].map(([top, made]): Layer => {
    const outputs = top.custom ? {} : (withoutSecrets(top.outputs) as Record<string, unknown>);
    return {
      name: logicalName(top.urn),
      kind: typeName(top),
      resources: made.length,
      types: counted(made.map(typeName)),
      outputs,
    };
  });
  return layers.sort((a, b) => (titleOf(a) < titleOf(b) ? -1 : 1));
}

/** The outputs of the stack itself, without secrets. */
export function stackOutputs(exported: ExportedStack): Record<string, unknown> {
  const stack = standing(exported).find(isStack);
  return withoutSecrets(stack?.outputs ?? {}) as Record<string, unknown>;
}

/** A layer as people are told of it. */
export function titleOf({ name, kind }: Layer): string {
  return `${name} (${kind})`;
}

function isStack({ type }: Resource): boolean {
  return type === "pulumi:pulumi:Stack";
}

function typeName({ type }: Resource): string {
  return type.split(":").at(-1) ?? type;
}

function counted(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of [...names].sort()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
