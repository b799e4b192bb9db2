/** Nobody outside reads or writes a bucket: not by an ACL, not by a policy, and the block against both is on. */
import { given, isOn, not } from "../aws/input";
import { at, type Found } from "../iam/grants";
import { documentFrom } from "../iam/model";
import { letsEverybodyIn } from "../iam/reasoning/public-access";
import { shown } from "../../refusal/refusal";
import { resourceRule, type Finding } from "../rule";
import { isValues, UNKNOWN, type Value, type Values } from "../value";

/** Where a type can let everybody in. What it does not have is not looked for. */
export interface Doors {
  /** Paths of ACLs by name, of the groups grants are for, and of policies. */
  readonly acl?: string;
  readonly groups?: string;
  readonly policy?: string;
  /** The path of the four switches, `""` for the resource itself, and what they are where nothing is said. */
  readonly block?: readonly [path: string, byDefault: "on" | "off"];
}

const BUCKET: Doors = { acl: "acl", groups: "grants[].uri", policy: "policy" };
const ACL: Doors = { acl: "acl", groups: "accessControlPolicy.grants[].grantee.uri" };

export const DOORS: Readonly<Record<string, Doors>> = {
  "aws:s3/accessPoint:AccessPoint": { policy: "policy", block: ["publicAccessBlockConfiguration", "on"] },
  "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock": { block: ["", "off"] },
  "aws:s3/bucket:Bucket": BUCKET,
  "aws:s3/bucketAcl:BucketAcl": ACL,
  "aws:s3/bucketAclV2:BucketAclV2": ACL,
  "aws:s3/bucketObject:BucketObject": { acl: "acl" },
  "aws:s3/bucketObjectv2:BucketObjectv2": { acl: "acl" },
  "aws:s3/bucketPolicy:BucketPolicy": { policy: "policy" },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": { block: ["", "off"] },
  "aws:s3/bucketV2:BucketV2": BUCKET,
  "aws:s3/objectCopy:ObjectCopy": { acl: "acl", groups: "grants[].uri" },
  "aws:s3control/accessPointPolicy:AccessPointPolicy": { policy: "policy" },
  "aws:s3control/bucketPolicy:BucketPolicy": { policy: "policy" },
  "aws:s3control/multiRegionAccessPoint:MultiRegionAccessPoint": {
    block: ["details.publicAccessBlock", "on"],
  },
  "aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy": { policy: "details.policy" },
  "aws:s3control/objectLambdaAccessPointPolicy:ObjectLambdaAccessPointPolicy": { policy: "policy" },
};

const SWITCHES = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

/** ACLs that are for everybody, or for everybody with an account at AWS, which is as many. */
const PUBLIC_ACLS = ["public-read", "public-read-write", "authenticated-read"];
const PUBLIC_GROUPS = ["AllUsers", "AuthenticatedUsers"];
const GROUP = /^https?:\/\/acs\.amazonaws\.com\/groups\/global\/(\w+)$/;

export const publicBucket = resourceRule({
  id: "public-bucket",
  description: "No bucket is public.",
  reason:
    "What everybody can read is copied the day it is found, and a single object is enough (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html).",
  remedy:
    "Switch the public access block on, and let in who needs it: by a policy that names them, or CloudFront.",
  level: "mandatory",
  severity: "critical",
  types: new Set(Object.keys(DOORS)),
  settings: {},
  check: ({ type, inputs }) => {
    const { acl, groups, policy, block } = DOORS[type] ?? {};
    return [
      ...at(inputs, acl).flatMap((found) => inName(found, PUBLIC_ACLS, (name) => name)),
      ...at(inputs, groups).flatMap((found) => inName(found, PUBLIC_GROUPS, (uri) => GROUP.exec(uri)?.[1])),
      ...at(inputs, policy).flatMap(inPolicy),
      ...(block === undefined ? [] : inBlock(inputs, ...block)),
    ];
  },
});

/** An ACL by its name, or the group that a grant is for. */
function inName(
  { property, value }: Found,
  open: readonly string[],
  nameOf: (text: string) => string | undefined,
): readonly Finding[] {
  if (value === UNKNOWN) return [{ notEvaluated: property }];
  if (typeof value !== "string" || !open.includes(nameOf(value) ?? "")) return [];
  const remedy = "leave the ACL out and let in who needs it by a bucket policy that names them";
  return [{ problem: { property, rule: "for nobody outside", got: shown(value), remedy } }];
}

function inPolicy({ property, value }: Found): readonly Finding[] {
  const document = documentFrom(value, "resource");
  if (document === UNKNOWN) return [{ notEvaluated: property }];
  // What is no policy lets nobody in.
  return document.statements.flatMap((statement): readonly Finding[] => {
    const where = `${property}.${statement.place.path}`;
    const isOpen = letsEverybodyIn(statement).truth;
    if (isOpen === UNKNOWN) return [{ notEvaluated: where }];
    if (!isOpen) return [];
    const rule = "for principals that are named, or under a condition that says who or from where";
    const got = "Allow for everybody";
    const remedy =
      "name the principals, or add a condition such as StringEquals aws:PrincipalOrgID; pages belong behind CloudFront with an origin access control";
    return [{ problem: { property: where, rule, got, remedy } }];
  });
}

function inBlock(inputs: Values, path: string, byDefault: "on" | "off"): readonly Finding[] {
  const owner: Value = path === "" ? inputs : given(inputs, path);
  if (owner === UNKNOWN) return [{ notEvaluated: path }];
  const switches = isValues(owner) ? owner : {};
  return SWITCHES.flatMap((name): Finding[] => {
    const value = switches[name];
    if ((value === undefined || value === null) && byDefault === "on") return [];
    const property = path === "" ? name : `${path}.${name}`;
    const isOff = not(isOn(value));
    if (isOff === UNKNOWN) return [{ notEvaluated: property }];
    const remedy = "set it to true: public ACLs and policies have no effect then";
    return isOff ? [{ problem: { property, rule: "true", got: shown(value ?? undefined), remedy } }] : [];
  });
}
