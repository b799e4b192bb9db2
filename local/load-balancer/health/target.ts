/** One target of one group: checked while it is registered, drained when it goes. */
import type { Clock } from "../../clock/clock";
import type { RegisteredTarget, TargetGroup } from "../model";
import type { Random } from "../../random";
import { afterCheck, draining, firstChecks, notInUse, registering, stopped, type Health } from "./health";
import { probe, type Address } from "./probe";

/** Where a process of an instance listens; undefined while there is none. */
export type AddressOf = (instanceId: string, port: number) => Address | undefined;

export interface TargetOptions {
  readonly clock: Clock;
  readonly addressOf: AddressOf;
  readonly random: Random;
  /** The longest a registration takes. */
  readonly registrationSeconds: number;
}

export class Target {
  health: Health = notInUse;
  /** Each gives up a request that is under way to it. */
  readonly underWay = new Set<() => void>();
  private callOff: () => void = () => undefined;
  private checking = new AbortController();

  constructor(
    readonly id: string,
    readonly port: number,
    private group: TargetGroup,
    private readonly options: TargetOptions,
  ) {}

  address(): Address | undefined {
    return this.options.addressOf(this.id, this.port);
  }

  healthCheckPort(): number {
    const { port } = this.group.healthCheck;
    return port === "traffic-port" ? this.port : Number(port);
  }

  /** Takes in how it stands in the store, and begins or ends its checks accordingly. */
  registered(group: TargetGroup, used: boolean, { stopped: isStopped }: RegisteredTarget): void {
    this.group = group;
    const wanted = !used ? notInUse : isStopped ? stopped : undefined;
    if (wanted !== undefined) this.rest(wanted);
    else if (["unused", "draining"].includes(this.health.state)) this.begin();
  }

  /** No new requests; those under way may end within the delay, then `gone` is called. */
  drain(gone: () => void): void {
    this.rest(draining);
    this.callOff = this.options.clock.after(this.group.deregistrationDelaySeconds * 1000, () => {
      this.end();
      gone();
    });
  }

  /** Stops all that goes on, requests too. */
  end(): void {
    this.rest(this.health);
    for (const giveUp of [...this.underWay]) giveUp();
  }

  private rest(health: Health): void {
    this.callOff();
    this.callOff = () => undefined;
    this.checking.abort();
    this.health = health;
  }

  private begin(): void {
    this.rest(registering);
    this.checking = new AbortController();
    const { clock, random, registrationSeconds } = this.options;
    const { signal } = this.checking;
    this.callOff = clock.after(random() * registrationSeconds * 1000, () => {
      this.health = firstChecks;
      void this.check(signal);
    });
  }

  private async check(signal: AbortSignal): Promise<void> {
    const { clock, addressOf } = this.options;
    const next = clock.now() + this.group.healthCheck.intervalSeconds * 1000;
    const outcome = await probe(addressOf(this.id, this.healthCheckPort()), this.group.healthCheck, signal);
    if (signal.aborted) return;
    this.health = afterCheck(this.health, outcome, this.group.healthCheck);
    this.callOff = clock.after(Math.max(0, next - clock.now()), () => void this.check(signal));
  }
}
