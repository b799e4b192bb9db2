/** The arithmetic of IPv4 blocks that awsx's layout needs, on the library's own address type. */
import { Address4 } from "ip-address";

/** Reads `10.0.0.0/16`; undefined for anything else, also for a block with bits set past its mask. */
export function parseBlock(text: string): Address4 | undefined {
  if (!text.includes("/") || !Address4.isValid(text)) return undefined;
  const block = new Address4(text);
  return block.networkForm() === text ? block : undefined;
}

/** The block of a mask that an address lies in. */
export function blockWith(address: Address4, mask: number): Address4 {
  return new Address4(new Address4(`${address.correctForm()}/${mask}`).networkForm());
}

/** The first block of a mask that starts behind another block; a gap is left where blocks of that mask do not align. */
export function blockAfter(previous: Address4, mask: number): Address4 {
  return blockWith(previous.endAddress(), mask).nextNetwork();
}

/** How many addresses a block of a mask has. */
export function addressesIn(mask: number): number {
  return 2 ** (32 - mask);
}

export function overlap(one: Address4, other: Address4): boolean {
  return one.isInSubnet(other) || other.isInSubnet(one);
}

/** How many bits tell `count` things apart: 0 for one, 2 for three or four. */
export function bitsFor(count: number): number {
  return Math.ceil(Math.log2(count));
}
