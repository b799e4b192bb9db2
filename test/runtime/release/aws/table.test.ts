import assert from "node:assert/strict";
import { PutItemCommand, ScanCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CallFailed } from "../../../../runtime/release/aws/calls";
import { Table, tableName } from "../../../../runtime/release/aws/table";
import { leaseFrom, taken, type Lease } from "../../../../runtime/release/lease";
import type { EndedRelease } from "../../../../runtime/release/ports";
import { stateFrom } from "../../../../runtime/release/state";
import { withMoto } from "../../../helpers/moto";
import { IDENTITY, NOON, open, RELEASE, SERVING } from "../sample";
import { calls, withAddresses } from "./environment";
import { declareTable } from "./declared";
import { refused, withWire } from "./wire";

const MINE: Lease = { owner: "me", fence: 1, until: NOON + 120_000 };
const ENDED: EndedRelease = { release: RELEASE, outcome: "done", reason: "it serves", endedAt: NOON };

describe("the table of releases", () => {
  const moto = withMoto();
  withAddresses(() => ({ AWS_ENDPOINT_URL: moto.endpoint }));
  let client: DynamoDBClient;
  let table: Table;

  beforeEach(async () => {
    client = await declareTable(moto.endpoint);
    table = new Table(calls(), IDENTITY);
  });

  const keys = async (): Promise<string[]> => {
    const { Items = [] } = await client.send(new ScanCommand({ TableName: tableName(IDENTITY) }));
    return Items.map(({ service, record }) => `${service?.S ?? ""} ${record?.S ?? ""}`).sort();
  };

  it("refuses a record under a lease that somebody else has taken over, and writes neither state nor end", async () => {
    await table.takeLease(MINE, undefined);
    await table.takeLease({ owner: "other", fence: 2, until: NOON }, MINE);
    assert.equal(await table.record(SERVING, MINE, undefined), false);
    assert.equal(await table.record(SERVING, MINE, ENDED), false);
    assert.deepEqual(await table.read(), {
      state: undefined,
      lease: { owner: "other", fence: 2, until: NOON },
    });
    assert.deepEqual(await keys(), ["storefront state"]);
  });

  it("gives the lease to one of two who have read the same", async () => {
    const both = await Promise.all([
      table.takeLease(MINE, undefined),
      table.takeLease({ ...MINE, owner: "other" }, undefined),
    ]);
    assert.deepEqual(both.sort(), [false, true]);
    const { lease } = await table.read();
    const found = leaseFrom(lease);
    assert.equal(await table.hasLease(found), true);
    assert.equal(await table.hasLease({ ...found, owner: "third" }), false);
    assert.equal(await table.hasLease({ ...found, fence: 2 }), false);
    const next = taken(found, "third", NOON + 200_000)!;
    assert.equal(await table.takeLease(next, { ...found, fence: 7 }), false);
    assert.equal(await table.takeLease(next, found), true);
  });

  it("has the lease also where the call that took it is made again, its answer lost", async () => {
    assert.equal(await table.takeLease(MINE, undefined), true);
    assert.equal(await table.takeLease(MINE, undefined), true);
    const next = { owner: "me again", fence: 2, until: NOON };
    assert.equal(await table.takeLease(next, MINE), true);
    assert.equal(await table.takeLease(next, MINE), true);
  });

  it("records the state, gives the lease back, and does so again without harm", async () => {
    await table.takeLease(MINE, undefined);
    const state = open({ phase: "baking", evidence: ["“2 of 2”"] });
    assert.equal(await table.record(state, MINE, undefined), true);
    assert.equal(await table.record(state, MINE, undefined), true);
    const read = await table.read();
    assert.deepEqual(stateFrom(read.state), state);
    assert.deepEqual(read.lease, { ...MINE, until: 0 });
  });

  it("writes a release that ended with the state, in one call, as an item in the order of the ends", async () => {
    await table.takeLease(MINE, undefined);
    assert.equal(await table.record(SERVING, MINE, ENDED), true);
    assert.deepEqual(await keys(), ["storefront release#2026-11-21T12:00:00.000Z#r2", "storefront state"]);
    assert.deepEqual(await table.ended("r2"), ENDED);
    assert.equal(await table.ended("2"), undefined);
  });

  it("hands on what is none of ours as it stands there, to be refused by whoever reads it", async () => {
    const TableName = tableName(IDENTITY);
    const key = { service: { S: "storefront" }, record: { S: "state" } };
    const given = [
      [{ S: "no JSON" }, { S: "mine" }, { state: "no JSON", lease: { S: "mine" } }],
      [{ N: "1" }, { M: { owner: { S: "me" } } }, { state: { N: "1" }, lease: { owner: "me" } }],
    ] as const;
    for (const [state, lease, read] of given) {
      await client.send(new PutItemCommand({ TableName, Item: { ...key, state, lease } }));
      const found = await table.read();
      assert.deepEqual(found, read);
      assert.throws(() => stateFrom(found.state), /the release record/);
      assert.throws(() => leaseFrom(found.lease), /the lease/);
    }
  });

  it("refuses an ended release that is none, and says where it stands", async () => {
    const record = "release#2026-11-21T12:00:00.000Z#r9";
    const Item = {
      service: { S: "storefront" },
      record: { S: record },
      release: { S: "{" },
      outcome: { S: "done" },
    };
    await client.send(new PutItemCommand({ TableName: tableName(IDENTITY), Item }));
    await assert.rejects(table.ended("r9"), {
      name: "Refusal",
      message: new RegExp(`^the item ${record}: must be the record of a release that ended`),
    });
  });
});

describe("the table of releases, when it takes no more calls", () => {
  const wire = withWire();
  withAddresses(() => ({ AWS_ENDPOINT_URL: wire.url }));

  it("is asked three times, and then named", async () => {
    wire.answer = () => refused("ThrottlingException", "Rate exceeded");
    const table = new Table(calls(), IDENTITY);
    await assert.rejects(table.takeLease(MINE, undefined), {
      name: "CallFailed",
      message: "dynamodb:UpdateItem: ThrottlingException: Rate exceeded (tried 3 times)",
    });
    assert.equal(wire.count("UpdateItem"), 3);
  });

  it("takes the lease where it answered too late to the first try", async () => {
    let tries = 0;
    wire.answer = () =>
      ++tries < 3 ? refused("ProvisionedThroughputExceededException") : { status: 200, body: {} };
    assert.equal(await new Table(calls(), IDENTITY).takeLease(MINE, undefined), true);
  });

  it("has time of its own to give the lease back, when the invocation has none left", async () => {
    const table = new Table(calls(-1), IDENTITY);
    assert.equal(await table.record(SERVING, MINE, undefined), true);
    assert.equal(wire.count("UpdateItem"), 1);
  });

  it("says false to a conflict of conditions in a transaction, and throws for any other reason", async () => {
    const table = new Table(calls(), IDENTITY);
    const cancelled = (...codes: string[]) => ({
      status: 400,
      body: {
        __type: "TransactionCanceledException",
        message: "cancelled",
        CancellationReasons: codes.map((Code) => ({ Code })),
      },
    });
    wire.answer = () => cancelled("ConditionalCheckFailed", "None");
    assert.equal(await table.record(SERVING, MINE, ENDED), false);
    wire.answer = () => cancelled("TransactionConflict", "None");
    await assert.rejects(table.record(SERVING, MINE, ENDED), CallFailed);
  });
});
