/** The bucket revisions are uploaded to and pipelines keep their artifacts in: one a stage. */
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { bucketName } from "../../naming/names";
import { tags } from "../../naming/tags";
import { createPrivateBucket } from "../private-bucket";
import type { ReleaseControlArgs } from "./release-control";

export function createArtifactBucket(
  parent: pulumi.Resource,
  name: string,
  { identity, ownership }: ReleaseControlArgs,
  protection: boolean,
): s3.Bucket {
  const own = { ...identity, role: "artifacts" };
  const logicalName = `${name}-artifacts`;
  const { accountId } = getCallerIdentityOutput({}, { parent });
  const { region } = getRegionOutput({}, { parent });

  // With versions: a release names that of its revision, and CodePipeline takes no other bucket.
  const { bucket } = createPrivateBucket(
    logicalName,
    {
      name: pulumi.all([accountId, region]).apply(([account, place]) => bucketName(own, account, place)),
      forceDestroy: !protection,
      tags: tags(own, ownership),
    },
    { parent, protect: protection },
  );
  // An upload starts its pipeline.
  new s3.BucketNotification(logicalName, { bucket: bucket.bucket, eventbridge: true }, { parent });
  return bucket;
}
