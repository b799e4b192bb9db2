/** A bucket nobody outside reaches: with versions, encrypted, closed to the public, and by TLS alone. */
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";

/** How the bucket is called and kept. */
export interface PrivateBucketArgs {
  readonly name: pulumi.Input<string>;
  /** Whether it may be deleted with what is in it. */
  readonly forceDestroy: boolean;
  readonly tags: Record<string, string>;
  /** What a service of AWS is allowed besides, by the ARN of the bucket. Defaults to nothing. */
  readonly alsoAllows?: (bucketArn: string) => pulumi.Input<readonly unknown[]>;
}

/** What uses the bucket by its policy has to wait for it. */
export interface PrivateBucket {
  readonly bucket: s3.Bucket;
  readonly policy: s3.BucketPolicy;
}

/** @param opts - of the bucket itself; what is set on it has the same parent, and is kept where the bucket is */
export function createPrivateBucket(
  logicalName: string,
  { name, forceDestroy, tags, alsoAllows = () => [] }: PrivateBucketArgs,
  opts: pulumi.CustomResourceOptions,
): PrivateBucket {
  const { parent, protect, retainOnDelete } = opts;
  // A bucket that outlives its stack must stay closed to the public, too.
  const own = {
    ...(parent === undefined ? {} : { parent }),
    ...(retainOnDelete === true ? { retainOnDelete, protect: protect === true } : {}),
  };
  const bucket = new s3.Bucket(logicalName, { bucket: name, forceDestroy, tags }, opts);
  new s3.BucketVersioning(
    logicalName,
    { bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } },
    own,
  );
  new s3.BucketServerSideEncryptionConfiguration(
    logicalName,
    {
      bucket: bucket.bucket,
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    },
    own,
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
    own,
  );
  const policy = new s3.BucketPolicy(
    logicalName,
    {
      bucket: bucket.bucket,
      policy: bucket.arn.apply((arn) =>
        pulumi.output(alsoAllows(arn)).apply((further) => JSON.stringify(tlsOnly(arn, further))),
      ),
    },
    // S3 refuses to change a bucket's policy and its public access at the same time.
    { ...own, dependsOn: [publicAccessBlock] },
  );
  return { bucket, policy };
}

/** Nobody, whoever it is, reaches the bucket without encryption on the way. */
function tlsOnly(bucketArn: string, further: readonly unknown[]): unknown {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "DenyUnencryptedTransport",
        Effect: "Deny",
        // Everybody and everything: it is a refusal.
        Principal: "*",
        Action: "s3:*",
        Resource: [bucketArn, `${bucketArn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      ...further,
    ],
  };
}
