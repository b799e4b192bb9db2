/** The physical names of one identity, as they stand beside what AWS allows. Pure. */
import { limits, type NamedType, type NameLimit } from "../../naming/limits";
import { bucketName, joined, logicalName, physicalName, type ResourceIdentity } from "../../naming/names";

/** One name of one type. */
export interface NamedRow {
  readonly type: NamedType;
  /** How a program calls it. */
  readonly logicalName: string;
  /** What AWS sees. */
  readonly name: string;
  /** The characters it has, and may have. */
  readonly length: number;
  readonly limit: number;
  /** The whole name, where it is too long and `name` is cut. */
  readonly cutFrom?: string;
}

export const BUCKET: NamedType = "aws:s3/bucket:Bucket";

/** What stands in a bucket's name for an account nobody knows yet, and for a region: the longest there is. */
const ACCOUNT = { stands: "<account>", characters: "0".repeat(12) };
const REGION = { stands: "<region>", characters: "ap-northeast-2" };

/**
 * The name of a type.
 *
 * @param component - the logical name of what it is part of
 * @param region - of a bucket; the longest, unless given
 * @throws Refusal when a part of the identity is not valid
 */
export function named(
  type: NamedType,
  identity: ResourceIdentity,
  component: string,
  region?: string,
): NamedRow {
  const { length: limit, prefix = "" }: NameLimit = limits[type];
  const suffix = type === BUCKET ? `-${ACCOUNT.characters}-${region ?? REGION.characters}` : "";
  const whole = prefix + joined(identity) + suffix;
  const row = { type, logicalName: logicalName(component, identity.role, identity.colour), limit };
  const readable = (name: string): string => (suffix === "" ? name : withPlaceholders(name, suffix, region));
  const name =
    type === BUCKET
      ? bucketName(identity, ACCOUNT.characters, region ?? REGION.characters)
      : physicalName(type, identity);
  const cut = name === whole ? {} : { cutFrom: readable(whole) };
  return { ...row, name: readable(name), length: name.length, ...cut };
}

/** Every type's name for the identity. */
export function namedByEveryType(identity: ResourceIdentity, component: string, region?: string): NamedRow[] {
  return (Object.keys(limits) as NamedType[]).map((type) => named(type, identity, component, region));
}

function withPlaceholders(name: string, suffix: string, region: string | undefined): string {
  return `${name.slice(0, -suffix.length)}-${ACCOUNT.stands}-${region ?? REGION.stands}`;
}
