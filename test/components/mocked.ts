/** Makes a component with the engine mocked, and keeps what it declared. */
import * as pulumi from "@pulumi/pulumi";

export interface Declared {
  readonly type: string;
  readonly name: string;
  /** Shows the type of its nearest parent: `urn:pulumi:stack::project::<parent>$<type>::<name>`. */
  readonly urn: string;
  /** As they reach the engine; what is secret is wrapped (`secretly`). */
  readonly inputs: Record<string, unknown>;
  /** Of what it waits for besides its inputs. */
  readonly dependsOn: readonly string[];
}

export interface Made<T> {
  readonly component: T;
  /** The component first, then the rest in the order of declaration. */
  readonly declared: readonly Declared[];
}

interface Options {
  /** As in a preview: nothing has an id, an ARN or any other computed output yet. */
  readonly preview?: boolean;
}

/** What a mocked resource of a type gets besides its inputs. */
const COMPUTED: Readonly<Record<string, Record<string, unknown>>> = {
  "aws:apigatewayv2/api:Api": { apiEndpoint: "https://api.example", executionArn: "arn:execution-of-api" },
  "aws:lambda/alias:Alias": { invokeArn: "arn:invoke-alias" },
  "aws:lambda/function:Function": { version: "7", invokeArn: "arn:invoke-function" },
  "awsx:ec2:Vpc": {
    vpcId: "vpc-made",
    publicSubnetIds: ["subnet-public"],
    privateSubnetIds: ["subnet-private"],
  },
};

export const REGION = "eu-west-1";

export async function make<T extends pulumi.Resource>(
  program: (opts: pulumi.ComponentResourceOptions) => T,
  { preview = false }: Options = {},
): Promise<Made<T>> {
  const inputs = new Map<string, Record<string, unknown>>();
  const seen: pulumi.ResourceTransformationArgs[] = [];
  await pulumi.runtime.setMocks(
    {
      newResource: (args) => {
        const { type, name } = args;
        const given = args.inputs as Record<string, unknown>;
        inputs.set(`${type} ${name}`, given);
        const short = `${type.split(":").at(-1) ?? ""} ${name}`;
        const computed = { arn: `arn:${short}`, ...COMPUTED[type] };
        return preview ? { id: "", state: given } : { id: `id:${short}`, state: { ...given, ...computed } };
      },
      call: ({ token }) => {
        if (token !== "aws:index/getRegion:getRegion") throw new Error(`nobody expected a call of ${token}`);
        return { region: REGION };
      },
    },
    "project",
    "stack",
    preview,
  );
  const record = (args: pulumi.ResourceTransformationArgs): undefined => {
    seen.push(args);
  };
  const { stackTraceLimit } = Error;
  // Pulumi looks at a stack for every input of every resource, and ts-node maps each: nine tenths of the time.
  Error.stackTraceLimit = 0;
  try {
    const component = program({ transformations: [record] });
    const declared: Declared[] = [];
    for (const { type, name, resource, opts } of seen) {
      const urn = await value(resource.urn);
      const dependsOn = await Promise.all(([opts.dependsOn ?? []].flat() as pulumi.Resource[]).map(nameOf));
      declared.push({ type, name, urn, inputs: inputs.get(`${type} ${name}`) ?? {}, dependsOn });
    }
    return { component, declared };
  } finally {
    // What a refused component has registered must have arrived before the mocks go.
    await Promise.all(seen.map(({ resource }) => value(resource.urn)));
    Error.stackTraceLimit = stackTraceLimit;
    pulumi.runtime.resetOptions("project", "stack", -1, "", "", false, "");
  }
}

/** The value of an output. */
export async function value<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply((given) => {
      resolve(given);
    });
  });
}

/** How a secret value looks on its way to the engine. */
export function secretly(given: unknown): Record<string, unknown> {
  return { [pulumi.runtime.specialSigKey]: pulumi.runtime.specialSecretSig, value: given };
}

/** The one declared resource of a type (and a name, where there are several). */
export function only({ declared }: Made<unknown>, type: string, name?: string): Declared {
  const found = declared.filter((one) => one.type === type && (name === undefined || one.name === name));
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`${found.length} of ${type} ${name ?? ""}`);
  return first;
}

async function nameOf(resource: pulumi.Resource): Promise<string> {
  return (await value(resource.urn)).split("$").at(-1) ?? "";
}
