/** The revisions that were uploaded for a service: versions of one object of the artifact bucket. */
import { HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { revisionKey } from "../../../components/delivery-pipeline/stages";
import { clientSettings } from "./client";

export interface Uploaded {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  /** In milliseconds since 1970. */
  readonly at: number | undefined;
  readonly commit: string | undefined;
}

/**
 * That version, the newest where none is said; undefined where there is none.
 *
 * @throws what S3 says where it cannot be read
 */
export async function uploaded(
  region: string | undefined,
  bucket: string,
  service: string,
  version: string | undefined,
): Promise<Uploaded | undefined> {
  const client = new S3Client(clientSettings(region));
  const key = revisionKey(service);
  try {
    const { VersionId, LastModified, Metadata } = await client.send(
      new HeadObjectCommand({
        Bucket: bucket,
        Key: key,
        ...(version === undefined ? {} : { VersionId: version }),
      }),
    );
    const versionId = VersionId ?? version ?? "null";
    return { bucket, key, versionId, at: LastModified?.getTime(), commit: Metadata?.["commit"] };
  } catch (error) {
    // Nothing there, a deleted one, and what is no version at all: HEAD answers have no words.
    const { name, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
    if (name === "NotFound" || name === "NoSuchKey" || $metadata?.httpStatusCode === 404) return undefined;
    if (version !== undefined && ($metadata?.httpStatusCode === 400 || $metadata?.httpStatusCode === 405))
      return undefined;
    throw error;
  } finally {
    client.destroy();
  }
}
