/** The boundary on every role a program makes: one line at its beginning, which no role can be forgotten by. */
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import * as pulumi from "@pulumi/pulumi";
import { boundaryArn } from "./account-names";
import type { StageIdentity } from "./place";

const ROLE = "aws:iam/role:Role";

/**
 * From now on every role of the program, whichever component makes it, has the boundary of its stage, which the
 * account's bootstrap has made. A deployer of that bootstrap can make no other roles.
 *
 * Throws `Refusal` when project or stage are not valid.
 */
export function boundEveryRole(stage: StageIdentity): void {
  const { accountId } = getCallerIdentityOutput();
  const { partition } = getPartitionOutput();
  // IAM knows no region.
  const place = pulumi.output({ partition, accountId, region: "" });
  const permissionsBoundary = place.apply((known) => boundaryArn(stage, known));
  pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
    type === ROLE ? { props: { ...props, permissionsBoundary }, opts } : undefined,
  );
}
