/**
 * The instances of the stack's fleets as processes of this machine: one that the emulator launches boots here, one that
 * it takes away ends here with everything of it.
 */
import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { EC2Client } from "@aws-sdk/client-ec2";
import { runChild } from "../../processes/run-child";
import { Refusal } from "../../refusal/refusal";
import { realClock, type Clock } from "../clock/clock";
import { emulatorClient } from "../emulator-client";
import { packageRoot } from "../package-root";
import { Addresses } from "./addresses";
import { Instance } from "./instance";
import { reachedAt } from "./network";
import { usableUnshare, type RootParts } from "./private-root";
import { startProxy, type Proxy } from "./proxy";
import { runningInstances, userDataOf, type RunningInstance } from "./running";

/** What became of an instance. `booted`: its user data has ended well; `failed`: it has not, though it runs on. */
export interface InstanceEvent {
  readonly kind: "launched" | "booted" | "failed" | "ended";
  readonly instanceId: string;
  /** The Auto Scaling group's name. */
  readonly group: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Of `failed` and `ended`. */
  readonly reason?: string;
}

export interface InstancesOptions {
  /** The emulator's, `http://127.0.0.1:<port>`. */
  readonly endpoint: string;
  readonly region: string;
  /** Of their own: what is in it is theirs to remove. */
  readonly folder: string;
  /** A Python with PyYAML, as cloud-init brings it, of version 3.10 or newer: that of the emulator is. */
  readonly python: string;
  /** Where PATH is read. */
  readonly env: NodeJS.ProcessEnv;
  /** Gets a line for what went wrong with no instance in particular. */
  readonly report: (line: string) => void;
  readonly onEvent?: (event: InstanceEvent) => void;
  /** Gets what an instance prints, as it comes. */
  readonly onOutput?: (instanceId: string, chunk: Buffer) => void;
  /** Seconds in which the emulator must answer; 10 unless given. */
  readonly answerSeconds?: number;
  /** By which the emulator is looked at, every second; this machine's time unless given. */
  readonly clock?: Clock;
}

const ANSWER_SECONDS = 10;
const KEPT_OUTPUTS = 20;
const LOOK_MS = 1_000;
const YAML = "import os, yaml; print(os.path.dirname(yaml.__file__))";

interface Known {
  readonly group: string;
  readonly instance: Instance;
}

export class Instances {
  private readonly addresses = new Addresses();
  private readonly known = new Map<string, Known>();
  /** What those printed that have ended. */
  private readonly past = new Map<string, string>();
  private readonly ec2: EC2Client;
  private readonly clock: Clock;
  private closed = false;
  private looking: Promise<void> = Promise.resolve();
  private callOff = (): void => undefined;
  private complained = false;

  private constructor(
    private readonly options: InstancesOptions,
    private readonly parts: RootParts,
    private readonly proxy: Proxy,
  ) {
    const { endpoint, region, clock = realClock, answerSeconds = ANSWER_SECONDS } = options;
    this.clock = clock;
    this.ec2 = new EC2Client(emulatorClient({ endpoint, region }, answerSeconds));
  }

  /**
   * Removes what an earlier run has left in the folder, and begins to look.
   *
   * @throws Refusal where no private root can be made here
   */
  static async start(options: InstancesOptions): Promise<Instances> {
    const { folder, env, python } = options;
    const { status, output } = await runChild(python, ["-c", YAML], {
      env,
      deadlineSeconds: 20,
      graceSeconds: 0,
    });
    if (status !== 0) {
      const remedy = "give the emulator's";
      throw new Refusal({ property: "python", rule: "one with PyYAML", got: python, remedy });
    }
    const unshare = await usableUnshare(env, python);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
    const standIns = join(folder, "stand-ins");
    cpSync(join(packageRoot(), "local", "instances", "stand-ins"), standIns, { recursive: true });
    for (const name of readdirSync(standIns)) chmodSync(join(standIns, name), 0o755);
    const parts = { unshare, python, standIns, yaml: output.trim() };
    const instances = new Instances(options, parts, await startProxy());
    await instances.look();
    instances.lookLater();
    return instances;
  }

  /** Where a port of the instance is reached; undefined where it does not run. */
  addressOf(instanceId: string, port: number): { readonly host: string; readonly port: number } | undefined {
    const host = this.addresses.get(instanceId);
    return host === undefined ? undefined : reachedAt(host, port);
  }

  /** Those that run. */
  list(): readonly (RunningInstance & { readonly address: string })[] {
    return [...this.known].map(([instanceId, { group }]) => ({
      instanceId,
      group,
      address: this.addresses.take(instanceId),
    }));
  }

  /** What an instance has printed, its beginning and its end; undefined where none of the last twenty was it. */
  output(instanceId: string): string | undefined {
    return this.known.get(instanceId)?.instance.output() ?? this.past.get(instanceId);
  }

  /** Does at once what is done every second: launches and ends what the emulator did; resolves when it is done. */
  look(): Promise<void> {
    // One after the other; what was changed while one looked is seen by the next.
    const next = this.looking.then(() => this.lookNow());
    this.looking = next;
    return next;
  }

  /** Ends all of them; resolves when nothing of them is left. */
  async close(): Promise<void> {
    this.closed = true;
    this.callOff();
    await this.looking;
    await Promise.all(
      [...this.known.keys()].map((instanceId) => this.end(instanceId, "the local AWS is stopped")),
    );
    await this.proxy.close();
    rmSync(this.options.folder, { recursive: true, force: true });
    this.ec2.destroy();
  }

  private lookLater(): void {
    this.callOff = this.clock.after(LOOK_MS, () => {
      void this.look().then(() => {
        if (!this.closed) this.lookLater();
      });
    });
  }

  private async lookNow(): Promise<void> {
    if (this.closed) return;
    try {
      await this.follow();
      this.complained = false;
    } catch (error) {
      const { message, code } = error as NodeJS.ErrnoException;
      if (!this.complained)
        this.options.report(`the emulator does not tell its instances (${code ?? message})`);
      this.complained = true;
    }
  }

  private async follow(): Promise<void> {
    const running = await runningInstances(this.ec2);
    const ids = new Set(running.map(({ instanceId }) => instanceId));
    const gone = [...this.known.keys()].filter((instanceId) => !ids.has(instanceId));
    const come = running.filter(({ instanceId }) => !this.known.has(instanceId));
    await Promise.all([
      ...gone.map((instanceId) => this.end(instanceId, "it was terminated")),
      ...come.map((one) => this.launch(one)),
    ]);
  }

  private async launch({ instanceId, group }: RunningInstance): Promise<void> {
    const userData = await userDataOf(this.ec2, instanceId);
    if (this.closed) return;
    const address = this.addresses.take(instanceId);
    const tell = (kind: InstanceEvent["kind"], reason?: string): void => {
      this.tell({ kind, instanceId, group, ...(reason === undefined ? {} : { reason }) });
    };
    tell("launched");
    const { endpoint, folder } = this.options;
    const owner = {
      clock: this.clock,
      onBoot: (status: number): void => {
        if (status === 0) tell("booted");
        else tell("failed", `its user data has ended with ${status}`);
      },
      onFailure: (why: string): void => {
        tell("failed", why);
      },
      onDeath: (why: string): void => {
        tell("failed", why);
      },
      onOutput: (chunk: Buffer): void => {
        this.options.onOutput?.(instanceId, chunk);
      },
    };
    const launch = { instanceId, address, userData, endpoint, proxyPort: this.proxy.port };
    const instance = new Instance(this.parts, join(folder, instanceId), launch, owner);
    this.known.set(instanceId, { group, instance });
  }

  private async end(instanceId: string, reason: string): Promise<void> {
    const known = this.known.get(instanceId);
    if (known === undefined) return;
    this.known.delete(instanceId);
    await known.instance.end();
    this.past.set(instanceId, known.instance.output());
    for (const [oldest] of this.past) if (this.past.size > KEPT_OUTPUTS) this.past.delete(oldest);
    this.addresses.free(instanceId);
    this.tell({ kind: "ended", instanceId, group: known.group, reason });
  }

  private tell(event: Omit<InstanceEvent, "at">): void {
    this.options.onEvent?.({ ...event, at: this.clock.now() });
  }
}
