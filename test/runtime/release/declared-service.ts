/** In moto what Pulumi makes of a stage and its service, and a revision that was uploaded; nothing is released yet. */
import { CloudWatchClient, PutMetricAlarmCommand, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  CreateBucketCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { EmulatorAddress } from "../../../local/emulator-client";
import { servicePath } from "../../../naming/parameters";
import { tableName } from "../../../runtime/release/aws/table";
import type { Registration } from "../../../runtime/release/registration";
import { MOTO_CLIENT } from "../../helpers/moto";
import { zipOf } from "../../local/functions/helpers";
import { Declaring, onPath, to } from "../../local/load-balancer/declared";
import { declareFleets } from "./aws/fleet";
import { IDENTITY } from "./sample";

export interface DeclaredService {
  readonly registration: Registration;
  /** Of the uploaded revision. */
  readonly versionId: string;
}

/** One instance, no bake: what is to be waited for is said by another registration. */
export async function declareService(moto: EmulatorAddress, previewUrl: string): Promise<DeclaredService> {
  const client = { ...MOTO_CLIENT, endpoint: moto.endpoint };
  const registration = { ...(await declared(moto)), previewUrl };
  await makeTable(new DynamoDBClient(client));
  await makeParameters(new SSMClient(client), registration);
  await makeAlarms(new CloudWatchClient(client), registration);
  return { registration, versionId: await upload(new S3Client(client), registration) };
}

async function declared(moto: EmulatorAddress): Promise<Registration> {
  const declare = new Declaring(moto);
  const [blue, green] = [
    await declare.group({ TargetType: "instance" }),
    await declare.group({ TargetType: "instance" }),
  ];
  const balancer = await declare.balancer();
  const rule = async (port: number, weights: readonly [number, number]): Promise<string> => {
    const listener = await declare.listener(balancer, port);
    return declare.rule(listener, 1, onPath("/*"), to([blue, weights[0]], [green, weights[1]]));
  };
  const { registration } = await declareFleets(moto, { blue, green });
  return {
    ...registration,
    productRuleArn: await rule(80, [100, 0]),
    previewRuleArn: await rule(8443, [0, 100]),
    sizes: { min: 1, max: 2, initial: 1 },
    healthyReads: 1,
    bakeSeconds: 0,
  };
}

async function makeTable(client: DynamoDBClient): Promise<void> {
  const keys = { service: "HASH", record: "RANGE" } as const;
  await client.send(
    new CreateTableCommand({
      TableName: tableName(IDENTITY),
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: Object.entries(keys).map(([AttributeName, KeyType]) => ({ AttributeName, KeyType })),
      AttributeDefinitions: Object.keys(keys).map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    }),
  );
}

async function makeParameters(client: SSMClient, registration: Registration): Promise<void> {
  const Value = JSON.stringify(registration);
  const Name = servicePath(IDENTITY, "registration");
  await client.send(new PutParameterCommand({ Name, Value, Type: "String" }));
}

async function makeAlarms(client: CloudWatchClient, { colours }: Registration): Promise<void> {
  for (const AlarmName of [...colours.blue.alarms, ...colours.green.alarms]) {
    await client.send(
      new PutMetricAlarmCommand({
        AlarmName,
        MetricName: "m",
        Namespace: "n",
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

async function upload(client: S3Client, { artifacts }: Registration): Promise<string> {
  const Bucket = artifacts.bucket;
  const LocationConstraint = MOTO_CLIENT.region as "ap-northeast-2";
  await client.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }));
  await client.send(
    new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }),
  );
  const put = new PutObjectCommand({
    Bucket,
    Key: `${artifacts.prefix}revision.zip`,
    Body: await zipOf({ "appspec.yml": "version: 0.0" }),
    Tagging: "Project=shop&Stage=dev&Service=storefront",
    Metadata: { commit: "c0ffee" },
  });
  const { VersionId = "" } = await client.send(put);
  return VersionId;
}
