/** Where IAM's policy documents stand in resources, and which kind each is. Pure. */
import type { Value, Values } from "../value";
import { at, documents, type Found } from "./grants";
import type { Kind } from "./model";

/** One input that holds a document. */
export interface DocumentPlace {
  /** As in grants.ts: `[]` behind a name stands for each entry of a list. */
  readonly path: string;
  readonly kind: Kind;
  /** Whether it takes away only: what it allows, something else must allow, too. Everybody and `*` are usual in it. */
  readonly onlyLimits?: true;
}

/** Policies that say who may use one thing, by the input that holds them. */
const RESOURCE: Readonly<Record<string, readonly string[]>> = {
  accessPolicies: [
    "aws:elasticsearch/domain:Domain",
    "aws:elasticsearch/domainPolicy:DomainPolicy",
    "aws:opensearch/domain:Domain",
    "aws:opensearch/domainPolicy:DomainPolicy",
  ],
  accessPolicy: [
    "aws:cloudsearch/domainServiceAccessPolicy:DomainServiceAccessPolicy",
    "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy",
    "aws:glacier/vault:Vault",
  ],
  content: ["aws:organizations/resourcePolicy:ResourcePolicy"],
  deliveryDestinationPolicy: ["aws:cloudwatch/logDeliveryDestinationPolicy:LogDeliveryDestinationPolicy"],
  "details.policy": ["aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy"],
  policy: [
    "aws:acmpca/policy:Policy",
    "aws:apigateway/domainName:DomainName",
    "aws:apigateway/restApi:RestApi",
    "aws:apigateway/restApiPolicy:RestApiPolicy",
    "aws:backup/vaultPolicy:VaultPolicy",
    "aws:bedrock/agentcoreResourcePolicy:AgentcoreResourcePolicy",
    "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
    "aws:codebuild/resourcePolicy:ResourcePolicy",
    "aws:dsql/clusterPolicy:ClusterPolicy",
    "aws:dynamodb/resourcePolicy:ResourcePolicy",
    "aws:ecr/registryPolicy:RegistryPolicy",
    "aws:ecr/repositoryPolicy:RepositoryPolicy",
    "aws:ecrpublic/repositoryPolicy:RepositoryPolicy",
    "aws:efs/fileSystemPolicy:FileSystemPolicy",
    "aws:glacier/vaultLock:VaultLock",
    "aws:glue/resourcePolicy:ResourcePolicy",
    "aws:kinesis/resourcePolicy:ResourcePolicy",
    "aws:kms/externalKey:ExternalKey",
    "aws:kms/key:Key",
    "aws:kms/keyPolicy:KeyPolicy",
    "aws:kms/replicaExternalKey:ReplicaExternalKey",
    "aws:kms/replicaKey:ReplicaKey",
    "aws:lambda/resourcePolicy:ResourcePolicy",
    "aws:mediastore/containerPolicy:ContainerPolicy",
    "aws:msk/clusterPolicy:ClusterPolicy",
    "aws:networkfirewall/resourcePolicy:ResourcePolicy",
    "aws:oam/sinkPolicy:SinkPolicy",
    "aws:opensearchingest/resourcePolicy:ResourcePolicy",
    "aws:pinpoint/smsvoicev2ResourcePolicy:Smsvoicev2ResourcePolicy",
    "aws:redshift/resourcePolicy:ResourcePolicy",
    "aws:redshiftserverless/resourcePolicy:ResourcePolicy",
    "aws:s3/accessPoint:AccessPoint",
    "aws:s3/bucket:Bucket",
    "aws:s3/bucketPolicy:BucketPolicy",
    "aws:s3/bucketV2:BucketV2",
    "aws:s3/filesFileSystemPolicy:FilesFileSystemPolicy",
    "aws:s3/vectorsVectorBucketPolicy:VectorsVectorBucketPolicy",
    "aws:s3control/accessGrantsInstanceResourcePolicy:AccessGrantsInstanceResourcePolicy",
    "aws:s3control/accessPointPolicy:AccessPointPolicy",
    "aws:s3control/bucketPolicy:BucketPolicy",
    "aws:s3control/objectLambdaAccessPointPolicy:ObjectLambdaAccessPointPolicy",
    "aws:schemas/registryPolicy:RegistryPolicy",
    "aws:secretsmanager/secret:Secret",
    "aws:secretsmanager/secretPolicy:SecretPolicy",
    "aws:ses/identityPolicy:IdentityPolicy",
    "aws:sesv2/emailIdentityPolicy:EmailIdentityPolicy",
    "aws:sns/topic:Topic",
    "aws:sns/topicPolicy:TopicPolicy",
    "aws:sqs/queue:Queue",
    "aws:sqs/queuePolicy:QueuePolicy",
    "aws:vpclattice/authPolicy:AuthPolicy",
    "aws:vpclattice/resourcePolicy:ResourcePolicy",
  ],
  policyDocument: [
    "aws:amp/resourcePolicy:ResourcePolicy",
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
    "aws:codeartifact/domainPermissions:DomainPermissions",
    "aws:codeartifact/repositoryPermissionsPolicy:RepositoryPermissionsPolicy",
    "aws:xray/resourcePolicy:ResourcePolicy",
  ],
  repositoryPolicy: ["aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate"],
  resourcePolicy: [
    "aws:s3tables/tableBucketPolicy:TableBucketPolicy",
    "aws:s3tables/tablePolicy:TablePolicy",
    "aws:sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy",
  ],
  "s3AccessPoint.policy": ["aws:fsx/s3AccessPointAttachment:S3AccessPointAttachment"],
};

/** Everything that is no identity's policy and no resource's. */
const OTHERS: readonly (readonly [type: string, place: DocumentPlace])[] = [
  ["aws:iam/role:Role", { path: "assumeRolePolicy", kind: "trust" }],
  ["aws:iot/policy:Policy", { path: "policy", kind: "identity" }],
  // What a session may do at most.
  [
    "aws:eks/podIdentityAssociation:PodIdentityAssociation",
    { path: "policy", kind: "boundary", onlyLimits: true },
  ],
  ["aws:rolesanywhere/profile:Profile", { path: "sessionPolicy", kind: "boundary", onlyLimits: true }],
  ["aws:transfer/access:Access", { path: "policy", kind: "boundary", onlyLimits: true }],
  ["aws:transfer/user:User", { path: "policy", kind: "boundary", onlyLimits: true }],
  // What may go through an endpoint, for those who may already.
  ["aws:ec2/vpcEndpoint:VpcEndpoint", { path: "policy", kind: "resource", onlyLimits: true }],
  ["aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy", { path: "policy", kind: "resource", onlyLimits: true }],
  ["aws:odb/network:Network", { path: "kmsPolicyDocument", kind: "resource", onlyLimits: true }],
  ["aws:odb/network:Network", { path: "s3PolicyDocument", kind: "resource", onlyLimits: true }],
  ["aws:odb/network:Network", { path: "stsPolicyDocument", kind: "resource", onlyLimits: true }],
];

/** By type token. A boundary is an `aws:iam/policy:Policy`, which does not say what it is used for. */
export const documentPlaces: ReadonlyMap<string, readonly DocumentPlace[]> = gathered([
  ...Object.entries(documents).map(([type, path]) => [type, { path, kind: "identity" }] as const),
  ...Object.entries(RESOURCE).flatMap(([path, types]) =>
    types.map((type) => [type, { path, kind: "resource" }] as const),
  ),
  ...OTHERS,
  ["aws:organizations/policy:Policy", { path: "content", kind: "scp" }],
]);

/** A document of a resource. */
export interface FoundDocument extends Found, Omit<DocumentPlace, "path"> {}

/** The documents that a resource holds, known or not. */
export function documentsIn(type: string, inputs: Values): readonly FoundDocument[] {
  const places = documentPlaces.get(type) ?? [];
  return places.flatMap(({ path, ...place }): readonly FoundDocument[] =>
    at(inputs, path)
      .filter(({ value }) => value !== "" || place.kind === "identity" || place.kind === "trust") // none
      .flatMap((found) => {
        if (type !== "aws:organizations/policy:Policy") return [{ ...found, ...place }];
        return ofOrganization(inputs["type"]).map((one) => ({ ...found, ...one }));
      }),
  );
}

/** An organization has policies of several languages; two are IAM's. */
function ofOrganization(type: Value): readonly Omit<DocumentPlace, "path">[] {
  if (type === undefined || type === null || type === "SERVICE_CONTROL_POLICY")
    return [{ kind: "scp", onlyLimits: true }];
  if (type === "RESOURCE_CONTROL_POLICY") return [{ kind: "resource", onlyLimits: true }];
  return [];
}

function gathered(
  all: readonly (readonly [type: string, place: DocumentPlace])[],
): ReadonlyMap<string, readonly DocumentPlace[]> {
  const places = new Map<string, DocumentPlace[]>();
  for (const [type, place] of all) places.set(type, [...(places.get(type) ?? []), place]);
  return places;
}
