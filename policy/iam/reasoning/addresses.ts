/** Address ranges of IPv4 and IPv6 as condition values write them. Pure. */

export interface Range {
  readonly is: 4 | 6;
  /** The first and the last address. */
  readonly first: bigint;
  readonly last: bigint;
}

const BITS = { 4: 32, 6: 128 } as const;

/** `192.0.2.0/24`, `2001:db8::1`; undefined for what is none. */
export function rangeOf(text: string): Range | undefined {
  const [, address = "", length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const is = address.includes(":") ? 6 : 4;
  const number = is === 6 ? ofSix(address) : ofFour(address);
  const bits = BITS[is];
  const fixed = length === undefined ? bits : Number(length);
  if (number === undefined || fixed > bits) return undefined;
  const free = (1n << BigInt(bits - fixed)) - 1n;
  return { is, first: number & ~free, last: number | free };
}

export function isWithin(inner: Range, outer: Range): boolean {
  return inner.is === outer.is && inner.first >= outer.first && inner.last <= outer.last;
}

export function haveCommon(one: Range, other: Range): boolean {
  return one.is === other.is && one.first <= other.last && other.first <= one.last;
}

/** RFC 1918, loopback, link-local and RFC 4193: no request comes to AWS from there over the Internet. */
const PRIVATE = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "fc00::/7",
  "fe80::/10",
  "::1/128",
];
const privateRanges = PRIVATE.flatMap((text) => rangeOf(text) ?? []);

export function isPrivate(range: Range): boolean {
  return privateRanges.some((one) => isWithin(range, one));
}

/** Whether the ranges together are every address of IPv4, or of IPv6. */
export function areEverywhere(ranges: readonly Range[]): boolean {
  return ([4, 6] as const).some((is) => {
    let next = 0n;
    for (const { first, last } of ranges.filter((one) => one.is === is).sort(byFirst)) {
      if (first > next) return false;
      if (last >= next) next = last + 1n;
    }
    return next >= 1n << BigInt(BITS[is]);
  });
}

function byFirst(one: Range, other: Range): number {
  return one.first < other.first ? -1 : one.first > other.first ? 1 : 0;
}

function ofFour(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function ofSix(text: string): bigint | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [before = [], after = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - before.length - after.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...before, ...Array.from({ length: missing }, () => "0"), ...after];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n);
}
