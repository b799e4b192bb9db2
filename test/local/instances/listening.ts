/** Who listens on this machine, and not in 127.0.0.0/8 or on ::1 only. */
import { readFileSync } from "node:fs";

const LISTEN = "0A";

/** Those on one of the ports; as the kernel has them, `address:port` in hexadecimal. */
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
