import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { DeleteObjectCommand, type PutObjectCommandInput, type S3Client } from "@aws-sdk/client-s3";
import { artifactOf, readArtifact, type Place } from "../../../../runtime/release/aws/artifacts";
import { withMoto } from "../../../helpers/moto";
import { IDENTITY } from "../sample";
import { declareBucket, uploaded } from "./declared";
import { calls, withAddresses } from "./environment";

const BUCKET = "shop-dev-artifacts";
const KEY = "storefront/revision.zip";
const ZIP = Buffer.concat([Buffer.from("504b0304", "hex"), Buffer.alloc(200_000, "storefront")]);
const SHA256 = createHash("sha256").update(ZIP).digest("hex");

describe("an artifact", () => {
  const moto = withMoto();
  withAddresses(() => ({ AWS_ENDPOINT_URL: moto.endpoint }));
  let client: S3Client;
  beforeEach(async () => {
    client = await declareBucket(moto.endpoint, BUCKET);
  });
  const upload = async (more: Partial<PutObjectCommandInput> = {}): Promise<Place> => {
    const Tagging = "Project=shop&Service=storefront";
    const put = { Bucket: BUCKET, Key: KEY, Body: ZIP, Tagging, ...more };
    return { bucket: BUCKET, key: KEY, versionId: await uploaded(client, put) };
  };
  const state = async (place: Place, sha256 = SHA256) =>
    (await readArtifact(calls(), IDENTITY, { ...place, sha256 })).state;

  it("that was deleted is gone, and one whose version never was", async () => {
    const place = await upload();
    await client.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: KEY, VersionId: place.versionId }));
    assert.equal(await state(place), "gone");
    await assert.rejects(artifactOf(calls(), IDENTITY, place), {
      name: "Refusal",
      message: `s3://${BUCKET}/${KEY} version ${place.versionId}: must be an object, got none that is there (any more); upload it again`,
    });
    assert.equal(await state({ ...place, key: "storefront/other.zip" }), "gone");
  });

  it("that is no zip archive, or empty, is refused", async () => {
    const text = await upload({ Body: "<html>" });
    const empty = await upload({ Body: "" });
    for (const place of [text, empty]) {
      assert.equal(await state(place), "notZip");
      await assert.rejects(artifactOf(calls(), IDENTITY, place), /must be a zip archive, got something else/);
    }
  });

  it("with the tags of another service, project or stage is refused, and one without tags", async () => {
    const tags = [
      "Project=shop&Service=guestbook",
      "Project=other&Service=storefront",
      "Project=shop&Service=storefront&Stage=prod",
      "",
    ];
    for (const Tagging of tags) assert.equal(await state(await upload({ Tagging })), "wrongTags", Tagging);
    await assert.rejects(
      artifactOf(calls(), IDENTITY, await upload({ Tagging: "" })),
      /must be tagged Project=shop and Service=storefront, got other tags/,
    );
    assert.equal(
      await state(await upload({ Tagging: "Project=shop&Service=storefront&Stage=dev" })),
      "found",
    );
  });

  it("that is uploaded anew during an approval stays the one that was approved: its version is pinned", async () => {
    const place = await upload();
    await upload({ Body: Buffer.concat([ZIP, ZIP]) });
    assert.equal(await state(place), "found");
    await client.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: KEY }));
    assert.equal(await state(place), "found");
  });

  it("whose bytes are others than those that were pinned was replaced", async () => {
    const place = await upload({ ChecksumAlgorithm: "SHA256" });
    assert.equal(await state(place), "found");
    assert.equal(await state(place, "0".repeat(64)), "replaced");
  });

  it("has the checksum that S3 keeps, without its bytes being read, and the commit in its metadata", async () => {
    const place = await upload({ ChecksumAlgorithm: "SHA256", Metadata: { commit: "0f1e2d" } });
    const asking = calls();
    assert.deepEqual(await artifactOf(asking, IDENTITY, place), {
      artifact: { ...place, sha256: SHA256 },
      commit: "0f1e2d",
    });
    assert.deepEqual(asking.made.sort(), ["s3:GetObject", "s3:GetObjectTagging", "s3:HeadObject"]);
  });

  it("has no commit where its metadata leaves that empty", async () => {
    const place = await upload({ ChecksumAlgorithm: "SHA256", Metadata: { commit: "" } });
    assert.deepEqual(await artifactOf(calls(), IDENTITY, place), { artifact: { ...place, sha256: SHA256 } });
  });

  it("has a checksum computed from its bytes where S3 keeps another one", async () => {
    const place = await upload({ ChecksumAlgorithm: "CRC32" });
    const asking = calls();
    assert.deepEqual(await artifactOf(asking, IDENTITY, place), { artifact: { ...place, sha256: SHA256 } });
    assert.equal(asking.made.filter((call) => call === "s3:GetObject").length, 2);
  });

  it("in a bucket without versions is refused: the next upload would take its place", async () => {
    await assert.rejects(
      artifactOf(calls(), IDENTITY, { bucket: BUCKET, key: KEY, versionId: "null" }),
      /must be a version of an object, got none; turn on the bucket's versioning/,
    );
  });
});
