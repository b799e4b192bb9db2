/** A revision of the storefront put where a release would put it, by calls of the SDK to what runs. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { AutoScalingClient, UpdateAutoScalingGroupCommand } from "@aws-sdk/client-auto-scaling";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { emulatorClient } from "../../local/emulator-client";
import type { Mirrorable } from "../../local/mirror/emulator";
import { text } from "../../local/mirror/mirrored";
import { filesBelow } from "../../packaging/folder-files";
import { writeZip } from "../../packaging/zip";
import type { LocalPlanes } from "../helpers/local-planes";
import { temporaryFolder } from "../helpers/temporary-folder";

/** Records a revision for a colour, then sizes its fleet: each instance installs it as it boots. */
export async function releaseStorefront(
  local: LocalPlanes,
  colour: "blue" | "green",
  releaseId: string,
  size: number,
): Promise<void> {
  const objects = local.objects();
  const named = (type: string, end: string): string => {
    const found = objects.find(
      (one: Mirrorable) => one.type === type && text(one.properties, "name").endsWith(end),
    );
    assert.ok(found, `${type} …${end}`);
    return text(found.properties, "name");
  };
  const bucket = objects.find(({ type }) => type === "aws:s3/bucket:Bucket")?.id ?? "";
  const state = local.state();
  const client = emulatorClient({
    endpoint: state.endpoints["AWS_ENDPOINT_URL"] ?? "",
    region: state.region,
  });

  const zip = join(temporaryFolder(), "revision.zip");
  const app = resolve(__dirname, "../../examples/ec2-web");
  const { sha256 } = await writeZip(await filesBelow(app, ({ name }) => name === "__pycache__"), zip);
  const key = "storefront/revision.zip";
  const put = new PutObjectCommand({ Bucket: bucket, Key: key, Body: readFileSync(zip) });
  const { VersionId: versionId } = await new S3Client(client).send(put);
  const Value = JSON.stringify({ bucket, key, versionId, sha256, releaseId });
  const Name = named("aws:ssm/parameter:Parameter", `/${colour}/revision`);
  await new SSMClient(client).send(new PutParameterCommand({ Name, Value, Overwrite: true }));
  await sizeStorefront(local, colour, size);
}

export async function sizeStorefront(local: LocalPlanes, colour: string, size: number): Promise<void> {
  const state = local.state();
  const client = emulatorClient({
    endpoint: state.endpoints["AWS_ENDPOINT_URL"] ?? "",
    region: state.region,
  });
  const group = local
    .objects()
    .find(({ type, id }) => type === "aws:autoscaling/group:Group" && id.endsWith(`-${colour}`));
  const sizes = { MinSize: size, MaxSize: size, DesiredCapacity: size };
  await new AutoScalingClient(client).send(
    new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: group?.id, ...sizes }),
  );
}
