import type { Cases } from "./case";

const image = "aws:ec2/amiLaunchPermission:AmiLaunchPermission";
const snapshot = "aws:ec2/snapshotCreateVolumePermission:SnapshotCreateVolumePermission";
const imageId = "ami-0123456789abcdef0";
const snapshotId = "snap-0123456789abcdef0";

export const cases: Cases = {
  passing: [
    {
      that: "keeps an account's images from everybody",
      type: "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess",
      inputs: { state: "block-new-sharing" },
    },
    {
      that: "is shared with nobody",
      type: "aws:rds/snapshot:Snapshot",
      inputs: { dbInstanceIdentifier: "shop-dev", dbSnapshotIdentifier: "shop-dev-before-2" },
    },
  ],
  failing: [
    { that: "is public", type: image, inputs: { imageId, group: "all" } },
    { that: "is shared with a stranger", type: snapshot, inputs: { snapshotId, accountId: "210987654321" } },
    {
      that: "is a public copy of a database",
      type: "aws:rds/snapshot:Snapshot",
      inputs: {
        dbInstanceIdentifier: "shop-dev",
        dbSnapshotIdentifier: "shop-dev-before-2",
        sharedAccounts: ["all"],
      },
    },
  ],
};
