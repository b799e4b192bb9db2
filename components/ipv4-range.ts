/** An IPv4 address range in CIDR notation, read strictly. Pure. */
import { Address4 } from "ip-address";

/** The range, with its mask written out and beginning at its first address; undefined for anything else. */
export function ipv4Range(cidr: string | undefined): Address4 | undefined {
  if (cidr === undefined || !/\/\d+$/.test(cidr) || !Address4.isValid(cidr)) return undefined;
  const address = new Address4(cidr);
  return address.startAddress().correctForm() === address.correctForm() ? address : undefined;
}
