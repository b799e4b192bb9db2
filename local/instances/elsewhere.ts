/** What an instance may reach by its proxy: other machines. Not this one's ports, nor the metadata of its cloud. */
import { lookup as lookUp, type LookupAddress } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { networkInterfaces } from "node:os";

/** Whether there may be a connection to that IP address. */
export type Allows = (address: string) => boolean;

/** That nothing is connected with because it may not. */
export class NotAllowed extends Error {}

/** Of this machine, of its link (where clouds have their metadata), of nobody or of many. */
const HERE_V4 = [
  ["0.0.0.0", 8],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["224.0.0.0", 3],
] as const;
const HERE_V6 = [
  ["::", 127],
  ["fe80::", 10],
  ["ff00::", 8],
] as const;

/** @param address - an IP address, in any form */
export function isElsewhere(address: string): boolean {
  const here = new BlockList();
  for (const [net, bits] of HERE_V4) here.addSubnet(net, bits, "ipv4");
  for (const [net, bits] of HERE_V6) here.addSubnet(net, bits, "ipv6");
  for (const { address: own, family } of Object.values(networkInterfaces()).flatMap((known) => known ?? []))
    here.addAddress(own, family === "IPv4" ? "ipv4" : "ipv6");
  return !here.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

/** How sockets look names up: an address that may not be reached is none of the name's. */
export function lookupOf(allows: Allows): LookupFunction {
  return (hostname, options, callback) => {
    lookUp(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
      const [first, ...others] = error === null ? found.filter(({ address }) => allows(address)) : [];
      if (error !== null) callback(error, "");
      else if (first === undefined) callback(new NotAllowed(`${hostname} is no other machine`), "");
      else if (options.all === true) callback(null, [first, ...others]);
      else callback(null, first.address, first.family);
    });
  };
}
