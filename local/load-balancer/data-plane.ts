/**
 * Load balancers that really balance: every listener that the store declares is served on this machine, its targets are
 * checked where their processes listen. What is not modelled stands in docs/local.md.
 */
import { Agent } from "node:http";
import { realClock, type Clock } from "../clock/clock";
import type { AddressOf } from "./health/target";
import { Targets, type TargetHealth } from "./health/targets";
import type { Declared } from "./model";
import { available, loopback } from "./node/addresses";
import { Listeners, type ListenerAddress } from "./node/listeners";
import { LoadBalancerNode, type Answered } from "./node/node";
import { Propagation } from "./node/propagation";
import { seeded } from "../random";
import { StoreReader } from "./store/reader";
import type { EmulatorAddress } from "../emulator-client";
import { unmodelled } from "./unmodelled";

export interface DataPlaneOptions {
  readonly store: EmulatorAddress;
  readonly addressOf: AddressOf;
  /** Told what a person should know: a port that was taken, a store that does not answer. Defaults to nobody. */
  readonly say?: (line: string) => void;
  /** Told of every answer. Defaults to nobody. */
  readonly onAnswer?: (answered: Answered) => void;
  readonly clock?: Clock;
  /** Decides every chance here. Defaults to 1. */
  readonly seed?: number;
  /**
   * One address in 127.0.0.0/8 for each node; one that this machine has not, or that comes again, is the first node's
   * with other ports. Defaults to 127.0.0.1 and 127.0.0.2.
   */
  readonly nodes?: readonly string[];
  /** The longest a change of rules takes to a node. Defaults to 5; 0 for at once. */
  readonly propagationSeconds?: number;
  /** The longest a registration takes until the first check. Defaults to 2; 0 for the next moment. */
  readonly registrationSeconds?: number;
  /** How often the store is read besides after calls that change it. Defaults to 2. */
  readonly refreshSeconds?: number;
}

export interface DataPlane {
  /** Where each listener can be reached. */
  listeners(): ListenerAddress[];
  /** How the targets of a group are, or those asked for; undefined for a group it does not know. */
  health(
    targetGroupArn: string,
    asked?: readonly { id: string; port?: number | undefined }[],
  ): TargetHealth[] | undefined;
  /** Reads the store again; throws what the SDK throws when that does not answer. */
  refresh(): Promise<void>;
  /** Stops listening, checking and reading; requests under way are given up. */
  close(): Promise<void>;
}

/**
 * Serves what the store declares now, and follows it.
 *
 * @throws Refusal for nodes that are not of this machine; what the SDK throws when the store does not answer at first
 */
export async function startDataPlane(options: DataPlaneOptions): Promise<DataPlane> {
  const addresses = loopback(options.nodes ?? ["127.0.0.1", "127.0.0.2"]);
  const plane = new ServedPlane(options, await available(addresses, options.say ?? (() => undefined)));
  try {
    await plane.refresh();
  } catch (error) {
    await plane.close();
    throw error;
  }
  plane.follow();
  return plane;
}

class ServedPlane implements DataPlane {
  private readonly clock: Clock;
  private readonly reader: StoreReader;
  private readonly agent = new Agent({ keepAlive: true, maxFreeSockets: 1024 });
  private readonly targets: Targets;
  private readonly serving: Listeners;
  private readonly propagation: Propagation;
  private readonly say: (line: string) => void;
  private declared: Declared = { loadBalancers: [], targetGroups: new Map(), targets: new Map() };
  private reading: Promise<void> = Promise.resolve();
  private callOff: () => void = () => undefined;
  private said = new Set<string>();
  private closed = false;

  constructor(
    private readonly options: DataPlaneOptions,
    addresses: readonly string[],
  ) {
    const { store, addressOf, onAnswer, clock = realClock, seed = 1, registrationSeconds = 2 } = options;
    this.clock = clock;
    this.say = options.say ?? (() => undefined);
    this.reader = new StoreReader(store, this.say);
    const random = seeded(seed);
    this.targets = new Targets({ clock, addressOf, random, registrationSeconds });
    const stickySeconds = (arn: string): number | undefined =>
      this.declared.targetGroups.get(arn)?.stickySeconds;
    const { targets, agent } = this;
    const nodes = addresses.map(
      (address) => new LoadBalancerNode({ address, clock, targets, agent, stickySeconds, onAnswer }),
    );
    this.serving = new Listeners(nodes, this.say);
    const views = nodes.map(({ view }) => view);
    this.propagation = new Propagation(views, clock, seeded(seed + 1), options.propagationSeconds ?? 5);
  }

  listeners(): ListenerAddress[] {
    return this.serving.addresses();
  }

  health(arn: string, asked?: readonly { id: string; port?: number | undefined }[]) {
    return this.targets.health(arn, asked);
  }

  /** One reading after the other, so that none takes effect after a later one. */
  refresh(): Promise<void> {
    const next = this.reading.catch(() => undefined).then(() => this.read());
    this.reading = next;
    return next;
  }

  /** Reads again and again; a store that does not answer is said once, and once when it does again. */
  follow(): void {
    if (this.closed) return;
    this.callOff = this.clock.after((this.options.refreshSeconds ?? 2) * 1000, () => {
      void this.refresh()
        .catch(() => undefined)
        .then(() => {
          this.follow();
        });
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    this.callOff();
    this.propagation.close();
    this.targets.close();
    await this.reading.catch(() => undefined);
    await this.serving.close();
    this.agent.destroy();
    this.reader.close();
  }

  private async read(): Promise<void> {
    if (this.closed) return;
    const declared = await this.reader.read();
    if (this.isClosed()) return;
    this.declared = declared;
    this.targets.declare(declared);
    this.propagation.declare(declared.loadBalancers);
    for (const line of unmodelled(declared)) this.sayOnce(line);
    await this.serving.declare(declared.loadBalancers);
  }

  /** A method, as what it says may change at every wait. */
  private isClosed(): boolean {
    return this.closed;
  }

  private sayOnce(line: string): void {
    if (!this.said.has(line)) this.say(line);
    this.said.add(line);
  }
}
