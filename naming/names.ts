/** From an identity to the names AWS sees. Pure, and stable: the same identity has the same name for ever. */
import { createHash } from "node:crypto";
import { Refusal, shown } from "../refusal/refusal";
import { identityProblems, PARTS, type Identity } from "./identity";
import { limits, type NamedType, type NameLimit } from "./limits";

/** Hexadecimal digits of the hash that stands in for what shortening cut off. */
const HASH_DIGITS = 8;

/**
 * The physical name of a resource: `<project>-<stage>-<service>-<role>-<colour>`, with what its type puts before it.
 * Too long a name is cut and ends in a hash of the whole, so that two different ones stay different. A suffix, which
 * is never cut, follows it.
 *
 * @throws Refusal when a part of the identity is not valid, or the type has no room for a name
 */
export function physicalName(type: NamedType, identity: Identity, suffix = ""): string {
  const problems = identityProblems(identity);
  if (problems.length > 0) throw new Refusal(...problems);
  const limit: NameLimit = limits[type];
  const prefix = limit.prefix ?? "";
  const name = prefix + shortened(joined(identity), limit.length - prefix.length - suffix.length) + suffix;
  if (limit.pattern.test(name)) return name;
  const rule = `a name ${type} takes (${limit.pattern.source})`;
  throw new Refusal({ property: "name", rule, got: shown(name), remedy: `see ${limit.source}` });
}

/**
 * The name of a bucket, which must be the only one of its name in the world: the derived name, then the account and the
 * region it is in.
 */
export function bucketName(identity: Identity, accountId: string, region: string): string {
  return physicalName("aws:s3/bucket:Bucket", identity, `-${accountId}-${region}`);
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-parameter-name-constraints.html */
const RESERVED_PATH = /^(?:aws|ssm)/;

/**
 * Where a service's settings stand in the SSM Parameter Store: `/<project>/<stage>/services/<service>/…`. What all
 * services of a stage register lies below one path.
 *
 * @throws Refusal when a part of the identity is not valid, or SSM keeps its beginning for itself
 */
export function servicePath(identity: Identity & { service: string }, ...rest: readonly string[]): string {
  const problems = identityProblems(identity);
  if (problems.length > 0) throw new Refusal(...problems);
  if (RESERVED_PATH.test(identity.project)) {
    const rule = "a name that does not begin with aws or ssm, as SSM takes no parameter below it";
    throw new Refusal({ property: "project", rule, got: shown(identity.project), remedy: "choose another" });
  }
  return ["", identity.project, identity.stage, "services", identity.service, ...rest].join("/");
}

/** The parts that are given, joined by hyphens: what stands in the `Name` tag, and in a name before it is cut. */
export function joined(identity: Identity): string {
  return PARTS.flatMap((part) => identity[part] ?? []).join("-");
}

function shortened(name: string, room: number): string {
  if (name.length <= room) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, HASH_DIGITS);
  return `${name.slice(0, room - HASH_DIGITS - 1).replace(/-+$/, "")}-${hash}`;
}
