/**
 * What an account has once, before its first stage: names that follow from the project, the account and the region, so
 * that they are known before anything is there and after everything was forgotten. Pure.
 */
import type { Identity } from "../../naming/identity";
import { bucketName, physicalName } from "../../naming/names";
import { iamArn, type Place, type StageIdentity } from "./place";

/**
 * Stands where a stage's name would: no name of a stage begins like one of the account's, so a permission on a stage
 * never covers these. No stage may be called so.
 */
export const ACCOUNT = "account";

/** The Pulumi project of the account's own program, whose state is no stage's. */
export const ACCOUNT_PULUMI_PROJECT = "multistage-account";

/** Of a part of the account: `state`, `secrets`, `boundary`. */
export function accountIdentity(project: string, role: string): Identity & { role: string } {
  return { project, stage: ACCOUNT, role };
}

/** @throws Refusal when the project leaves no room, or is not valid */
export function stateBucketName(project: string, { accountId, region }: Place): string {
  return bucketName(accountIdentity(project, "state"), accountId, region);
}

/** `alias/<project>-account-secrets`: the key that encrypts the secrets of all stacks in the account. */
export function secretsAliasName(project: string): string {
  return physicalName("aws:kms/alias:Alias", accountIdentity(project, "secrets"));
}

/** Where the stacks of the account keep their state, as `pulumi login` takes it. */
export function backendUrl(project: string, place: Place): string {
  return `s3://${stateBucketName(project, place)}?region=${place.region}&awssdk=v2`;
}

/** The word of the encryption context that says whose secrets they are. */
export const SECRETS_CONTEXT = "stage";

/**
 * What encrypts the secrets of a stage, as `--secrets-provider` takes it; of the account's own stack, where the stage is
 * `ACCOUNT`. The context (https://gocloud.dev/howto/secrets/) keeps the stages apart that have the one key.
 */
export function secretsProvider({ project, stage }: StageIdentity, { region }: Place): string {
  return `awskms:///${secretsAliasName(project)}?region=${region}&context_${SECRETS_CONTEXT}=${stage}`;
}

/** The policy beyond which nothing of a stage can go, whatever else allows it. */
export function boundaryName({ project, stage }: StageIdentity): string {
  return physicalName("aws:iam/policy:Policy", accountIdentity(project, "boundary"), `-${stage}`);
}

export function boundaryArn(stage: StageIdentity, place: Place): string {
  return iamArn(place, `policy/${boundaryName(stage)}`);
}

/** What CI does to a stage. */
export type CiRole = "deployer" | "previewer";

/** The role with which CI brings a stage up, or previews it. */
export function ciRoleName(role: CiRole, { project, stage }: StageIdentity): string {
  return physicalName("aws:iam/role:Role", accountIdentity(project, role), `-${stage}`);
}
