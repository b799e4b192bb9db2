/** Which address ranges are the Internet rather than somebody's own network. Pure. */

/**
 * The largest range one can call one's own: 10.0.0.0/8 (RFC 1918) and fc00::/7 (RFC 4193). What is larger lets in
 * strangers, also when it is everybody in two halves.
 */
const LARGEST_OWN = { ipv4: 8, ipv6: 7 };

/** Whether a CIDR block covers everybody, or so many that nobody can mean them; false for what is no block. */
export function isEverybody(block: string): boolean {
  const [, address = "", length] = /^\s*([0-9a-f.:]+)\/(\d{1,3})\s*$/i.exec(block) ?? [];
  return length !== undefined && Number(length) < LARGEST_OWN[address.includes(":") ? "ipv6" : "ipv4"];
}
