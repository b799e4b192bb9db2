/** The table of releases as Pulumi declares it (components/release-control/release-table.ts), in the emulator. */
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { tableName } from "../../../../runtime/release/aws/table";
import { MOTO_CLIENT } from "../../../helpers/moto";
import { IDENTITY } from "../sample";

/** With a client to look at it. */
export async function declareTable(endpoint: string): Promise<DynamoDBClient> {
  const client = new DynamoDBClient({ ...MOTO_CLIENT, endpoint });
  await client.send(
    new CreateTableCommand({
      TableName: tableName(IDENTITY),
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [
        { AttributeName: "service", KeyType: "HASH" },
        { AttributeName: "record", KeyType: "RANGE" },
      ],
      AttributeDefinitions: [
        { AttributeName: "service", AttributeType: "S" },
        { AttributeName: "record", AttributeType: "S" },
      ],
    }),
  );
  return client;
}
