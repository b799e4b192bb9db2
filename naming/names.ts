/** From an identity to the names AWS sees. Pure, and stable: the same identity has the same name for ever. */
import { createHash } from "node:crypto";
import { Refusal, shown } from "../refusal/refusal";
import { identityProblems, PARTS, type Identity } from "./identity";
import { limits, type NamedType, type NameLimit } from "./limits";

/** Of one resource: without a role, what a service and what a stage has could share a name. */
export type ResourceIdentity = Identity & { role: string };

/**
 * The physical name of a resource: `<project>-<stage>-<service>-<role>-<colour>`, with what its type puts before it.
 * Too long a name is cut behind project and stage and ends in a hash of the whole. A suffix, which is never cut,
 * follows it.
 *
 * @throws Refusal when a part of the identity is not valid, or the type does not take the name
 */
export function physicalName(type: NamedType, identity: ResourceIdentity, suffix = ""): string {
  const name = joined(identity);
  const limit: NameLimit = limits[type];
  const prefix = limit.prefix ?? "";
  const physical = prefix + shortened(name, limit.length - prefix.length - suffix.length) + suffix;
  if (limit.pattern.test(physical)) return physical;
  const rule = `a name ${type} takes (${limit.pattern.source})`;
  throw new Refusal({ property: "name", rule, got: shown(physical), remedy: `see ${limit.source}` });
}

/**
 * The name of a bucket, which must be the only one of its name in the world: the derived name, then the account and the
 * region it is in.
 *
 * @throws Refusal as `physicalName` does
 */
export function bucketName(identity: ResourceIdentity, accountId: string, region: string): string {
  return physicalName("aws:s3/bucket:Bucket", identity, `-${accountId}-${region}`);
}

/**
 * What every name of a stage begins with, behind what its type puts before it, and no name of another stage:
 * `<project>-<stage>-`. Permissions go by it where a service of AWS has no condition on tags.
 *
 * @throws Refusal when project or stage are not valid
 */
export function stagePrefix({ project, stage }: Pick<Identity, "project" | "stage">): string {
  return `${joined({ project, stage })}-`;
}

/**
 * The parts that are given, joined by hyphens: what stands in the `Name` tag, and in a name before it is cut.
 *
 * @throws Refusal when a part is not valid
 */
export function joined(identity: Identity): string {
  const problems = identityProblems(identity);
  if (problems.length > 0) throw new Refusal(...problems);
  return PARTS.flatMap((part) => identity[part] ?? []).join("-");
}

/** How a program calls a part of a component, in Pulumi's state: `<component>-<role>-<colour>`. */
export function logicalName(component: string, role: string, colour?: string): string {
  return [component, role, ...(colour === undefined ? [] : [colour])].join("-");
}

function shortened(name: string, room: number): string {
  if (name.length <= room) return name;
  const hash = hashOf(name);
  return `${name.slice(0, room - hash.length - 1).replace(/-+$/, "")}-${hash}`;
}

/** How many hashes there are: eight digits of base 36, the first from 0 to 9, which no role and no colour begins with. */
const HASHES = 10n * 36n ** 7n;

function hashOf(name: string): string {
  const number = BigInt(`0x${createHash("sha256").update(name).digest("hex")}`) % HASHES;
  return number.toString(36).padStart(8, "0");
}
