import assert from "node:assert/strict";
import { ownershipMark } from "../../../runtime/names/difference";
import { MOTO_TIMEOUT, withMoto } from "../../helpers/moto";
import { record, Stage } from "./on-moto";

const WEB = "web.dev.shop.internal";
const MARK = ownershipMark({ project: "shop", stage: "dev" });
const blueServes = { services: [{ service: "web", colours: ["blue" as const] }] };
const greenServes = { services: [{ service: "web", colours: ["green" as const] }] };

describe("the names of a stage on Route 53 and EC2", function () {
  this.timeout(MOTO_TIMEOUT);
  const moto = withMoto();
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.of(moto);
  });
  afterEach(() => stage.relay.close());

  it("are said to be unchanged where there is nothing to name, and nothing is written", async () => {
    assert.deepEqual(await stage.names(), {
      outcome: "unchanged",
      changed: 0,
      foreign: [],
      reason: "the names are as they are to be",
    });
    assert.ok(!stage.relay.calls.includes("ChangeResourceRecordSets"));
  });

  it("lead to the fleet that serves, the fleet under test and each instance, each marked as ours, by one request", async () => {
    const [one, two, three] = [
      await stage.launch("blue"),
      await stage.launch("green"),
      await stage.launch("green"),
    ];
    assert.deepEqual(await stage.names(blueServes), {
      outcome: "changed",
      changed: 10,
      foreign: [],
      reason: "records changed: 10",
    });
    assert.deepEqual(stage.relay.calls.filter((call) => call === "ChangeResourceRecordSets").length, 1);
    const names = {
      [`prd.${WEB}`]: [one.address],
      [`pre.${WEB}`]: [two.address, three.address].sort(),
      [`${one.id}.${WEB}`]: [one.address],
      [`${two.id}.${WEB}`]: [two.address],
      [`${three.id}.${WEB}`]: [three.address],
    };
    assert.deepEqual(await stage.addresses(), names);
    const records = await stage.records();
    for (const name of Object.keys(names)) assert.deepEqual(records[`${name} TXT`], [MARK]);
    assert.equal(Object.keys(records).length, 10);
  });

  it("are not written a second time", async () => {
    await stage.launch("blue");
    await stage.names(blueServes);
    assert.equal((await stage.names(blueServes)).outcome, "unchanged");
  });

  it("are the same where two write them at once, as events and the sweep may", async () => {
    const { id, address } = await stage.launch("blue");
    const reports = await Promise.all([stage.names(blueServes), stage.names(blueServes)]);
    assert.ok(reports.every(({ outcome }) => outcome !== "failed"));
    assert.deepEqual(await stage.addresses(), { [`${id}.${WEB}`]: [address], [`prd.${WEB}`]: [address] });
    assert.equal((await stage.names(blueServes)).outcome, "unchanged");
  });

  it("change sides with the switch, both at once", async () => {
    const [one, two] = [await stage.launch("blue"), await stage.launch("green")];
    await stage.names(blueServes);
    assert.equal((await stage.names(greenServes)).changed, 2);
    const { [`prd.${WEB}`]: product, [`pre.${WEB}`]: preProduct } = await stage.addresses();
    assert.deepEqual([product, preProduct], [[two.address], [one.address]]);
  });

  it("stay as they are for both sides while nobody can say which colour serves", async () => {
    const one = await stage.launch("blue");
    await stage.names(blueServes);
    const next = await stage.launch("blue");
    await stage.names({ services: [{ service: "web", colours: undefined }] });
    const found = await stage.addresses();
    assert.deepEqual(found[`prd.${WEB}`], [one.address]);
    assert.deepEqual(found[`${next.id}.${WEB}`], [next.address]);
  });

  it("go with their instance, and with it the mark", async () => {
    const { id } = await stage.launch("blue");
    await stage.names(blueServes);
    await stage.end(id);
    assert.equal(await stage.known(), 1);
    await stage.names(blueServes);
    assert.deepEqual(await stage.records(), {});
  });

  it("are none for an instance that is stopped", async () => {
    const { id } = await stage.launch("blue");
    await stage.stop(id);
    await stage.names(blueServes);
    assert.deepEqual(await stage.records(), {});
  });

  it("are none for an instance that an event told to have ended, though EC2 still says that it runs", async () => {
    const { id } = await stage.launch("blue");
    await stage.names(blueServes);
    await stage.names({ ...blueServes, ended: [id] });
    assert.deepEqual(await stage.records(), {});
  });

  it("are none for instances of another stage, of nobody, or with somebody else's tags", async () => {
    await stage.launch("blue", "web", "prod");
    await stage.run({});
    await stage.run({ Project: "shop", Stage: "dev", Service: "web", Colour: "blue" });
    await stage.run({
      Project: "shop",
      Stage: "dev",
      Service: "web",
      Colour: "red",
      ManagedBy: "multistage",
    });
    await stage.names(blueServes);
    assert.deepEqual(await stage.records(), {});
  });

  it("are left alone where somebody else has a record, which is said; the others are written", async () => {
    const { id, address } = await stage.launch("blue");
    const [theirs, alias] = [record(`prd.${WEB}.`, "A", "10.9.9.9"), record(`db.${WEB}.`, "A", "10.9.9.8")];
    await stage.change("CREATE", theirs, alias);
    assert.deepEqual(await stage.names(blueServes), {
      outcome: "changed",
      changed: 2,
      foreign: [`prd.${WEB}`],
      reason: `records changed: 2; left alone, as somebody else has records there: prd.${WEB}`,
    });
    assert.deepEqual(await stage.addresses(), {
      [`${id}.${WEB}`]: [address],
      [`prd.${WEB}`]: ["10.9.9.9"],
      [`db.${WEB}`]: ["10.9.9.8"],
    });
  });

  it("are read to the end of the stage's domain, over as many pages as it has, and no further", async () => {
    const { address } = await stage.launch("blue");
    const others = Array.from({ length: 350 }, (_, index) =>
      record(`n${index}.${WEB}.`, "TXT", index % 2 === 0 ? MARK : '"theirs"'),
    );
    for (const from of [0, 175]) await stage.change("CREATE", ...others.slice(from, from + 175));
    await stage.names(blueServes);
    const lists = stage.relay.calls.filter((call) => call === "ListResourceRecordSets");
    assert.equal(lists.length, 2);
    assert.deepEqual((await stage.addresses())[`prd.${WEB}`], [address]);
    assert.equal((await stage.names(blueServes)).outcome, "unchanged");
  });
});

describe("the names of a stage in a zone that others use, too", function () {
  this.timeout(MOTO_TIMEOUT);
  const moto = withMoto();
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.of(moto, "corp.internal");
  });
  afterEach(() => stage.relay.close());

  it("stand below the stage, and what stands beside it is neither read nor changed", async () => {
    const { id, address } = await stage.launch("blue");
    const beside = [
      "dev-x.corp.internal.",
      "prd.web.prod.corp.internal.",
      "zzz.corp.internal.",
      "corp.internal.",
    ];
    await stage.change("CREATE", ...beside.map((name) => record(name, "TXT", MARK)));
    const many = Array.from({ length: 320 }, (_, index) =>
      record(`x${index}.zzz.corp.internal.`, "TXT", MARK),
    );
    await stage.change("CREATE", ...many);
    await stage.names(blueServes);
    assert.deepEqual(await stage.addresses(), {
      [`${id}.web.dev.corp.internal`]: [address],
      "prd.web.dev.corp.internal": [address],
    });
    const records = await stage.records();
    for (const name of beside) assert.deepEqual(records[`${name.slice(0, -1)} TXT`], [MARK]);
    assert.equal(stage.relay.calls.filter((call) => call === "ListResourceRecordSets").length, 1);
  });
});
