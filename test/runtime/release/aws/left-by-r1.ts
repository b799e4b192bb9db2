/** What Pulumi and the release r1 have left in the emulator: table, parameters, quiet alarms; and the upload that r2 is of. */
import { createHash } from "node:crypto";
import { CloudWatchClient, PutMetricAlarmCommand, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import {
  CreateBucketCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { COLOURS } from "../../../../naming/colours";
import { servicePath } from "../../../../naming/parameters";
import { writeRevision, writeServing } from "../../../../runtime/release/aws/parameters";
import { Table } from "../../../../runtime/release/aws/table";
import type { Registration } from "../../../../runtime/release/registration";
import { MOTO_CLIENT } from "../../../helpers/moto";
import { ARTIFACT, IDENTITY, LONG_AGO, SERVING } from "../sample";
import { calls as freshCalls } from "./environment";
import { declareTable } from "./releases-table";

const ZIP = Buffer.from("504b0304", "hex");
export const SHA256 = createHash("sha256").update(ZIP).digest("hex");

/** Gives the version of the revision that r2 brings. */
export async function leaveR1(endpoint: string, registration: Registration): Promise<string> {
  const settings = { ...MOTO_CLIENT, endpoint };
  await declareTable(endpoint);
  const calls = freshCalls();
  const table = new Table(calls, IDENTITY);
  const lease = { owner: "r1", fence: 1, until: LONG_AGO };
  await table.takeLease(lease, undefined);
  await table.record(SERVING, lease, undefined);
  await new SSMClient(settings).send(
    new PutParameterCommand({
      Name: servicePath(IDENTITY, "registration"),
      Value: JSON.stringify(registration),
      Type: "String",
    }),
  );
  await writeRevision(calls, registration, "blue", { ...ARTIFACT, releaseId: "r1" });
  await writeServing(calls, IDENTITY, "blue");
  const watching = new CloudWatchClient(settings);
  for (const AlarmName of COLOURS.flatMap((colour) => registration.colours[colour].alarms)) {
    await watching.send(
      new PutMetricAlarmCommand({
        AlarmName,
        MetricName: "errors",
        Namespace: "shop",
        Statistic: "Sum",
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: "GreaterThanThreshold",
      }),
    );
    await watching.send(new SetAlarmStateCommand({ AlarmName, StateValue: "OK", StateReason: "quiet" }));
  }
  const s3 = new S3Client(settings);
  const { bucket: Bucket, key: Key } = ARTIFACT;
  const CreateBucketConfiguration = { LocationConstraint: "ap-northeast-2" } as const;
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
  const Tagging = "Project=shop&Service=storefront";
  const { VersionId = "" } = await s3.send(new PutObjectCommand({ Bucket, Key, Body: ZIP, Tagging }));
  return VersionId;
}
