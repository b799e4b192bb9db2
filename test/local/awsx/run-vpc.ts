/** Runs the local awsx's component on Pulumi's mocks and tells what it registered. */
import {
  output,
  type ComponentResourceOptions,
  type Inputs,
  type Output,
  type Resource,
} from "@pulumi/pulumi";
import { setMocks } from "@pulumi/pulumi/runtime";
import { awsxProvider } from "../../../local/awsx/provider";

export interface Registered {
  readonly type: string;
  readonly name: string;
  /** `<type> <name>`, as everywhere here. */
  readonly parent: string;
  readonly dependsOn: readonly string[];
  readonly inputs: Readonly<Record<string, unknown>>;
}

export interface Run {
  /** In the order of registration, without the component itself. */
  readonly children: readonly Registered[];
  readonly state: Inputs;
}

/** The id or another output the mocks give a resource. */
export function madeUp(type: string, name: string, what: string): string {
  return `${what} of ${type} ${name}`;
}

/** Zones a to d of a region, and only the one look-up. */
export const lookedUp: { token: string; args: unknown; provider: string | undefined }[] = [];

/** Everything the mocks were asked to register, the component included, since the last `useMocks`. */
export const registered: { type: string; name: string; inputs: Record<string, unknown> }[] = [];

export async function useMocks(): Promise<void> {
  lookedUp.length = 0;
  registered.length = 0;
  await setMocks({
    call({ token, inputs, provider }) {
      lookedUp.push({ token, args: inputs, provider });
      return { names: ["z-a", "z-b", "z-c", "z-d"] };
    },
    newResource({ type, name, inputs }) {
      const given = inputs as Record<string, unknown>;
      registered.push({ type, name, inputs: given });
      return {
        id: madeUp(type, name, "id"),
        state: { ...given, allocationId: madeUp(type, name, "allocationId") },
      };
    },
  });
}

export async function runVpc(
  name: string,
  inputs: Inputs,
  options: ComponentResourceOptions = {},
): Promise<Run> {
  await useMocks();
  const made: { resource: Resource; parent: Resource | undefined; dependsOn: Resource[] }[] = [];
  const { state } = await awsxProvider.construct(name, "awsx:ec2:Vpc", inputs, {
    ...options,
    transformations: [
      ({ resource, opts }) => {
        made.push({ resource, parent: opts.parent, dependsOn: [opts.dependsOn ?? []].flat() as Resource[] });
        return undefined;
      },
    ],
  });
  const children = await Promise.all(
    made.slice(1).map(async ({ resource, parent, dependsOn }) => {
      const [type, own] = await typeAndName(resource);
      const inputsOf = registered.find((one) => one.type === type && one.name === own)?.inputs ?? {};
      return {
        type,
        name: own,
        parent: parent === undefined ? "none" : (await typeAndName(parent)).join(" "),
        dependsOn: await Promise.all(dependsOn.map(async (one) => (await typeAndName(one)).join(" "))),
        inputs: inputsOf,
      };
    }),
  );
  return { children, state: state };
}

/** What an output comes to; the mocks know everything. */
export function valueOf<T>(value: Output<T>): Promise<T> {
  return new Promise((resolve) => {
    value.apply(resolve);
  });
}

async function typeAndName(resource: Resource): Promise<[string, string]> {
  const [, , types = "", name = ""] = (await valueOf(output(resource.urn))).split("::");
  return [types.split("$").at(-1) ?? "", name];
}
