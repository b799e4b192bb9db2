/** An exported stack, read with care: what it keeps secret is never read. Pure. */
import { z } from "zod";
import { SECRET_SIGNATURE, SIGNATURE } from "../../wire/values";

/** What `pulumi stack export` and `Stack.exportStack()` give. */
export interface ExportedStack {
  readonly deployment?: unknown;
}

const properties = z.record(z.string(), z.unknown());
const resource = z.object({
  urn: z.string(),
  type: z.string(),
  /** Of what a provider made. */
  id: z.string().default(""),
  /** When it was made, as RFC 3339 text. */
  created: z.string().optional(),
  /** Whether a provider made it; components are not custom. */
  custom: z.boolean().default(false),
  /** Whether Pulumi refuses to delete it. */
  protect: z.boolean().default(false),
  /** Whether it only waits to be deleted. */
  delete: z.boolean().default(false),
  /** Whether the program has only looked it up. */
  external: z.boolean().default(false),
  parent: z.string().optional(),
  inputs: properties.default({}),
  outputs: properties.default({}),
  /** The line of the program that made it, and the stack of calls that led there, innermost first. */
  sourcePosition: z.string().optional(),
  stackTrace: z.array(z.object({ sourcePosition: z.string().optional() })).default([]),
});
const stack = z.object({ resources: z.array(resource).default([]) });

/** One resource of an exported stack. */
export type Resource = z.infer<typeof resource>;

/**
 * The resources that stand, in the order of their URNs: the engine's own order is that of the run.
 *
 * @throws ZodError when it is no exported stack
 */
export function standing(exported: ExportedStack): Resource[] {
  return recorded(exported).filter((one) => !one.delete);
}

/** The same with those that only wait to be deleted. */
export function recorded(exported: ExportedStack): Resource[] {
  const { resources } = stack.parse(exported.deployment);
  return resources.sort((a, b) => (a.urn < b.urn ? -1 : 1));
}

/** Whether AWS has it: made by a provider, and neither a provider itself nor of Pulumi's own. */
export function isOfAws({ custom, type }: Resource): boolean {
  return custom && !type.startsWith("pulumi:");
}

/** What a schema reads of one resource, beside the resource's tags. */
export type Read<T> = T & { readonly tags: Readonly<Record<string, string>>; readonly resource: Resource };

/** Every resource of the type as the schema reads it; one the schema does not fit is left out. */
export function all<T>(resources: readonly Resource[], type: string, schema: z.ZodType<T>): Read<T>[] {
  return resources
    .filter((one) => one.type === type)
    .flatMap((one) => {
      const read = schema.safeParse({ ...one.inputs, ...one.outputs });
      return read.success ? [{ ...read.data, tags: tagsOf(one), resource: one }] : [];
    });
}

/** A record nearly everywhere, a list of keys and values on Auto Scaling groups. */
const tags = z.union([
  z.record(z.string(), z.string()),
  z
    .array(z.object({ key: z.string(), value: z.string() }))
    .transform((list) => Object.fromEntries(list.map(({ key, value }) => [key, value]))),
]);

/** The resource's tags by key; none where its type takes none. */
export function tagsOf({ inputs, outputs }: Pick<Resource, "inputs" | "outputs">): Record<string, string> {
  return tags.safeParse(outputs["tags"] ?? inputs["tags"]).data ?? {};
}

/** A value of a state without its secrets, encrypted or in the open: `(secret)` stands for each, at any depth. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== "object" || value === null) return value;
  if ((value as Record<string, unknown>)[SIGNATURE] === SECRET_SIGNATURE) return SECRET;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withoutSecrets(entry)]));
}

/** Stands for a secret. */
export const SECRET = "(secret)";
