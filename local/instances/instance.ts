/** The life of one instance: a private root that boots by its user data, prints, and ends. */
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { closeInput } from "../../processes/close-input";
import type { Clock } from "../clock/clock";
import { KeptOutput } from "./kept-output";
import { startRoot, type RootParts } from "./private-root";

/** What an instance is started from. */
export interface Launch {
  readonly instanceId: string;
  /** Its own, of 127.0.0.0/8. */
  readonly address: string;
  /** As EC2 keeps it, not in base64; empty where there is none. */
  readonly userData: Buffer;
  /** The emulator's, of this machine. */
  readonly endpoint: string;
  /** The port of the HTTP proxy on 127.0.0.1 that leads to other machines. */
  readonly proxyPort: number;
}

export interface Owner {
  readonly clock: Clock;
  /** Its user data has ended, with that status. */
  readonly onBoot: (status: number) => void;
  /** It has not ended within `bootSeconds`, or the root was not made: why. */
  readonly onFailure: (why: string) => void;
  /** All its processes have ended, and were not asked to: why. */
  readonly onDeath: (why: string) => void;
  /** Gets what it prints. */
  readonly onOutput: (chunk: Buffer) => void;
}

const BOOT_SECONDS = 900;
/** Longer than the processes in the root have to end by themselves. */
const END_SECONDS = 5;

export class Instance {
  private readonly kept = new KeptOutput();
  private readonly child: ChildProcess;
  private readonly ended: Promise<unknown>;
  private ending = false;
  private booted = false;

  /** @param folder - of its own, made anew, and removed with it */
  constructor(
    parts: RootParts,
    private readonly folder: string,
    { instanceId, address, userData, endpoint, proxyPort }: Launch,
    private readonly owner: Owner,
  ) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(`${folder}/user-data`, userData.length === 0 ? "#!/bin/sh\n" : userData, { mode: 0o700 });
    const proxy = `127.0.0.1:${proxyPort}`;
    const network = { address, reached: [new URL(endpoint).host, proxy] };
    this.child = startRoot(parts, folder, network, {
      AWS_ENDPOINT_URL: endpoint,
      INSTANCE_ADDRESS: address,
      INSTANCE_ID: instanceId,
      http_proxy: `http://${proxy}`,
      https_proxy: `http://${proxy}`,
      no_proxy: `localhost,127.0.0.1,${address}`,
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on("data", (chunk: Buffer) => {
        this.kept.add(chunk);
        owner.onOutput(chunk);
      });
    this.child.stdin?.on("error", () => undefined);
    this.ended = this.awaitEnd();
    this.hear(this.child.stdio[3] as Readable);
  }

  /** What it has printed: its beginning and its end. */
  output(): string {
    return this.kept.text();
  }

  /** Resolves when nothing of it is left, neither processes nor files; safe to repeat. */
  async end(): Promise<void> {
    this.ending = true;
    await closeInput(this.child, this.ended, END_SECONDS);
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  private hear(input: Readable): void {
    const { clock, onBoot, onFailure } = this.owner;
    const callOff = clock.after(BOOT_SECONDS * 1000, () => {
      if (!this.booted && !this.ending) onFailure(`its user data has not ended within ${BOOT_SECONDS} s`);
    });
    createInterface({ input }).on("line", (line) => {
      const [said, status = ""] = line.split(" ");
      if (said !== "booted" || this.ending) return;
      this.booted = true;
      callOff();
      onBoot(Number(status));
    });
  }

  private async awaitEnd(): Promise<void> {
    const ends = once(this.child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
    const why = await ends.then(
      ([code, signal]) => signal ?? `exit ${String(code)}`,
      (error: unknown) => String(error),
    );
    if (this.ending) return;
    const last = this.output().trimEnd().split("\n").at(-1) ?? "";
    this.owner.onDeath(`its first process has ended (${why})${last === "" ? "" : `: ${last.slice(0, 200)}`}`);
  }
}
