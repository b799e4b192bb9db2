/**
 * All planes of one stack, put together: the emulator with what the stack declares, the load balancer before the
 * instances, the HTTP APIs before the functions, and what happens by itself. One clock, one region, one account.
 */
import { startLocalLambda, type LocalLambda } from "../functions/local-lambda";
import type { Instances } from "../instances/instances";
import { startControlFront, type ControlFront } from "../load-balancer/control/front";
import { startDataPlane, type DataPlane } from "../load-balancer/data-plane";
import { Emulator } from "../mirror/emulator";
import { MotoServer } from "../moto/server";
import { declaredApis } from "./apis";
import { endpoints } from "./endpoints";
import { Gateways } from "./gateways";
import type { Plane } from "./logs";
import { playInstances } from "./played-instances";
import type { PlanesOptions } from "./planes-options";
import { declaredPipelines } from "./pipelines";
import { Reactions } from "./reactions";
import { routesOf } from "./routes";

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
  /** Where EventBridge's API answers. */
  readonly events: string;
  /** Where CodePipeline's API answers. */
  readonly pipelines: string;
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
    const [store, ...others] = ending.splice(0);
    // All at once, but what they speak to.
    const ended = await Promise.allSettled(others.toReversed().map((end) => end()));
    await store?.();
    for (const one of ended) if (one.status === "rejected") throw one.reason;
  };
  try {
    return { ...(await started(options, ending)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function started(
  options: PlanesOptions,
  ending: (() => Promise<void>)[],
): Promise<Omit<RunningPlanes, "close">> {
  const { clock, region, account, folder, logs, objects, env, signal } = options;
  const kept = <T>(plane: T, end: (plane: T) => Promise<void>): T => {
    ending.push(() => end(plane));
    return plane;
  };
  const say =
    (plane: Plane) =>
    (line: string): void => {
      logs.say(plane, line);
    };
  const motoOptions = { env, report: say("store"), account, clock, signal };
  const moto = kept(await MotoServer.start(motoOptions), (one) => one.stop());
  const store = { endpoint: moto.endpoint, region };

  /** For functions: they start after all that they may look for. */
  const extra: Record<string, string> = {};
  const reactions = new Reactions({ clock, store, account, say });
  const lambda = kept(
    await startLocalLambda({
      ...{ clock, region, account, folder: folder.functions },
      storeEndpoint: moto.endpoint,
      extra,
      onLogLine: (name, version, { at, text }) => {
        logs.ofFunction(name, version, at, text);
      },
      onInvocation: reactions.onInvocation,
      onProblem: say("functions"),
    }),
    (one) => one.stop(),
  );
  const events = await reactions.start(lambda, (end) => ending.push(end));
  await new Emulator(lambda.endpoint).restore(objects.list());

  const onEvent = reactions.onInstance;
  const { instances, boots } = await playInstances({ ...options, moto, say: say("instances"), onEvent });
  if (typeof instances !== "string") kept(instances, (one) => one.close());
  const balancer = kept(
    await startDataPlane({
      store,
      addressOf: (id, port) => (typeof instances === "string" ? undefined : instances.addressOf(id, port)),
      onAnswer: reactions.onAnswer,
      say: say("load-balancer"),
      clock,
    }),
    (one) => one.close(),
  );
  events.watch(balancer);
  const { endpoint } = store;
  const frontOptions = { endpoint, plane: balancer, say: say("load-balancer"), clock };
  const control = kept(await startControlFront(frontOptions), (one) => one.close());
  const invoke: LocalLambda["runner"]["invokeArn"] = (...asked) => lambda.runner.invokeArn(...asked);
  const gateways = kept(new Gateways({ clock, say: say("http-api"), invoke }), (one) => one.close());

  const found = endpoints({
    store: endpoint,
    lambda: lambda.endpoint,
    balancing: control.url,
    events: events.endpoint,
    pipelines: events.pipelines.endpoint,
  });
  const follow = async (): Promise<void> => {
    await gateways.declare(declaredApis(objects.list(), account));
    events.pipelines.declare(declaredPipelines(objects.list(), account));
    await Promise.all([balancer.refresh(), events.refresh()]);
    const routes = JSON.stringify(routesOf(objects.list(), balancer.listeners()));
    Object.assign(extra, found, { MULTISTAGE_LOCAL_ROUTES: routes });
    if (typeof instances !== "string") await instances.look();
  };
  await follow();
  const own = { moto, lambda, balancer, control, instances, gateways, boots };
  const apis = { events: events.endpoint, pipelines: events.pipelines.endpoint, endpoints: found };
  return { ...own, ...apis, emulator: lambda.endpoint, follow };
}
