/** The releases of a service that are over, out of the table of release records, newest first. */
import { DynamoDBClient, QueryCommand, type AttributeValue } from "@aws-sdk/client-dynamodb";
import { endedFrom, END_PREFIX } from "../../../runtime/release/aws/ended-item";
import { tableName } from "../../../runtime/release/aws/table";
import type { EndedRelease } from "../../../runtime/release/ports";
import type { Place } from "../place";
import { clientSettings } from "./client";

/**
 * @param atMost - so many of the newest, at least 1
 * @throws Refusal when an item is no release's
 */
export async function readHistory(place: Place, service: string, atMost: number): Promise<EndedRelease[]> {
  const client = new DynamoDBClient(clientSettings(place.region));
  try {
    const found: EndedRelease[] = [];
    let from: Record<string, AttributeValue> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: tableName(place),
          KeyConditionExpression: "#service = :service AND begins_with(#record, :release)",
          ExpressionAttributeNames: { "#service": "service", "#record": "record" },
          ExpressionAttributeValues: { ":service": { S: service }, ":release": { S: END_PREFIX } },
          ScanIndexForward: false,
          Limit: atMost - found.length,
          ...(from === undefined ? {} : { ExclusiveStartKey: from }),
        }),
      );
      found.push(...Items.map((item) => endedFrom(item["record"]?.S ?? "", plain(item))));
      from = LastEvaluatedKey;
    } while (from !== undefined && found.length < atMost);
    return found;
  } finally {
    client.destroy();
  }
}

/** Texts and numbers; a record of a release has nothing else. */
function plain(item: Record<string, AttributeValue>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(item).map(([name, { S, N }]) => [name, N === undefined ? S : Number(N)]),
  );
}
