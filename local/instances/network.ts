/** The network of an instance, as its relay (network/private-network.py) makes it. Pure. */
import { join } from "node:path";
import { packageRoot } from "../package-root";

/** Below, nobody but a machine's root may listen: it is reached this much higher (as private-network.py knows). */
const FIRST_FREE_PORT = 1024;
const SHIFT = 60_000;

export interface Network {
  /** Of 127.0.0.0/8: inside the instance's own, outside the one where what listens on it is reached. */
  readonly address: string;
  /** What this machine has there (`127.0.0.1:<port>`) is inside at the same address. */
  readonly reached: readonly string[];
}

/** Where this machine reaches what listens inside on that port. */
export function reachedAt(address: string, port: number): { readonly host: string; readonly port: number } {
  return { host: address, port: port < FIRST_FREE_PORT ? port + SHIFT : port };
}

/** The command, in a network of its own; `unshare` makes it root of a user namespace in which it may have one. */
export function inNetwork(
  { unshare, python }: { readonly unshare: string; readonly python: string },
  { address, reached }: Network,
  command: readonly string[],
): [string, ...string[]] {
  const program = join(packageRoot(), "local", "instances", "network", "private-network.py");
  return [unshare, "-r", python, "-ESsB", program, address, ...reached, "--", ...command];
}
