/** Amazon DynamoDB: tables. */
import * as dynamodb from "@aws-sdk/client-dynamodb";
import { isValues, type Value, type Values } from "../../../wire/values";
import type { Clients } from "../clients";
import { ifGiven, text, type Mirror, type Mirrored } from "../mirrored";
import { retag, tagList, tagMap } from "../tags";

function list(value: Value | undefined): Values[] {
  return Array.isArray(value) ? value.filter(isValues) : [];
}

function keys(of: Values): dynamodb.KeySchemaElement[] {
  const key = (name: string, KeyType: dynamodb.KeyType) =>
    text(of, name) === "" ? [] : [{ AttributeName: text(of, name), KeyType }];
  return [...key("hashKey", "HASH"), ...key("rangeKey", "RANGE")];
}

function capacity(of: Values): dynamodb.ProvisionedThroughput | undefined {
  const [ReadCapacityUnits, WriteCapacityUnits] = [Number(of["readCapacity"]), Number(of["writeCapacity"])];
  return ReadCapacityUnits > 0 ? { ReadCapacityUnits, WriteCapacityUnits } : undefined;
}

function index(of: Values): dynamodb.LocalSecondaryIndex {
  const attributes = of["nonKeyAttributes"];
  return {
    IndexName: text(of, "name"),
    KeySchema: keys(of),
    Projection: {
      ProjectionType: text(of, "projectionType") as dynamodb.ProjectionType,
      ...(Array.isArray(attributes) ? { NonKeyAttributes: attributes.map(String) } : {}),
    },
  };
}

function stream(properties: Values): { StreamSpecification?: dynamodb.StreamSpecification } {
  if (properties["streamEnabled"] !== true) return {};
  const StreamViewType = text(properties, "streamViewType") as dynamodb.StreamViewType;
  return { StreamSpecification: { StreamEnabled: true, StreamViewType } };
}

function creation({ id, properties }: Mirror): dynamodb.CreateTableCommandInput {
  const [global, local] = [
    list(properties["globalSecondaryIndexes"]),
    list(properties["localSecondaryIndexes"]),
  ];
  return {
    TableName: id,
    BillingMode: text(properties, "billingMode") as dynamodb.BillingMode,
    AttributeDefinitions: list(properties["attributes"]).map((attribute) => ({
      AttributeName: text(attribute, "name"),
      AttributeType: text(attribute, "type") as dynamodb.ScalarAttributeType,
    })),
    KeySchema: keys(properties),
    ProvisionedThroughput: capacity(properties),
    ...(global.length === 0
      ? {}
      : {
          GlobalSecondaryIndexes: global.map((one) => ({
            ...index(one),
            ProvisionedThroughput: capacity(one),
          })),
        }),
    // A local index has the hash key of its table.
    ...(local.length === 0
      ? {}
      : {
          LocalSecondaryIndexes: local.map((one) => index({ hashKey: text(properties, "hashKey"), ...one })),
        }),
    ...stream(properties),
    DeletionProtectionEnabled: properties["deletionProtectionEnabled"] === true,
    Tags: tagList(properties),
  };
}

async function set(to: Clients, { id, properties }: Mirror, isDue: (name: string) => boolean): Promise<void> {
  const client = to.of(dynamodb.DynamoDBClient);
  const { ttl, pointInTimeRecovery: recovery } = properties;
  if (isDue("ttl") && isValues(ttl) && text(ttl, "attributeName") !== "") {
    const TimeToLiveSpecification = {
      AttributeName: text(ttl, "attributeName"),
      Enabled: ttl["enabled"] === true,
    };
    await client.send(new dynamodb.UpdateTimeToLiveCommand({ TableName: id, TimeToLiveSpecification }));
  }
  if (isDue("pointInTimeRecovery") && isValues(recovery)) {
    const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: recovery["enabled"] === true };
    const input = { TableName: id, PointInTimeRecoverySpecification };
    await client.send(new dynamodb.UpdateContinuousBackupsCommand(input));
  }
}

const OF_TABLE = [
  "billingMode",
  "deletionProtectionEnabled",
  "readCapacity",
  "streamEnabled",
  "writeCapacity",
];

const table: Mirrored = {
  gone: ["ResourceNotFoundException"],
  create: async (to, mirror) => {
    await to.of(dynamodb.DynamoDBClient).send(new dynamodb.CreateTableCommand(creation(mirror)));
    await set(to, mirror, () => true);
  },
  update: async (to, mirror, sent, before) => {
    const [client, { properties }] = [to.of(dynamodb.DynamoDBClient), mirror];
    if (OF_TABLE.some((name) => sent.has(name))) {
      const { TableName, BillingMode, ProvisionedThroughput, DeletionProtectionEnabled } = creation(mirror);
      const input = { TableName, BillingMode, ProvisionedThroughput, DeletionProtectionEnabled };
      await client.send(new dynamodb.UpdateTableCommand(input));
    }
    await set(to, mirror, (name) => sent.has(name));
    const ResourceArn = text(properties, "arn");
    await retag(
      mirror,
      sent,
      before,
      (TagKeys) => client.send(new dynamodb.UntagResourceCommand({ ResourceArn, TagKeys })),
      (Tags) => client.send(new dynamodb.TagResourceCommand({ ResourceArn, Tags })),
    );
  },
  remove: (to, { id }) =>
    to.of(dynamodb.DynamoDBClient).send(new dynamodb.DeleteTableCommand({ TableName: id })),
  read: async (to, { id, properties }) => {
    const client = to.of(dynamodb.DynamoDBClient);
    const { Table: held } = await client.send(new dynamodb.DescribeTableCommand({ TableName: id }));
    const ResourceArn = text(properties, "arn");
    const { Tags } = await client.send(new dynamodb.ListTagsOfResourceCommand({ ResourceArn }));
    const key = (KeyType: string): string =>
      held?.KeySchema?.find((one) => one.KeyType === KeyType)?.AttributeName ?? "";
    return {
      arn: held?.TableArn ?? "",
      billingMode: held?.BillingModeSummary?.BillingMode ?? "PROVISIONED",
      hashKey: key("HASH"),
      ...ifGiven(properties, "rangeKey", key("RANGE")),
      tagsAll: tagMap(Tags),
    };
  },
};

export const ofDynamodb = { "aws:dynamodb/table:Table": table };
