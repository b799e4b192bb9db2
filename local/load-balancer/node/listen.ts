/**
 * Finds a port: the declared one where it is free on every node, else the next one. Nodes that share an address cannot
 * share a port: all but the first of them get one of their own.
 */
import { once } from "node:events";
import type { Server } from "node:net";
import { Refusal } from "../../../refusal/refusal";

/** A server, and the address of this machine that it is to have. */
export interface Place {
  readonly server: Server;
  readonly address: string;
}

export interface Listening {
  readonly port: number;
  /** Why it is not the declared one: the port, and the system's error. */
  readonly instead: { readonly address: string; readonly code: string } | undefined;
}

const TRIES = 200;
/** Where the search goes on for those that need a privilege: 80 becomes 8080. */
const ABOVE_PRIVILEGED = 8000;

/**
 * Listens with all servers on the same port, as far as their addresses differ; none of them listens when it throws.
 *
 * @throws Refusal when no port is free on all addresses, or an address is not there
 */
export async function listenTogether(
  places: readonly Place[],
  declared: number,
  declaredByOthers: ReadonlySet<number>,
): Promise<Listening> {
  const apart = places.filter(
    ({ address }, index) => places.findIndex((other) => other.address === address) === index,
  );
  const ports = candidates(declared, declaredByOthers);
  const listening = await listenOn(apart, ports);
  const done = [...apart];
  try {
    for (const place of places.filter((one) => !apart.includes(one))) {
      await listenOn([place], ports);
      done.push(place);
    }
  } catch (error) {
    await Promise.all(done.map(({ server }) => closed(server)));
    throw error;
  }
  return listening;
}

async function listenOn(places: readonly Place[], ports: readonly number[]): Promise<Listening> {
  let instead: Listening["instead"];
  for (const port of ports) {
    const failed = await listenAll(places, port);
    if (failed === undefined) return { port, instead };
    instead ??= failed;
    if (failed.code === "EADDRNOTAVAIL") break;
  }
  const [declared = 0] = ports;
  throw new Refusal({
    property: `the listener on port ${declared}`,
    rule: `on a free port, ${declared} or one of the ${TRIES} after it`,
    got: `${instead?.code ?? "no port"} on ${instead?.address ?? ""}`,
    remedy: "end what listens there, or give other addresses",
  });
}

function candidates(declared: number, declaredByOthers: ReadonlySet<number>): number[] {
  const next = declared < 1024 ? declared + ABOVE_PRIVILEGED : declared + 1;
  const after = Array.from({ length: TRIES }, (_, index) => next + index);
  return [declared, ...after.filter((port) => port < 65_536 && !declaredByOthers.has(port))];
}

/** Undefined when all listen; what failed when none does. */
async function listenAll(places: readonly Place[], port: number): Promise<Listening["instead"]> {
  const listening: Server[] = [];
  for (const { server, address } of places) {
    server.listen({ host: address, port, exclusive: true });
    try {
      await once(server, "listening");
      listening.push(server);
    } catch (error) {
      const { code = "error" } = error as NodeJS.ErrnoException;
      await Promise.all(listening.map(closed));
      return { address, code };
    }
  }
  return undefined;
}

async function closed(server: Server): Promise<void> {
  server.close();
  await once(server, "close");
}
