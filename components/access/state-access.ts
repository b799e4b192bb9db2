/**
 * Pulumi's state of one stack in the account's bucket, and the key that encrypts its secrets. The paths are those of the
 * engine's own backends (`.pulumi/stacks/<project>/<stack>.json`). Pure.
 */
import type { Statement } from "../policy-document";
import { ACCOUNT, SECRETS_CONTEXT, stateBucketName } from "./account-names";
import { arn, bucketArn, type Place, type StageIdentity } from "./place";

/** Whose state it is. */
export interface StateOwner {
  /** The project in the names of the account. */
  readonly project: string;
  /** The name of the Pulumi project, as its Pulumi.yaml has it. */
  readonly pulumiProject: string;
  readonly stack: string;
}

/** Reading and writing it. */
export function stateAccess(stage: StageIdentity, owner: StateOwner, place: Place): Statement[] {
  const { bucket, files, mark } = paths(owner, place);
  return [
    // The engine reads the mark of the version that the bootstrap, the first of all, has left there.
    statement("FindState", [...FIND, "s3:GetObject"], [bucket, mark]),
    statement("State", ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"], files),
    key(stage, place, ["kms:Decrypt", "kms:Encrypt"]),
  ];
}

/** Reading it, and the secrets in the stack's settings, without which nothing can be previewed. */
export function stateReading(stage: StageIdentity, owner: StateOwner, place: Place): Statement[] {
  const { bucket, files, mark } = paths(owner, place);
  return [
    statement("FindState", FIND, bucket),
    statement("State", ["s3:GetObject"], [...files, mark]),
    key(stage, place, ["kms:Decrypt"]),
  ];
}

const FIND = ["s3:GetBucketLocation", "s3:ListBucket"];

interface Paths {
  readonly bucket: string;
  readonly files: readonly string[];
  readonly mark: string;
}

function paths({ project, pulumiProject, stack }: StateOwner, place: Place): Paths {
  const bucket = bucketArn(place, stateBucketName(project, place));
  const own = `${bucket}/.pulumi/*/${pulumiProject}/${stack}`;
  return {
    bucket,
    // `stacks/…/<stack>.json` and its copies; `history`, `backups` and `locks` of this stack, and whatever is in them.
    files: [`${own}.json*`, `${own}/*`],
    mark: `${bucket}/.pulumi/meta.yaml`,
  };
}

/**
 * The account's key has an id; it is the one with these tags. One key is for all stages: what was encrypted for another
 * one says so in its context, and cannot be decrypted without saying the same.
 */
function key({ project, stage }: StageIdentity, place: Place, Action: readonly string[]): Statement {
  const tags = { "aws:ResourceTag/Project": project, "aws:ResourceTag/Stage": ACCOUNT };
  return {
    ...statement("UseSecretsKey", Action, arn(place, "kms", "key/*")),
    Condition: { StringEquals: { ...tags, [`kms:EncryptionContext:${SECRETS_CONTEXT}`]: stage } },
  };
}

function statement(Sid: string, Action: readonly string[], Resource: string | readonly string[]): Statement {
  return { Sid, Effect: "Allow", Action, Resource };
}
