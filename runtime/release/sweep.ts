/**
 * The sweep: every service of the stage is looked at, whatever events got lost. Side by side, those first that were not
 * looked at for the longest; the trouble of one stops no other.
 */
import { DEADLINE_SECONDS } from "./drive";
import { log } from "./log";
import { lookAt } from "./look";
import { pace } from "./pace";
import type { Serving, StagePorts } from "./stage-ports";
import { troubleOf } from "./trouble";

const AT_ONCE = 6;

/**
 * From one service to the next. A look reads three times from the load balancer's API, which takes 10 reads a second from
 * all of an account: 100 services fit into the minute
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-api-throttling.html).
 */
const MILLISECONDS_APART = 333;

/** When this environment last looked at a service. */
export type Looked = Map<string, number>;

export interface Swept {
  readonly services: readonly Serving[];
  /** Those that could not be looked at, and why. */
  readonly failed: readonly string[];
}

/**
 * It throws only where it cannot be told which services there are.
 *
 * @param end - milliseconds since 1970 by which it has to be over
 */
export async function sweep(stage: StagePorts, looked: Looked, end: number): Promise<Swept> {
  const services = inOrder(await stage.services(end), looked, stage.now());
  const serving = new Map<string, Serving>(
    services.map((service) => [service, { service, colours: undefined }]),
  );
  const failed: string[] = [];
  // A pass that is cut off leaves its lease to run out.
  const isLate = (): boolean => stage.now() + DEADLINE_SECONDS * 1000 > end;
  const turn = pace(AT_ONCE, MILLISECONDS_APART);
  const next = services.values();
  const worker = async (): Promise<void> => {
    for (const service of next) {
      if (!isLate()) await turn();
      if (isLate()) {
        failed.push(`${service} (no time)`);
        continue;
      }
      looked.set(service, stage.now());
      try {
        serving.set(service, await lookAt(stage, service));
      } catch (error) {
        failed.push(service);
        log({ level: "error", step: "events", service, goal: "sweep", message: troubleOf(error).reason });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  for (const service of looked.keys()) if (!serving.has(service)) looked.delete(service);
  return { services: [...serving.values()], failed };
}

/** Those never looked at by this environment come first, beginning elsewhere each minute: it may be a new one each time. */
export function inOrder(services: readonly string[], looked: Looked, now: number): string[] {
  const first = services.length === 0 ? 0 : Math.floor(now / 60_000) % services.length;
  return [...services.slice(first), ...services.slice(0, first)].sort(
    (one, other) => (looked.get(one) ?? 0) - (looked.get(other) ?? 0),
  );
}
