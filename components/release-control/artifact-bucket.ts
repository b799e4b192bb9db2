/** The bucket revisions are uploaded to and pipelines keep their artifacts in: one a stage. */
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { bucketName } from "../../naming/names";
import { tags } from "../../naming/tags";
import { bucketPolicy } from "./iam";
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

  const bucket = new s3.Bucket(
    logicalName,
    {
      bucket: pulumi.all([accountId, region]).apply(([account, place]) => bucketName(own, account, place)),
      forceDestroy: !protection,
      tags: tags(own, ownership),
    },
    { parent, protect: protection },
  );
  // A release names the version of its revision, and CodePipeline takes no other bucket.
  new s3.BucketVersioning(
    logicalName,
    { bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } },
    { parent },
  );
  new s3.BucketServerSideEncryptionConfiguration(
    logicalName,
    {
      bucket: bucket.bucket,
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    },
    { parent },
  );
  const publicAccessBlock = new s3.BucketPublicAccessBlock(
    logicalName,
    {
      bucket: bucket.bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    { parent },
  );
  new s3.BucketPolicy(
    logicalName,
    {
      bucket: bucket.bucket,
      policy: bucket.arn.apply((arn) => JSON.stringify(bucketPolicy(arn))),
    },
    // S3 refuses to change a bucket's policy and its public access at the same time.
    { parent, dependsOn: [publicAccessBlock] },
  );
  // An upload starts its pipeline.
  new s3.BucketNotification(logicalName, { bucket: bucket.bucket, eventbridge: true }, { parent });
  return bucket;
}
