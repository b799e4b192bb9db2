/** The addresses of the nodes: of this machine's own network, and such as it has. */
import { once } from "node:events";
import { createServer } from "node:net";
import { Refusal, shown } from "../../../refusal/refusal";

/** @throws Refusal for an address that is not of this machine's own network */
export function loopback(addresses: readonly string[]): readonly string[] {
  const wrong = addresses.filter((address) => !/^127(\.\d{1,3}){3}$/.test(address));
  if (wrong.length === 0 && addresses.length > 0) return addresses;
  throw new Refusal({
    property: "nodes",
    rule: "addresses in 127.0.0.0/8, at least one",
    got: shown(addresses),
    remedy: "nothing here listens for other machines",
  });
}

/**
 * One for each node: its own, or the first node's where this machine has no such address, as macOS has 127.0.0.1 only.
 *
 * @param say - told of each that it has not
 */
export async function available(
  addresses: readonly string[],
  say: (line: string) => void,
): Promise<readonly string[]> {
  const [first = ""] = addresses;
  const taken: string[] = [];
  for (const address of addresses) {
    if (await isThere(address)) {
      taken.push(address);
      continue;
    }
    say(`this machine has no address ${address}: that node listens on ${first}, on other ports`);
    taken.push(first);
  }
  return taken;
}

async function isThere(address: string): Promise<boolean> {
  const server = createServer().listen({ host: address, port: 0, exclusive: true });
  try {
    await once(server, "listening");
  } catch (error) {
    // What else is wrong with it, whoever listens there is told.
    return (error as NodeJS.ErrnoException).code !== "EADDRNOTAVAIL";
  }
  await once(server.close(), "close");
  return true;
}
