/** What Pulumi declares of a stage for a service's releases, in the emulator: table, registration, alarms and bucket. */
import { CloudWatchClient, PutMetricAlarmCommand, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  CreateBucketCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
  type PutObjectCommandInput,
} from "@aws-sdk/client-s3";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { COLOURS } from "../../../../naming/colours";
import { servicePath } from "../../../../naming/parameters";
import { tableName } from "../../../../runtime/release/aws/table";
import type { Registration } from "../../../../runtime/release/registration";
import { MOTO_CLIENT } from "../../../helpers/moto";
import { IDENTITY } from "../sample";

/** As components/release-control/release-table.ts does; with a client to look at it. */
export async function declareTable(endpoint: string): Promise<DynamoDBClient> {
  const client = new DynamoDBClient({ ...MOTO_CLIENT, endpoint });
  const keys = { service: "HASH", record: "RANGE" } as const;
  await client.send(
    new CreateTableCommand({
      TableName: tableName(IDENTITY),
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: Object.entries(keys).map(([AttributeName, KeyType]) => ({ AttributeName, KeyType })),
      AttributeDefinitions: Object.keys(keys).map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    }),
  );
  return client;
}

export async function declareRegistration(endpoint: string, registration: Registration): Promise<void> {
  const Name = servicePath(IDENTITY, "registration");
  const put = new PutParameterCommand({ Name, Value: JSON.stringify(registration), Type: "String" });
  await new SSMClient({ ...MOTO_CLIENT, endpoint }).send(put);
}

/** Those of both colours, all of them quiet. */
export async function declareAlarms(endpoint: string, { colours }: Registration): Promise<void> {
  const client = new CloudWatchClient({ ...MOTO_CLIENT, endpoint });
  for (const AlarmName of COLOURS.flatMap((colour) => colours[colour].alarms)) {
    await client.send(
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
    await client.send(new SetAlarmStateCommand({ AlarmName, StateValue: "OK", StateReason: "quiet" }));
  }
}

/** With versions. */
export async function declareBucket(endpoint: string, Bucket: string): Promise<S3Client> {
  const client = new S3Client({ ...MOTO_CLIENT, endpoint });
  const LocationConstraint = MOTO_CLIENT.region as "ap-northeast-2";
  await client.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }));
  const VersioningConfiguration = { Status: "Enabled" } as const;
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  return client;
}

/** The version of the object. */
export async function uploaded(client: S3Client, object: PutObjectCommandInput): Promise<string> {
  const { VersionId = "" } = await client.send(new PutObjectCommand(object));
  return VersionId;
}
