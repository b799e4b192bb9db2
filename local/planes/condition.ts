/** How the planes are: who answers, where they are reached, how targets and functions do. */
import { isValues, type Values } from "../../wire/values";
import type { Mirrorable } from "../mirror/emulator";
import { text } from "../mirror/mirrored";
import { ANSWER_SECONDS, silent } from "./listening";
import { treeMemoryMiB } from "./memory";
import { PLANES, type Plane } from "./logs";
import { PIPELINE } from "./pipelines";
import type { RunningPlanes } from "./planes";

export interface PlaneCondition {
  readonly name: Plane;
  readonly answers: boolean;
  /** What it has, or why it does not answer. */
  readonly detail: string;
  /** Set where it cannot run on this machine at all, and starting anew does not help. */
  readonly impossible?: true;
}

export interface TargetCondition {
  readonly group: string;
  readonly id: string;
  readonly port: number;
  readonly state: string;
  readonly reason?: string;
  readonly description?: string;
}

export interface FunctionCondition {
  readonly name: string;
  /** The newest; `$LATEST` where none was published. */
  readonly version: string;
  readonly aliases: readonly string[];
}

export interface Condition {
  /** Whether all answer. */
  readonly ok: boolean;
  readonly planes: readonly PlaneCondition[];
  /** What curl takes: a listener's or an API's, by the role or name it has in the stack. */
  readonly urls: readonly { readonly name: string; readonly url: string }[];
  readonly targets: readonly TargetCondition[];
  readonly instances: readonly { id: string; group: string; address: string; state: string }[];
  readonly functions: readonly FunctionCondition[];
  /** Of all processes together, in MiB; undefined where it cannot be told. */
  readonly memoryMiB?: number;
}

const RULE = "aws:cloudwatch/eventRule:EventRule";

/** Those that do not answer, and might when they are started anew. */
export function toMend({ planes }: Condition): PlaneCondition[] {
  return planes.filter(({ answers, impossible }) => !answers && impossible !== true);
}

/** Asks all of them, each for at most 5 s. */
export async function conditionOf(planes: RunningPlanes, objects: readonly Mirrorable[]): Promise<Condition> {
  const { balancer, gateways, instances } = planes;
  const listeners = balancer.listeners();
  const asked: Record<Plane, () => Promise<string[]>> = {
    store: async () => ((await planes.moto.healthy(ANSWER_SECONDS)) ? [] : ["moto does not answer"]),
    "load-balancer": async () => [
      ...(await silent([planes.control.url, ...listeners.flatMap(({ nodeUrls }) => nodeUrls)])),
      ...unopened(objects, new Set(listeners.map(({ listenerArn }) => listenerArn))),
    ],
    instances: () => Promise.resolve(typeof instances === "string" && hasFleets(objects) ? [instances] : []),
    functions: () => silent([planes.lambda.endpoint]),
    "http-api": () => silent(gateways.addresses().map(({ url }) => url)),
    events: () => silent([planes.events]),
    pipelines: () => silent([planes.pipelines]),
  };
  const has: Record<Plane, string> = {
    store: planes.moto.endpoint,
    "load-balancer": counted(listeners.length, "listener"),
    instances: typeof instances === "string" ? "none" : counted(instances.list().length, "instance"),
    functions: counted(planes.lambda.store.names.length, "function"),
    "http-api": counted(gateways.addresses().length, "API"),
    events: counted(objects.filter(({ type }) => type === RULE).length, "rule"),
    pipelines: counted(objects.filter(({ type }) => type === PIPELINE).length, "pipeline"),
  };
  const told = await Promise.all(
    PLANES.map(async (name): Promise<PlaneCondition> => {
      const wrong = await asked[name]();
      const impossible = name === "instances" && wrong.length > 0;
      return {
        name,
        answers: wrong.length === 0,
        detail: wrong.join("; ") || has[name],
        ...(impossible ? { impossible } : {}),
      };
    }),
  );
  const memoryMiB = await treeMemoryMiB(process.pid);
  return {
    ok: told.every(({ answers }) => answers),
    planes: told,
    urls: [
      ...listeners.map(({ listenerArn, declaredPort, url }) => ({
        name: roleOf(objects, listenerArn) ?? `port ${declaredPort}`,
        url,
      })),
      ...gateways.addresses().map(({ name, url }) => ({ name, url })),
    ],
    targets: targetsOf(planes, objects),
    instances: typeof instances === "string" ? [] : instancesOf(planes, instances.list()),
    functions: functionsOf(planes),
    ...(memoryMiB === undefined ? {} : { memoryMiB }),
  };
}

function targetsOf({ balancer }: RunningPlanes, objects: readonly Mirrorable[]): TargetCondition[] {
  return objects
    .filter(({ type }) => type === "aws:lb/targetGroup:TargetGroup")
    .flatMap(({ id, properties }) => {
      const group = tag(properties, "Name") ?? id;
      return (balancer.health(id) ?? []).map((target) => ({ group, ...target }));
    });
}

function instancesOf(
  { boots }: RunningPlanes,
  list: readonly { instanceId: string; group: string; address: string }[],
): Condition["instances"] {
  return list.map(({ instanceId: id, group, address }) => {
    return { id, group, address, state: boots.get(id) ?? "launched" };
  });
}

function functionsOf({ lambda }: RunningPlanes): FunctionCondition[] {
  return lambda.store.names.map((name) => {
    const { versions, aliases } = lambda.store.get(name);
    return { name, version: [...versions.keys()].at(-1) ?? "", aliases: [...aliases.keys()] };
  });
}

function hasFleets(objects: readonly Mirrorable[]): boolean {
  return objects.some(({ type }) => type === "aws:autoscaling/group:Group");
}

/** Listeners that are declared and could not be opened. */
function unopened(objects: readonly Mirrorable[], open: ReadonlySet<string>): string[] {
  return objects
    .filter(({ type, id }) => type === "aws:lb/listener:Listener" && !open.has(id))
    .map(({ properties }) => `its listener on port ${text(properties, "port")} is not open`);
}

function roleOf(objects: readonly Mirrorable[], id: string): string | undefined {
  const found = objects.find((object) => object.id === id);
  return found === undefined ? undefined : tag(found.properties, "Role");
}

function tag({ tags }: Values, key: string): string | undefined {
  const value = isValues(tags) ? tags[key] : undefined;
  return typeof value === "string" ? value : undefined;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
