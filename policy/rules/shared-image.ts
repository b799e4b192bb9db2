/** Images and snapshots stay with those they are meant for. */
import { atAny } from "../aws/input";
import { shown } from "../../refusal/refusal";
import { resourceRule, type Finding } from "../rule";
import { texts } from "../configuration/setting";
import { UNKNOWN } from "../value";

const LAUNCH = "distributions[].amiDistributionConfiguration.launchPermission";

/** Where a type says with whom: accounts, organizations and their units, groups, of which `all` is everybody. */
export const SHARED: Readonly<Record<string, readonly string[]>> = {
  "aws:ec2/amiLaunchPermission:AmiLaunchPermission": [
    "accountId",
    "group",
    "organizationArn",
    "organizationalUnitArn",
  ],
  "aws:ec2/snapshotCreateVolumePermission:SnapshotCreateVolumePermission": ["accountId"],
  "aws:imagebuilder/distributionConfiguration:DistributionConfiguration": [
    `${LAUNCH}.userIds[]`,
    `${LAUNCH}.userGroups[]`,
    `${LAUNCH}.organizationArns[]`,
    `${LAUNCH}.organizationalUnitArns[]`,
  ],
  "aws:rds/clusterSnapshot:ClusterSnapshot": ["sharedAccounts[]"],
  "aws:rds/clusterSnapshotCopy:ClusterSnapshotCopy": ["sharedAccounts[]"],
  "aws:rds/snapshot:Snapshot": ["sharedAccounts[]"],
  "aws:rds/snapshotCopy:SnapshotCopy": ["sharedAccounts[]"],
};

/** The switches that let an account share with everybody at all. */
const BLOCKS: readonly string[] = [
  "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess",
  "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess",
];

export const sharedImage = resourceRule({
  id: "shared-image",
  description: "Machine images and snapshots are shared with nobody but the accounts that are named for it.",
  reason:
    "They hold a whole disk: code, keys, customers' data. Who gets one copies it, and taking the permission back does not take the copy back (https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-1).",
  remedy: "Share with named accounts, and name them in `sharedWith`.",
  level: "mandatory",
  severity: "high",
  types: new Set([...Object.keys(SHARED), ...BLOCKS]),
  settings: {
    sharedWith: texts(
      "The accounts, as 12 digits, and the organizations and units, as ARNs, that may get images and snapshots.",
      [],
    ),
  },
  check: ({ type, inputs }, { settings: { sharedWith } }) => {
    if (BLOCKS.includes(type)) return ofBlock(inputs["state"]);
    return atAny(inputs, SHARED[type] ?? []).flatMap(({ property, value }): Finding[] => {
      if (value === UNKNOWN) return [{ notEvaluated: property }];
      if (value === "" || (typeof value === "string" && sharedWith.includes(value))) return [];
      const isPublic = value === "all";
      const rule = isPublic ? "for accounts that are named" : "one that sharedWith names";
      const got = isPublic ? '"all", which is everybody' : shown(value);
      const remedy = isPublic
        ? "share it with accounts that are named in sharedWith"
        : "name it in the rule's sharedWith, or leave the permission out";
      return [{ problem: { property, rule, got, remedy } }];
    });
  },
});

function ofBlock(state: unknown): readonly Finding[] {
  if (state === UNKNOWN) return [{ notEvaluated: "state" }];
  if (state !== "unblocked") return [];
  const rule = "one that blocks";
  const remedy = "leave it blocked: sharing with accounts needs no public access";
  return [{ problem: { property: "state", rule, got: shown(state), remedy } }];
}
