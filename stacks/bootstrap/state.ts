/** Where the stacks of the account keep their state, and the key that encrypts the secrets in it. Both outlive the stack. */
import * as kms from "@pulumi/aws/kms";
import { secretsAliasName, stateBucketName } from "../../components/access/account-names";
import { createPrivateBucket } from "../../components/private-bucket";
import { tagsOf, type Account } from "./account";

/** Whatever becomes of the stack: without them the state of every other one is lost. */
const KEPT = { protect: true, retainOnDelete: true };

/** AWS waits as long as it can before it deletes a key for good. */
const DELETION_DAYS = 30;

export function createState({ config, place }: Account): void {
  createPrivateBucket(
    "state",
    { name: stateBucketName(config.project, place), forceDestroy: false, tags: tagsOf(config, "state") },
    KEPT,
  );
  const key = new kms.Key(
    "secrets",
    {
      description: `Secrets of the stacks of ${config.project}`,
      enableKeyRotation: true,
      deletionWindowInDays: DELETION_DAYS,
      tags: tagsOf(config, "secrets"),
    },
    KEPT,
  );
  new kms.Alias("secrets", { name: secretsAliasName(config.project), targetKeyId: key.keyId }, KEPT);
}
