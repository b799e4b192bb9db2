/**
 * DynamoDB: what is recorded of a service. One item is its state and its lease, changed on conditions only; each release
 * that ended is an item of its own, written in the transaction that ends it.
 */
import {
  GetItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type AttributeValue,
  type Update,
} from "@aws-sdk/client-dynamodb";
import * as z from "zod/mini";
import { physicalName } from "../../../naming/names";
import type { Identity } from "../../../naming/identity";
import { givenBack, type Lease } from "../lease";
import type { EndedRelease, Records } from "../ports";
import { jsonOf, objectOf, textOf } from "./attributes";
import { CallFailed, codeOf, type Calls, type Sending } from "./calls";
import { endedFrom, endedItem, END_PREFIX } from "./ended-item";
import type { ServiceIdentity } from "./parameters";

/** The table has time of its own: the lease is given back also by an invocation that has none left. */
const DEADLINE_MILLISECONDS = 5000;

const STATE = "state";
const item = z.object({ Item: z.optional(z.record(z.string(), z.unknown())) });
const items = z.object({
  Items: z.array(z.record(z.string(), z.unknown())),
  LastEvaluatedKey: z.optional(z.unknown()),
});

export function tableName({ project, stage }: Identity): string {
  return physicalName("aws:dynamodb/table:Table", { project, stage, role: "releases" });
}

export class Table implements Records {
  private readonly name: string;

  constructor(
    private readonly calls: Calls,
    private readonly identity: ServiceIdentity,
  ) {
    this.name = tableName(identity);
  }

  async read(): Promise<{ readonly state: unknown; readonly lease: unknown }> {
    const { state, lease } = await this.get("#state, #lease", { "#state": "state", "#lease": "lease" });
    return { state: jsonOf(state), lease: objectOf(lease) };
  }

  async takeLease(lease: Lease, before: Lease | undefined): Promise<boolean> {
    const isFree = before === undefined ? "attribute_not_exists(#lease)" : "#lease.#fence = :before";
    return this.isDone("dynamodb:UpdateItem", (options) =>
      this.calls.clients.dynamoDb.send(
        new UpdateItemCommand({
          ...this.key(),
          UpdateExpression: "SET #lease = :lease",
          // Or it is this very lease: its call took effect, and was tried again.
          ConditionExpression: `${isFree} OR (${OWN})`,
          ExpressionAttributeNames: LEASE_NAMES,
          ExpressionAttributeValues: {
            ...ownValues(lease),
            ":lease": leaseValue(lease),
            ...(before === undefined ? {} : { ":before": { N: String(before.fence) } }),
          },
        }),
        options,
      ),
    );
  }

  async hasLease({ owner, fence }: Lease): Promise<boolean> {
    const found = objectOf((await this.get("#lease", { "#lease": "lease" }))["lease"]);
    const now = found as Partial<Lease> | undefined;
    return now?.owner === owner && now.fence === fence;
  }

  async record(state: unknown, lease: Lease, ended: EndedRelease | undefined): Promise<boolean> {
    const update = {
      ...this.key(),
      UpdateExpression: "SET #state = :state, #lease = :lease",
      ConditionExpression: OWN,
      ExpressionAttributeNames: { ...LEASE_NAMES, "#state": "state" },
      ExpressionAttributeValues: {
        ...ownValues(lease),
        ":state": { S: JSON.stringify(state) },
        ":lease": leaseValue(givenBack(lease)),
      },
    } satisfies Update;
    const { dynamoDb } = this.calls.clients;
    if (ended === undefined)
      return this.isDone("dynamodb:UpdateItem", (options) =>
        dynamoDb.send(new UpdateItemCommand(update), options),
      );
    const Put = { TableName: this.name, Item: endedItem(this.identity.service, ended) };
    const both = new TransactWriteItemsCommand({ TransactItems: [{ Update: update }, { Put }] });
    return this.isDone("dynamodb:TransactWriteItems", (options) => dynamoDb.send(both, options));
  }

  /** A release that ended, by its id; undefined where none of that id ever held the service. */
  async ended(id: string): Promise<EndedRelease | undefined> {
    let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
    do {
      const asked = new QueryCommand({
        TableName: this.name,
        KeyConditionExpression: "#service = :service AND begins_with(#record, :prefix)",
        ExpressionAttributeNames: { "#service": "service", "#record": "record" },
        ExpressionAttributeValues: { ":service": { S: this.identity.service }, ":prefix": { S: END_PREFIX } },
        ScanIndexForward: false,
        ConsistentRead: true,
        ...(ExclusiveStartKey === undefined ? {} : { ExclusiveStartKey }),
      });
      const read = await this.calls.ask("dynamodb:Query", items, (options) =>
        this.calls.clients.dynamoDb.send(asked, options),
      );
      const found = read.Items.find((one) => textOf(one["record"])?.endsWith(`#${id}`) === true);
      if (found !== undefined) return endedFrom(textOf(found["record"]) ?? "", objectOf({ M: found }));
      ExclusiveStartKey = read.LastEvaluatedKey as Record<string, AttributeValue> | undefined;
    } while (ExclusiveStartKey !== undefined);
    return undefined;
  }

  private key() {
    return { TableName: this.name, Key: { service: { S: this.identity.service }, record: { S: STATE } } };
  }

  private async get(
    ProjectionExpression: string,
    ExpressionAttributeNames: Record<string, string>,
  ): Promise<Readonly<Record<string, unknown>>> {
    const asked = new GetItemCommand({
      ...this.key(),
      ConsistentRead: true,
      ProjectionExpression,
      ExpressionAttributeNames,
    });
    const { Item } = await this.calls.ask(
      "dynamodb:GetItem",
      item,
      (options) => this.calls.clients.dynamoDb.send(asked, options),
      Date.now() + DEADLINE_MILLISECONDS,
    );
    return Item ?? {};
  }

  /** False where its condition does not hold, with nothing written. */
  private async isDone(
    call: "dynamodb:UpdateItem" | "dynamodb:TransactWriteItems",
    send: Sending,
  ): Promise<boolean> {
    try {
      await this.calls.ask(call, z.unknown(), send, Date.now() + DEADLINE_MILLISECONDS);
      return true;
    } catch (error) {
      if (isRefused(error)) return false;
      throw error;
    }
  }
}

const OWN = "#lease.#fence = :fence AND #lease.#owner = :owner";
const LEASE_NAMES = { "#lease": "lease", "#fence": "fence", "#owner": "owner" };

function ownValues({ owner, fence }: Lease): Record<string, AttributeValue> {
  return { ":owner": { S: owner }, ":fence": { N: String(fence) } };
}

function leaseValue({ owner, fence, until }: Lease): AttributeValue {
  return { M: { owner: { S: owner }, fence: { N: String(fence) }, until: { N: String(until) } } };
}

/** A condition that does not hold: in a transaction it is one of its reasons. */
function isRefused(error: unknown): boolean {
  if (codeOf(error) === "ConditionalCheckFailedException") return true;
  if (!(error instanceof CallFailed) || error.code !== "TransactionCanceledException") return false;
  const { CancellationReasons: reasons = [] } = error.cause as { CancellationReasons?: { Code?: string }[] };
  return reasons.some(({ Code }) => Code === "ConditionalCheckFailed");
}
