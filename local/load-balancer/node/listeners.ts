/** The servers of all listeners on all nodes: opened when a listener appears, closed when it is gone. */
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Listener, LoadBalancer } from "../model";
import { listenTogether } from "./listen";
import type { LoadBalancerNode } from "./node";
import { listenerServer } from "./server";

/** Where a listener can be reached. */
export interface ListenerAddress {
  readonly loadBalancerArn: string;
  readonly listenerArn: string;
  readonly protocol: "HTTP" | "HTTPS";
  /** As declared. */
  readonly declaredPort: number;
  /** As it is here, on all nodes that have an address of their own. */
  readonly port: number;
  /** The first node's: `http://127.0.0.1:8080`. */
  readonly url: string;
  /** One for each node. */
  readonly nodeUrls: readonly string[];
}

interface Open {
  readonly address: ListenerAddress;
  readonly servers: readonly Server[];
}

export class Listeners {
  private readonly open = new Map<string, Open>();
  private readonly refused = new Set<string>();

  constructor(
    private readonly nodes: readonly LoadBalancerNode[],
    private readonly say: (line: string) => void,
  ) {}

  addresses(): ListenerAddress[] {
    return [...this.open.values()].map(({ address }) => address);
  }

  /** Opens what is new and closes what is gone; what cannot be opened is said once, and the others work. */
  async declare(loadBalancers: readonly LoadBalancer[]): Promise<void> {
    const declared = loadBalancers.flatMap((balancer) =>
      balancer.listeners.map((listener) => ({ balancer, listener })),
    );
    const wanted = new Map(declared.map((one) => [one.listener.arn, one.listener.port]));
    for (const [arn, { address, servers }] of this.open) {
      // A listener whose port changed is a new one here.
      if (wanted.get(arn) === address.declaredPort) continue;
      this.open.delete(arn);
      await closed(servers);
    }
    for (const { balancer, listener } of declared) {
      if (this.open.has(listener.arn)) continue;
      const others = new Set([...wanted.values()].filter((port) => port !== listener.port));
      try {
        this.open.set(listener.arn, await this.start(balancer, listener, others));
      } catch (error) {
        if (!this.refused.has(listener.arn)) this.say((error as Error).message);
        this.refused.add(listener.arn);
      }
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.open.values()].map(({ servers }) => closed(servers)));
    this.open.clear();
  }

  private async start(
    balancer: LoadBalancer,
    listener: Listener,
    others: ReadonlySet<number>,
  ): Promise<Open> {
    const { idleTimeoutSeconds } = balancer.attributes;
    const places = this.nodes.map((node) => ({
      address: node.options.address,
      server: listenerServer((request, response) => {
        node.handle(listener.arn, request, response);
      }, idleTimeoutSeconds),
    }));
    const { port, instead } = await listenTogether(places, listener.port, others);
    if (instead !== undefined)
      this.say(
        `${balancer.name}: port ${listener.port} is not free (${instead.code} on ${instead.address}); ` +
          `its listener is on port ${port} instead`,
      );
    if (listener.protocol === "HTTPS")
      this.say(
        `${balancer.name}: there is no certificate here; its HTTPS listener speaks HTTP on port ${port}`,
      );
    const nodeUrls = places.map(({ address, server }) => `http://${address}:${portOf(server)}`);
    for (const url of nodeUrls.filter((one) => !one.endsWith(`:${port}`)))
      this.say(`${balancer.name}: another node of its listener on port ${port} is at ${url}`);
    return {
      servers: places.map(({ server }) => server),
      address: {
        loadBalancerArn: balancer.arn,
        listenerArn: listener.arn,
        protocol: listener.protocol,
        declaredPort: listener.port,
        port,
        url: nodeUrls[0] ?? "",
        nodeUrls,
      },
    };
  }
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function closed(servers: readonly Server[]): Promise<void> {
  const ended = servers.map((server) => once(server, "close"));
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
  await Promise.all(ended);
}
