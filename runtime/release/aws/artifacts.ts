/** S3: what is to be released, pinned by its version and its checksum. */
import { createHash } from "node:crypto";
import { addAbortSignal, Readable } from "node:stream";
import {
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  type GetObjectCommandInput,
} from "@aws-sdk/client-s3";
import * as z from "zod/mini";
import { Refusal } from "../../../refusal/refusal";
import type { ArtifactRead } from "../observed";
import type { Artifact } from "../revision";
import type { Upload } from "../stage-ports";
import { CallFailed, type Calls, type Sending } from "./calls";
import type { ServiceIdentity } from "./parameters";

const head = z.object({
  ChecksumSHA256: z.optional(z.string()),
  ChecksumType: z.optional(z.string()),
  Metadata: z.optional(z.record(z.string(), z.string())),
});
const tagging = z.object({ TagSet: z.array(z.object({ Key: z.string(), Value: z.string() })) });
const read = z.object({ sha256: z.string(), start: z.string() });

/** With it each file in a zip begins; an archive without files would install nothing. */
const ZIP = "504b0304";
/** What a bucket without versions calls that of each object: the next upload takes its place. */
const NO_VERSION = "null";

/** Where an object lies, not yet looked at. */
export type Place = Pick<Artifact, "bucket" | "key" | "versionId">;

/** Whether what was pinned still is there, and is what was pinned. */
export async function readArtifact(
  calls: Calls,
  identity: ServiceIdentity,
  artifact: Artifact,
): Promise<ArtifactRead> {
  const found = await look(calls, identity, artifact);
  if (found.state !== "found") return { state: found.state };
  const isSame = found.sha256 === undefined || found.sha256 === artifact.sha256;
  return { state: isSame ? "found" : "replaced" };
}

/**
 * The artifact at a place, with its checksum: that which S3 keeps of it, or else computed from its bytes; and the commit
 * in its metadata.
 *
 * @throws Refusal where it cannot be released
 */
export async function artifactOf(calls: Calls, identity: ServiceIdentity, place: Place): Promise<Upload> {
  if (place.versionId === NO_VERSION) throw refusal(place, identity, "unpinned");
  const found = await look(calls, identity, place);
  if (found.state !== "found") throw refusal(place, identity, found.state);
  const sha256 = found.sha256 ?? (await contents(calls, place)).sha256;
  const { bucket, key, versionId } = place;
  return {
    artifact: { bucket, key, versionId, sha256 },
    ...(found.commit === undefined ? {} : { commit: found.commit }),
  };
}

interface Found {
  readonly state: "found";
  readonly sha256: string | undefined;
  readonly commit: string | undefined;
}
interface Bad {
  readonly state: "gone" | "notZip" | "wrongTags";
}

async function look(calls: Calls, identity: ServiceIdentity, place: Place): Promise<Found | Bad> {
  const pinned = { Bucket: place.bucket, Key: place.key, VersionId: place.versionId };
  const { s3 } = calls.clients;
  try {
    const [{ ChecksumSHA256, ChecksumType, Metadata }, { TagSet }, { start }] = await Promise.all([
      calls.ask("s3:HeadObject", head, (options) =>
        s3.send(new HeadObjectCommand({ ...pinned, ChecksumMode: "ENABLED" }), options),
      ),
      calls.ask("s3:GetObjectTagging", tagging, (options) =>
        s3.send(new GetObjectTaggingCommand(pinned), options),
      ),
      contents(calls, place, "bytes=0-3"),
    ]);
    if (start !== ZIP) return { state: "notZip" };
    if (!fits(new Map(TagSet.map(({ Key, Value }) => [Key, Value])), identity)) return { state: "wrongTags" };
    // A checksum of the parts' checksums says nothing of the whole.
    const isWhole =
      ChecksumSHA256 !== undefined && ChecksumType !== "COMPOSITE" && !ChecksumSHA256.includes("-");
    return {
      state: "found",
      sha256: isWhole ? Buffer.from(ChecksumSHA256, "base64").toString("hex") : undefined,
      // Whoever uploads without knowing it may leave it empty.
      commit: Metadata?.["commit"] === "" ? undefined : Metadata?.["commit"],
    };
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    // 405: a delete marker stands there.
    if (error.status === 404 || error.status === 405) return { state: "gone" };
    // There are no first bytes.
    if (error.status === 416) return { state: "notZip" };
    throw error;
  }
}

/** Its tags say whose it is; the stage is open where they name none. */
function fits(tags: ReadonlyMap<string, string>, { project, stage, service }: ServiceIdentity): boolean {
  const isOfStage = (tags.get("Stage") ?? stage) === stage;
  return tags.get("Project") === project && tags.get("Service") === service && isOfStage;
}

/** Of the whole object, or of a range of it: the checksum, and how it begins. */
async function contents(
  calls: Calls,
  { bucket, key, versionId }: Place,
  Range?: string,
): Promise<z.infer<typeof read>> {
  const input: GetObjectCommandInput = { Bucket: bucket, Key: key, VersionId: versionId };
  const asked = new GetObjectCommand(Range === undefined ? input : { ...input, Range });
  const send: Sending = async (options) => {
    const { Body } = await calls.clients.s3.send(asked, options);
    if (!(Body instanceof Readable)) return {};
    const hash = createHash("sha256");
    let start = "";
    for await (const chunk of addAbortSignal(options.abortSignal, Body)) {
      const bytes = chunk as Buffer;
      hash.update(bytes);
      start += bytes
        .subarray(0, 4)
        .toString("hex")
        .slice(0, ZIP.length - start.length);
    }
    return { sha256: hash.digest("hex"), start };
  };
  return calls.ask("s3:GetObject", read, send);
}

function refusal(
  { bucket, key, versionId }: Place,
  { project, service }: ServiceIdentity,
  state: Bad["state"] | "unpinned",
): Refusal {
  const problem = {
    gone: ["an object", "none that is there (any more)", "upload it again"],
    notZip: ["a zip archive", "something else", "make it with multistage package"],
    wrongTags: [
      `tagged Project=${project} and Service=${service}`,
      "other tags",
      "upload it with multistage upload",
    ],
    unpinned: ["a version of an object", "none", "turn on the bucket's versioning: pulumi up does"],
  }[state];
  const [rule = "", got = "", remedy = ""] = problem;
  return new Refusal({ property: `s3://${bucket}/${key} version ${versionId}`, rule, got, remedy });
}
