/** Who listens on this machine, and where nobody does. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const LISTEN = "0A";

/** Those elsewhere than in 127.0.0.0/8 and on ::1, on one of the ports; as the kernel has them, `address:port` in hexadecimal. */
export function listeningOutside(...ports: readonly number[]): string[] {
  const lines = ["tcp", "tcp6"].flatMap((table) =>
    readFileSync(`/proc/self/net/${table}`, "utf8").split("\n"),
  );
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state]) => state === LISTEN)
    .map(([, address = ""]) => address)
    .filter((address) => !isLoopback(address) && ports.includes(parseInt(address.split(":")[1] ?? "", 16)))
    .sort();
}

/** The kernel prints each four bytes of an address as one number of this machine's, so the first byte comes last. */
function isLoopback(address: string): boolean {
  return /^[0-9A-F]{6}7F:/.test(address) || /^(0{24}01000000|0{16}FFFF0000[0-9A-F]{6}7F):/.test(address);
}

export async function refused(at: { readonly host: string; readonly port: number }): Promise<boolean> {
  const socket = connect(at);
  try {
    await once(socket, "connect");
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ECONNREFUSED";
  } finally {
    socket.destroy();
  }
}

/** Waits, at most 5 s. */
export async function becomesRefused(at: { readonly host: string; readonly port: number }): Promise<void> {
  for (let tries = 0; !(await refused(at)); tries++) {
    assert.ok(tries < 100, `waited 5 s for ${at.host}:${at.port} to be refused`);
    await sleep(50);
  }
}
