/** An IPv4 address range in CIDR notation, read strictly. Pure. */
import { Address4 } from "ip-address";

/** The range, with its mask written out and beginning at its first address; undefined for anything else. */
export function ipv4Range(cidr: string | undefined): Address4 | undefined {
  if (cidr === undefined || !/\/(?:0|[1-9]\d?)$/.test(cidr) || !Address4.isValid(cidr)) return undefined;
  const address = new Address4(cidr);
  return address.startAddress().correctForm() === address.correctForm() ? address : undefined;
}

/** Ranges nobody on the internet comes from: RFC 1918 and RFC 6598. */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"].map(
  (cidr) => new Address4(cidr),
);

/** Ranges no network can have: this host, loopback, link-local, multicast and what lies behind (RFC 6890). */
const UNUSABLE = ["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3"].map(
  (cidr) => new Address4(cidr),
);

/** Whether a range lies where no network can be. */
export function isUnusable(range: Address4): boolean {
  return UNUSABLE.some((block) => range.isInSubnet(block) || block.isInSubnet(range));
}

/** Whether all of a range is private. */
export function isPrivate(range: Address4): boolean {
  return PRIVATE.some((block) => range.isInSubnet(block));
}
