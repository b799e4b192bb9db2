/** Amazon S3: buckets and what is set on them. Objects are not made here. */
import { bucketZones } from "./hosted-zones";
import { dnsSuffix, heldIn, page, text, type Making, type Row } from "./row";

const BUCKET = "aws:s3/bucket:Bucket";
/** What somebody put into a bucket. */
const OBJECT = "aws:s3/bucketObjectv2:BucketObjectv2";

const bucket: Row = {
  type: BUCKET,
  source: page("4c72bcc7dc2f5ace40ce61f2a90e12a62cf4ec9a", "internal/service/s3/bucket.go"),
  id: ({ inputs }) => text(inputs, "bucket"),
  idLine: 773,
  autoName: "bucket",
  fit: (name) => name.toLowerCase(),
  // A bucket's name is one for all of AWS.
  unique: {
    key: ({ inputs }) => text(inputs, "bucket"),
    error: "BucketAlreadyOwnedByYou: the bucket exists, and you own it already",
  },
  replaceOn: {
    bucket: 49,
    bucketPrefix: 56,
    objectLockEnabled: 631,
    "objectLockConfiguration.objectLockEnabled": 646,
  },
  update: "changed",
  updateLine: 777,
  refuses: ({ inputs }) => {
    const name = text(inputs, "bucket");
    if (/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) return undefined;
    return `InvalidBucketName: The specified bucket is not valid: ${name}`;
  },
  keeps: ({ properties }, held) => {
    const { bucket, forceDestroy } = properties;
    const holds = held(OBJECT).some((object) => object.properties["bucket"] === bucket);
    if (forceDestroy === true || !holds) return undefined;
    return "BucketNotEmpty: The bucket you tried to delete is not empty. You must delete all versions in the bucket.";
  },
  computed: ({ inputs, place }) => {
    const [name, suffix] = [text(inputs, "bucket"), dnsSuffix(place)];
    return {
      arn: `arn:${place.partition}:s3:::${name}`,
      bucketDomainName: `${name}.s3.${suffix}`,
      bucketRegion: place.region,
      bucketRegionalDomainName: `${name}.s3.${place.region}.${suffix}`,
      forceDestroy: inputs["forceDestroy"] ?? false,
      hostedZoneId: bucketZones[place.region] ?? "",
      objectLockEnabled: inputs["objectLockEnabled"] ?? false,
      requestPayer: inputs["requestPayer"] ?? "BucketOwner",
    };
  },
};

function noBucket({ inputs, place, held }: Making): string | undefined {
  if (heldIn(held, BUCKET, place, text(inputs, "bucket")) !== undefined) return undefined;
  return "NoSuchBucket: The specified bucket does not exist";
}

/** What is set on a bucket is there once, is known by the bucket, and is put as a whole every time. */
function setting(
  own: Pick<Row, "type" | "source" | "idLine" | "replaceOn" | "updateLine" | "computed">,
): Row {
  const owner = "expectedBucketOwner";
  return {
    ...own,
    id: ({ inputs }) => [text(inputs, "bucket"), text(inputs, owner)].join(",").replace(/,$/, ""),
    update: "whole",
    refuses: noBucket,
  };
}

const versioning = setting({
  type: "aws:s3/bucketVersioning:BucketVersioning",
  source: page("01c08000ddb14181b5bd19201d8fca311dc570e4", "internal/service/s3/bucket_versioning.go"),
  idLine: 129,
  replaceOn: { bucket: 35, expectedBucketOwner: 41 },
  updateLine: 173,
  computed: () => ({}),
});

const COMMIT = "01606926a0c0ab9174aec440f976a48b0baee722";

const publicAccessBlock = setting({
  type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  source: page(COMMIT, "internal/service/s3/bucket_public_access_block.go"),
  idLine: 99,
  replaceOn: { bucket: 49 },
  updateLine: 151,
  computed: ({ inputs }) => ({
    blockPublicAcls: inputs["blockPublicAcls"] ?? false,
    blockPublicPolicy: inputs["blockPublicPolicy"] ?? false,
    ignorePublicAcls: inputs["ignorePublicAcls"] ?? false,
    restrictPublicBuckets: inputs["restrictPublicBuckets"] ?? false,
  }),
});

const encryption = setting({
  type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  source: page(COMMIT, "internal/service/s3/bucket_server_side_encryption_configuration.go"),
  idLine: 112,
  replaceOn: { bucket: 42, expectedBucketOwner: 48 },
  updateLine: 172,
  computed: () => ({}),
});

const ownershipControls = setting({
  type: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  source: page(
    "01c08000ddb14181b5bd19201d8fca311dc570e4",
    "internal/service/s3/bucket_ownership_controls.go",
  ),
  idLine: 75,
  replaceOn: { bucket: 34 },
  updateLine: 127,
  computed: () => ({}),
});

const lifecycle = setting({
  type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  source: page(COMMIT, "internal/service/s3/bucket_lifecycle_configuration.go"),
  idLine: 447,
  replaceOn: { bucket: 79, expectedBucketOwner: 90 },
  updateLine: 508,
  computed: ({ inputs }) => ({
    transitionDefaultMinimumObjectSize:
      inputs["transitionDefaultMinimumObjectSize"] ?? "all_storage_classes_128K",
  }),
});

const bucketPolicy = setting({
  type: "aws:s3/bucketPolicy:BucketPolicy",
  source: page("0073593e7d6993ba482409f4dc35438daaa79bb3", "internal/service/s3/bucket_policy.go"),
  idLine: 75,
  replaceOn: { bucket: 41 },
  updateLine: 66,
  computed: () => ({}),
});

const notification = setting({
  type: "aws:s3/bucketNotification:BucketNotification",
  source: page("033c721bf1eda7db79395cd73acb54c7efa57ffc", "internal/service/s3/bucket_notification.go"),
  idLine: 324,
  replaceOn: { bucket: 43 },
  updateLine: 306,
  computed: ({ inputs }) => ({ eventbridge: inputs["eventbridge"] ?? false }),
});

export const s3 = [
  bucket,
  versioning,
  publicAccessBlock,
  encryption,
  ownershipControls,
  lifecycle,
  bucketPolicy,
  notification,
];
