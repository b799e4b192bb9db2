/**
 * Which inputs decide whether what AWS keeps is encrypted, and where it is anyway. As the types' documentation says
 * it (@pulumi/aws 7.48.0), and the pages named here; all looked up in November 2026.
 */

/** An input that says whether something is encrypted. */
export interface Switch {
  /** Its path, from the resource or from `within`. */
  readonly path: string;
  /** The parts of the resource that have it: `ebsBlockDevices[]`. */
  readonly within?: string;
  /** The part is there, with its defaults, where nothing is said of it, if the resource has this input. */
  readonly always?: string;
  /** What it must be; true where nothing is said, and a key's name can be any. */
  readonly on?: readonly string[] | "any";
  /** Inputs, of the part or of the resource, with which a missing switch is as that other resource has it. */
  readonly like?: readonly string[];
  /** Encrypted unless told otherwise: always, or where an input has a value. */
  readonly byDefault?: true | { readonly input: string; readonly value: string };
  /** An input of the resource with which it is encrypted, whatever the switch says. */
  readonly instead?: string;
  /** A volume of EBS, which an account can have encrypted by default. */
  readonly isVolume?: true;
}

const VOLUME = { path: "encrypted", isVolume: true, like: ["snapshotId"] } as const;
const volumesOf = (machine: string, ...like: readonly string[]): readonly Switch[] => [
  { ...VOLUME, within: "rootBlockDevice", always: machine, like },
  { ...VOLUME, within: "ebsBlockDevices[]" },
];
const ofACluster = (...like: readonly string[]): readonly Switch[] => [
  { path: "storageEncrypted", like: ["snapshotIdentifier", "globalClusterIdentifier", ...like] },
];
const OF_A_GLOBAL_CLUSTER: readonly Switch[] = [
  { path: "storageEncrypted", like: ["sourceDbClusterIdentifier"] },
];
const OF_A_SEARCH_DOMAIN: readonly Switch[] = [{ path: "encryptAtRest.enabled" }];

export const switches: Readonly<Record<string, readonly Switch[]>> = {
  "aws:dax/cluster:Cluster": [{ path: "serverSideEncryption.enabled" }],
  "aws:docdb/cluster:Cluster": ofACluster("restoreToPointInTime"),
  "aws:docdb/globalCluster:GlobalCluster": OF_A_GLOBAL_CLUSTER,
  "aws:ebs/volume:Volume": [VOLUME],
  "aws:ec2/instance:Instance": volumesOf("ami", "launchTemplate"),
  "aws:ec2/launchConfiguration:LaunchConfiguration": volumesOf("imageId"),
  "aws:ec2/launchTemplate:LaunchTemplate": [
    { ...VOLUME, within: "blockDeviceMappings[].ebs", always: "imageId" },
  ],
  "aws:ec2/spotFleetRequest:SpotFleetRequest": [
    { ...VOLUME, within: "launchSpecifications[].rootBlockDevices[]", like: [] },
    { ...VOLUME, within: "launchSpecifications[].ebsBlockDevices[]" },
  ],
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest": volumesOf("ami", "launchTemplate"),
  "aws:efs/fileSystem:FileSystem": [{ path: "encrypted" }],
  // Valkey is encrypted by default, Redis is not (the type's own documentation).
  "aws:elasticache/replicationGroup:ReplicationGroup": [
    {
      path: "atRestEncryptionEnabled",
      like: ["globalReplicationGroupId"],
      byDefault: { input: "engine", value: "valkey" },
    },
  ],
  "aws:elasticsearch/domain:Domain": OF_A_SEARCH_DOMAIN,
  "aws:kinesis/stream:Stream": [{ path: "encryptionType", on: ["KMS"] }],
  "aws:neptune/cluster:Cluster": ofACluster("replicationSourceIdentifier"),
  "aws:neptune/globalCluster:GlobalCluster": OF_A_GLOBAL_CLUSTER,
  "aws:opensearch/domain:Domain": OF_A_SEARCH_DOMAIN,
  "aws:rds/cluster:Cluster": ofACluster("restoreToPointInTime", "replicationSourceIdentifier"),
  "aws:rds/globalCluster:GlobalCluster": OF_A_GLOBAL_CLUSTER,
  "aws:rds/instance:Instance": [
    {
      path: "storageEncrypted",
      like: ["snapshotIdentifier", "restoreToPointInTime", "replicateSourceDb"],
    },
  ],
  // https://docs.aws.amazon.com/redshift/latest/mgmt/working-with-db-encryption.html: since January 2025
  "aws:redshift/cluster:Cluster": [{ path: "encrypted", byDefault: true }],
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html
  "aws:sqs/queue:Queue": [{ path: "sqsManagedSseEnabled", byDefault: true, instead: "kmsMasterKeyId" }],
};

/** What is encrypted anyway, with a key of AWS's: a key of AWS KMS is a choice, and costs. */
export const KINDS = ["buckets", "logs", "queues", "tables", "topics"] as const;
export type Kind = (typeof KINDS)[number];

const OF_A_BUCKET = { path: "sseAlgorithm", on: ["aws:kms", "aws:kms:dsse"] } as const;

/**
 * The inputs that name such a key. Of a bucket only what is declared: since January 2023 it is encrypted without
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html), and most have it declared in a
 * resource of its own. Topics lie on encrypted disks (https://docs.aws.amazon.com/sns/latest/dg/sns-data-encryption.html).
 */
export const keys: Readonly<Record<string, Switch & { readonly kind: Kind }>> = {
  "aws:cloudwatch/logGroup:LogGroup": { kind: "logs", path: "kmsKeyId", on: "any" },
  "aws:dynamodb/table:Table": { kind: "tables", path: "serverSideEncryption.enabled" },
  "aws:s3/bucket:Bucket": {
    ...OF_A_BUCKET,
    kind: "buckets",
    within: "serverSideEncryptionConfiguration.rule.applyServerSideEncryptionByDefault",
  },
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {
    ...OF_A_BUCKET,
    kind: "buckets",
    within: "rules[].applyServerSideEncryptionByDefault",
  },
  "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2": {
    ...OF_A_BUCKET,
    kind: "buckets",
    within: "rules[].applyServerSideEncryptionByDefault",
  },
  "aws:s3/bucketV2:BucketV2": {
    ...OF_A_BUCKET,
    kind: "buckets",
    within: "serverSideEncryptionConfigurations[].rules[].applyServerSideEncryptionByDefaults[]",
  },
  "aws:sns/topic:Topic": { kind: "topics", path: "kmsMasterKeyId", on: "any" },
  "aws:sqs/queue:Queue": { kind: "queues", path: "kmsMasterKeyId", on: "any" },
};
