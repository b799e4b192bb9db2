/** Makes a component with the engine mocked, and keeps what it declared. */
import type * as pulumi from "@pulumi/pulumi";
import { mocked, value, type Answers } from "./mocked";

export interface Declared {
  readonly type: string;
  readonly name: string;
  /** Shows the type of its nearest parent: `urn:pulumi:stack::project::<parent>$<type>::<name>`. */
  readonly urn: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** What it waits for besides its inputs, as `<type>::<name>`. */
  readonly dependsOn: readonly string[];
  /** Whether the engine refuses to delete it. */
  readonly protect: boolean;
  /** The inputs whose changes the program never brings out. */
  readonly ignoreChanges: readonly string[];
}

export interface Made<T> {
  readonly component: T;
  /** The component first, then the rest in the order of declaration. */
  readonly declared: readonly Declared[];
}

export async function make<T extends pulumi.Resource>(
  program: (opts: pulumi.ComponentResourceOptions) => T,
  { preview = false, answers = {} }: { readonly preview?: boolean; readonly answers?: Answers } = {},
): Promise<Made<T>> {
  return mocked(
    async (reached) => {
      const seen: pulumi.ResourceTransformationArgs[] = [];
      const record = (args: pulumi.ResourceTransformationArgs): undefined => {
        seen.push(args);
      };
      try {
        const component = program({ transformations: [record] });
        const declared = seen.map(async ({ type, name, resource, opts }): Promise<Declared> => {
          const urn = await value(resource.urn);
          const waitsFor = [opts.dependsOn ?? []].flat() as pulumi.Resource[];
          const dependsOn = await Promise.all(waitsFor.map(shortName));
          const inputs = reached.get(`${type} ${name}`) ?? {};
          const { ignoreChanges = [] } = opts;
          return { type, name, urn, inputs, dependsOn, protect: opts.protect ?? false, ignoreChanges };
        });
        return { component, declared: await Promise.all(declared) };
      } finally {
        // What a refused component has registered must have arrived before the mocks go.
        await Promise.all(seen.map(({ resource }) => value(resource.urn)));
      }
    },
    { preview, answers },
  );
}

/** The one declared resource of a type (and a name, where there are several). */
export function only({ declared }: Made<unknown>, type: string, name?: string): Declared {
  const found = declared.filter((one) => one.type === type && (name === undefined || one.name === name));
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`${found.length} of ${type} ${name ?? ""}`);
  return first;
}

async function shortName(resource: pulumi.Resource): Promise<string> {
  return (await value(resource.urn)).split("$").at(-1) ?? "";
}
