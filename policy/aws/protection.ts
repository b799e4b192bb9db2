/** What keeps a resource from being deleted by mistake, by type; as @pulumi/aws 7.48.0 documents it. */

export interface Protection {
  /** AWS refuses to delete it while this input has this value; true where none is said. */
  readonly guard?: { readonly property: string; readonly on?: string; readonly byDefault?: true };
  /** The input that has it deleted with all that is in it. */
  readonly force?: string;
  /** What is in it cannot be made again: Pulumi must refuse to delete it, too. */
  readonly keeps?: true;
  /** Not one with this input: it is a copy of what another keeps. */
  readonly copyOf?: string;
}

const CLUSTER: Protection = { guard: { property: "deletionProtection" }, keeps: true };
const GLOBAL: Protection = { guard: { property: "deletionProtection" } };
const BALANCER: Protection = { guard: { property: "enableDeletionProtection" } };
const BUCKET: Protection = { force: "forceDestroy", keeps: true };

export const protections: Readonly<Record<string, Protection>> = {
  "aws:alb/loadBalancer:LoadBalancer": BALANCER,
  "aws:backup/vault:Vault": BUCKET,
  "aws:cloudtrail/eventDataStore:EventDataStore": {
    guard: { property: "terminationProtectionEnabled", byDefault: true },
  },
  "aws:cognito/userPool:UserPool": {
    guard: { property: "deletionProtection", on: "ACTIVE" },
    keeps: true,
  },
  "aws:docdb/cluster:Cluster": CLUSTER,
  "aws:docdb/globalCluster:GlobalCluster": GLOBAL,
  "aws:dsql/cluster:Cluster": {
    guard: { property: "deletionProtectionEnabled" },
    force: "forceDestroy",
    keeps: true,
  },
  "aws:dynamodb/table:Table": { guard: { property: "deletionProtectionEnabled" }, keeps: true },
  "aws:ecr/repository:Repository": { force: "forceDelete" },
  "aws:efs/fileSystem:FileSystem": { keeps: true },
  "aws:eks/cluster:Cluster": GLOBAL,
  "aws:kms/key:Key": { keeps: true },
  "aws:lb/loadBalancer:LoadBalancer": BALANCER,
  "aws:neptune/cluster:Cluster": CLUSTER,
  "aws:neptune/globalCluster:GlobalCluster": GLOBAL,
  "aws:rds/cluster:Cluster": CLUSTER,
  "aws:rds/globalCluster:GlobalCluster": GLOBAL,
  "aws:rds/instance:Instance": { ...CLUSTER, copyOf: "replicateSourceDb" },
  "aws:route53/zone:Zone": BUCKET,
  "aws:s3/bucket:Bucket": BUCKET,
  "aws:s3/bucketV2:BucketV2": BUCKET,
  "aws:s3/directoryBucket:DirectoryBucket": BUCKET,
  "aws:s3/vectorsVectorBucket:VectorsVectorBucket": BUCKET,
  "aws:s3tables/tableBucket:TableBucket": BUCKET,
  "aws:verifiedpermissions/policyStore:PolicyStore": {
    guard: { property: "deletionProtection", on: "ENABLED" },
  },
};
