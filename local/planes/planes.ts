/**
 * All planes of one stack, put together: the emulator with what the stack declares, the load balancer before the
 * instances, the HTTP APIs before the functions. One clock, one region, one account.
 */
import type { Clock } from "../clock/clock";
import { startLocalLambda, type LocalLambda } from "../functions/local-lambda";
import { Instances } from "../instances/instances";
import { startControlFront, type ControlFront } from "../load-balancer/control/front";
import { startDataPlane, type DataPlane } from "../load-balancer/data-plane";
import { Emulator } from "../mirror/emulator";
import { motoPython } from "../moto/install";
import { MotoServer } from "../moto/server";
import { Refusal, problemText } from "../../refusal/refusal";
import { declaredApis } from "./apis";
import { endpoints } from "./endpoints";
import type { PlanesFolder } from "./folder";
import { Gateways } from "./gateways";
import type { Logs } from "./logs";
import type { StackObjects } from "./stack-objects";

export interface PlanesOptions {
  readonly clock: Clock;
  readonly region: string;
  /** 12 digits. */
  readonly account: string;
  readonly folder: PlanesFolder;
  readonly logs: Logs;
  readonly objects: StackObjects;
  /** Where PATH, HOME and the cache's variables are read. */
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

export interface RunningPlanes {
  readonly moto: MotoServer;
  readonly lambda: LocalLambda;
  readonly balancer: DataPlane;
  readonly control: ControlFront;
  /** Or why there are none. */
  readonly instances: Instances | string;
  readonly gateways: Gateways;
  /** What became of each instance's boot, by its id. */
  readonly boots: ReadonlyMap<string, string>;
  /** What SDK clients find in their environment. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** The endpoint of what the engine makes: the emulator's, with functions that run. */
  readonly emulator: string;
  /** Takes in what the stack declares now. */
  follow(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts them, and makes in the emulator what the stack has.
 *
 * @throws Refusal where one cannot be started; nothing is left running then
 */
export async function startPlanes(options: PlanesOptions): Promise<RunningPlanes> {
  const ending: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of ending.splice(0).toReversed()) await end();
  };
  try {
    return await started(options, ending, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function started(
  options: PlanesOptions,
  ending: (() => Promise<void>)[],
  close: () => Promise<void>,
): Promise<RunningPlanes> {
  const { clock, region, account, folder, logs, objects, env, signal } = options;
  const kept = <T>(plane: T, end: (plane: T) => Promise<void>): T => {
    ending.push(() => end(plane));
    return plane;
  };
  const say =
    (plane: Parameters<Logs["say"]>[0]) =>
    (line: string): void => {
      logs.say(plane, line);
    };
  const report = say("store");
  const moto = kept(await MotoServer.start({ env, report, account, clock, signal }), (one) => one.stop());

  const found: Record<string, string> = {};
  const lambda = kept(
    await startLocalLambda({
      clock,
      region,
      account,
      folder: folder.functions,
      storeEndpoint: moto.endpoint,
      extra: found,
      onLogLine: (name, version, { at, text }) => {
        logs.ofFunction(name, version, at, text);
      },
      onProblem: say("functions"),
    }),
    (one) => one.stop(),
  );
  await new Emulator(lambda.endpoint).restore(objects.list());

  const boots = new Map<string, string>();
  const python = await motoPython({ env, report, signal });
  const instances = await instancesOrWhyNot(() =>
    Instances.start({
      endpoint: moto.endpoint,
      region,
      folder: folder.instances,
      python,
      env,
      clock,
      report: say("instances"),
      onEvent: ({ kind, instanceId, group, reason }) => {
        const told = `${kind}${reason === undefined ? "" : `, ${reason}`}`;
        if (kind === "ended") boots.delete(instanceId);
        else boots.set(instanceId, told);
        say("instances")(`${instanceId} of ${group}: ${told}`);
      },
      onOutput: (id, chunk) => {
        logs.ofInstance(id, chunk);
      },
    }),
  );
  if (typeof instances === "string") say("instances")(instances);
  else kept(instances, (one) => one.close());

  const balancer = kept(
    await startDataPlane({
      store: { endpoint: moto.endpoint, region },
      addressOf: (id, port) => (typeof instances === "string" ? undefined : instances.addressOf(id, port)),
      say: say("load-balancer"),
      clock,
    }),
    (one) => one.close(),
  );
  const control = kept(
    await startControlFront({
      endpoint: moto.endpoint,
      plane: balancer,
      say: say("load-balancer"),
      clock,
    }),
    (one) => one.close(),
  );
  const gateways = kept(
    new Gateways({
      clock,
      say: say("http-api"),
      invoke: (arn, event, traceId) => lambda.runner.invokeArn(arn, event, traceId),
    }),
    (one) => one.close(),
  );
  Object.assign(found, endpoints({ store: moto.endpoint, lambda: lambda.endpoint, balancing: control.url }));
  const follow = async (): Promise<void> => {
    await gateways.declare(declaredApis(objects.list(), account));
    await balancer.refresh();
    if (typeof instances !== "string") await instances.look();
  };
  await follow();
  const own = { moto, lambda, balancer, control, instances, gateways, boots };
  return { ...own, endpoints: found, emulator: lambda.endpoint, follow, close };
}

/** A machine that can play no instances can play the rest. */
async function instancesOrWhyNot(start: () => Promise<Instances>): Promise<Instances | string> {
  try {
    return await start();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.problems.map(problemText).join("; ");
  }
}
