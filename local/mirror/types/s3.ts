/** Amazon S3: buckets, their versioning and what they tell of their objects. */
import * as s3 from "@aws-sdk/client-s3";
import { isValues, type Values } from "../../../wire/values";
import type { Clients } from "../clients";
import { text, type Mirror, type Mirrored } from "../mirrored";
import { tagList, tagMap } from "../tags";
import { upper } from "../words";

const GONE = ["NoSuchBucket", "NotFound"];

async function retag(to: Clients, { id, properties }: Mirror): Promise<void> {
  const [client, TagSet] = [to.of(s3.S3Client), tagList(properties)];
  if (TagSet.length === 0) await client.send(new s3.DeleteBucketTaggingCommand({ Bucket: id }));
  else await client.send(new s3.PutBucketTaggingCommand({ Bucket: id, Tagging: { TagSet } }));
}

/** All versions and delete markers, a page at a time. */
async function empty(to: Clients, Bucket: string): Promise<void> {
  const client = to.of(s3.S3Client);
  for (;;) {
    const { Versions = [], DeleteMarkers = [] } = await client.send(
      new s3.ListObjectVersionsCommand({ Bucket }),
    );
    const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
    if (Objects.length === 0) return;
    await client.send(new s3.DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
  }
}

const bucket: Mirrored = {
  gone: GONE,
  create: async (to, mirror) => {
    // One of us-east-1 must not be told where it is.
    const LocationConstraint = to.region as s3.BucketLocationConstraint;
    const where = to.region === "us-east-1" ? {} : { CreateBucketConfiguration: { LocationConstraint } };
    await to.of(s3.S3Client).send(new s3.CreateBucketCommand({ Bucket: mirror.id, ...where }));
    await retag(to, mirror);
  },
  update: async (to, mirror, sent) => {
    if (sent.has("tags")) await retag(to, mirror);
  },
  remove: async (to, { id, properties }) => {
    if (properties["forceDestroy"] === true) await empty(to, id);
    await to.of(s3.S3Client).send(new s3.DeleteBucketCommand({ Bucket: id }));
  },
  read: async (to, { id }) => {
    await to.of(s3.S3Client).send(new s3.HeadBucketCommand({ Bucket: id }));
    const asked = to.of(s3.S3Client).send(new s3.GetBucketTaggingCommand({ Bucket: id }));
    const { TagSet } = await asked.catch(() => ({ TagSet: [] }));
    return { bucket: id, tagsAll: tagMap(TagSet) };
  },
};

async function setVersioning(to: Clients, { properties }: Mirror): Promise<void> {
  const given = properties["versioningConfiguration"];
  const Status = isValues(given) && given["status"] === "Enabled" ? "Enabled" : "Suspended";
  const input = { Bucket: text(properties, "bucket"), VersioningConfiguration: { Status } as const };
  await to.of(s3.S3Client).send(new s3.PutBucketVersioningCommand(input));
}

const versioning: Mirrored = {
  gone: GONE,
  create: setVersioning,
  update: setVersioning,
  // What was versioned once can only be suspended.
  remove: (to, { id, properties }) =>
    setVersioning(to, { id, properties: { ...properties, versioningConfiguration: {} } }),
  read: async (to, { properties }) => {
    const Bucket = text(properties, "bucket");
    const { Status } = await to.of(s3.S3Client).send(new s3.GetBucketVersioningCommand({ Bucket }));
    return Status === undefined ? undefined : { bucket: Bucket, versioningConfiguration: { status: Status } };
  },
};

const KINDS = [
  { name: "lambdaFunctions", configuration: "LambdaFunctionConfigurations" },
  { name: "queues", configuration: "QueueConfigurations" },
  { name: "topics", configuration: "TopicConfigurations" },
] as const;

function notifications(properties: Values): s3.NotificationConfiguration {
  const configured = KINDS.map(({ name, configuration }) => {
    const list = properties[name];
    const entries = (Array.isArray(list) ? list.filter(isValues) : []).map((entry) => {
      const { filterPrefix, filterSuffix, ...others } = entry;
      const FilterRules = [
        { Name: "prefix", Value: filterPrefix },
        { Name: "suffix", Value: filterSuffix },
      ].filter(({ Value }) => Value !== undefined && Value !== "");
      const filter = FilterRules.length === 0 ? {} : { Filter: { Key: { FilterRules } } };
      return { ...(upper(others) as object), ...filter };
    });
    return [configuration, entries] as const;
  });
  return {
    ...(Object.fromEntries(configured) as s3.NotificationConfiguration),
    ...(properties["eventbridge"] === true ? { EventBridgeConfiguration: {} } : {}),
  };
}

async function notify(to: Clients, { properties }: Mirror, NotificationConfiguration: object): Promise<void> {
  const input = { Bucket: text(properties, "bucket"), NotificationConfiguration };
  await to.of(s3.S3Client).send(new s3.PutBucketNotificationConfigurationCommand(input));
}

const notification: Mirrored = {
  gone: GONE,
  untold: true,
  create: (to, mirror) => notify(to, mirror, notifications(mirror.properties)),
  update: (to, mirror) => notify(to, mirror, notifications(mirror.properties)),
  remove: (to, mirror) => notify(to, mirror, {}),
  // The emulator does not tell whether it tells EventBridge.
  read: async (to, { properties }) => {
    const Bucket = text(properties, "bucket");
    await to.of(s3.S3Client).send(new s3.GetBucketNotificationConfigurationCommand({ Bucket }));
    return { bucket: Bucket };
  },
};

export const ofS3 = {
  "aws:s3/bucket:Bucket": bucket,
  "aws:s3/bucketVersioning:BucketVersioning": versioning,
  "aws:s3/bucketNotification:BucketNotification": notification,
};
