/** The address of an instance: one of its own of 127.0.0.0/8, where every port is free. Pure. */
import { createHash } from "node:crypto";

/** How many addresses there are: 127.16.0.1 to 127.239.255.254, without those that end in 0 or 255. */
const SECONDS = 224;
const THIRDS = 256;
const LASTS = 254;

export class Addresses {
  private readonly of = new Map<string, string>();

  /** The same for the same instance while it has it; most often also in another run. */
  take(instanceId: string): string {
    const known = this.of.get(instanceId);
    if (known !== undefined) return known;
    const taken = new Set(this.of.values());
    let at = createHash("sha256").update(instanceId).digest().readUInt32BE();
    while (taken.has(address(at))) at += 1;
    this.of.set(instanceId, address(at));
    return address(at);
  }

  get(instanceId: string): string | undefined {
    return this.of.get(instanceId);
  }

  free(instanceId: string): void {
    this.of.delete(instanceId);
  }
}

function address(at: number): string {
  const last = (at % LASTS) + 1;
  const third = Math.floor(at / LASTS) % THIRDS;
  const second = (Math.floor(at / LASTS / THIRDS) % SECONDS) + 16;
  return `127.${second}.${third}.${last}`;
}
