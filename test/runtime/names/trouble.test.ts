/** What AWS may answer, and the emulator does not: on the wire, before it is passed on. */
import assert from "node:assert/strict";
import { ownershipMark } from "../../../runtime/names/difference";
import { MOTO_TIMEOUT, withMoto } from "../../helpers/moto";
import { record, Stage } from "./on-moto";
import { ec2Error, route53Error, type Trouble } from "./relay";

const WEB = "web.dev.shop.internal";
const MARK = ownershipMark({ project: "shop", stage: "dev" });
const blueServes = { services: [{ service: "web", colours: ["blue" as const] }] };

const prior = route53Error("PriorRequestNotComplete", "Route 53 was still processing a prior request.");
const throttled = route53Error("Throttling", "Rate exceeded");
/** Nothing else on the wire looks like it: its root is the error, and it has no code. */
const misfit: Trouble = {
  status: 400,
  body:
    '<?xml version="1.0"?>\n<InvalidChangeBatch xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Messages>' +
    "<Message>Tried to delete a record set but it was not found</Message></Messages></InvalidChangeBatch>",
};

describe("trouble with the names", function () {
  this.timeout(MOTO_TIMEOUT);
  const moto = withMoto();
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.of(moto);
    await stage.launch("blue");
  });
  afterEach(() => stage.relay.close());

  const count = (wanted: string): number => stage.relay.calls.filter((call) => call === wanted).length;

  it("is a zone that is gone: it is said, with the way out", async () => {
    await stage.deleteZone();
    assert.deepEqual(await stage.names(blueServes), {
      outcome: "failed",
      changed: 0,
      foreign: [],
      reason: `the zone ${stage.zoneId} is gone; run pulumi up, which makes it anew, or leave it out of the settings`,
    });
  });

  it("is a zone that is public: nothing of the network is told in it", async () => {
    const open = await Stage.of(moto, "shop.example", false);
    const { outcome, reason } = await open.names(blueServes);
    assert.deepEqual(
      [outcome, reason],
      ["failed", "Error: the zone shop.example is public; give a private one"],
    );
    assert.deepEqual(await open.records(), {});
    await open.relay.close();
  });

  it("is a zone whose name is none a component would have made", async () => {
    const odd = await Stage.of(moto, "a_b.internal");
    assert.match((await odd.names(blueServes)).reason, /^Refusal: zone: must be .*, got "a_b.internal"; /);
    await odd.relay.close();
  });

  for (const [what, trouble, said] of [
    [
      "a role that may not write",
      route53Error("AccessDenied", "not authorized", 403),
      "AccessDenied: not authorized",
    ],
    [
      "a zone with no room for another record",
      route53Error("LimitsExceeded", "no more records"),
      "LimitsExceeded: no more records",
    ],
  ] as const) {
    it(`is ${what}: it is said in the words of AWS, once`, async () => {
      stage.relay.next("ChangeResourceRecordSets", trouble, trouble);
      const { outcome, reason } = await stage.names(blueServes);
      assert.deepEqual([outcome, reason], ["failed", said]);
      assert.equal(count("ChangeResourceRecordSets"), 1);
    });
  }

  it("is EC2 not saying which instances run: no name is taken away", async () => {
    await stage.names(blueServes);
    const before = await stage.records();
    stage.relay.next("DescribeInstances", ec2Error("UnauthorizedOperation", "not authorized", 403));
    assert.deepEqual((await stage.names(blueServes)).reason, "UnauthorizedOperation: not authorized");
    assert.deepEqual(await stage.records(), before);
  });

  it("passes with a prior request and with throttling: both are asked again", async () => {
    stage.relay.next("ChangeResourceRecordSets", prior, throttled);
    stage.relay.next("ListResourceRecordSets", throttled);
    stage.relay.next("DescribeInstances", ec2Error("RequestLimitExceeded", "Request limit exceeded.", 503));
    assert.equal((await stage.names(blueServes)).outcome, "changed");
    assert.equal(count("ChangeResourceRecordSets"), 3);
    assert.equal(count("ListResourceRecordSets"), 2);
    assert.equal(count("DescribeInstances"), 2);
  });

  it("is throttling that does not pass: four times is enough", async () => {
    stage.relay.next("GetHostedZone", ...Array<Trouble>(5).fill(throttled));
    assert.deepEqual((await stage.names(blueServes)).reason, "Throttling: Rate exceeded");
    assert.equal(count("GetHostedZone"), 4);
  });

  for (const call of ["GetHostedZone", "DescribeInstances", "ChangeResourceRecordSets"] as const) {
    it(`is silence upon ${call}: it ends by the deadline`, async () => {
      stage.relay.next(call, "silence");
      const start = Date.now();
      const { outcome, reason } = await stage.names({ ...blueServes, deadline: start + 700 });
      assert.deepEqual([outcome, reason], ["failed", "there was no more time for the names"]);
      const took = Date.now() - start;
      assert.ok(took >= 650 && took < 1500, `${took} ms`);
    });
  }

  it("is a deadline that has passed: it ends at once", async () => {
    const start = Date.now();
    assert.equal((await stage.names({ deadline: start - 1000 })).outcome, "failed");
    assert.ok(Date.now() - start < 500);
  });

  it("is a deadline while it waits to ask again: it ends by the deadline", async () => {
    stage.relay.next("GetHostedZone", ...Array<Trouble>(5).fill(throttled));
    const start = Date.now();
    await stage.names({ deadline: start + 300 });
    assert.ok(Date.now() - start < 800);
  });

  for (const [form, trouble] of [
    ["a document of its own", misfit],
    ["an error as any other", route53Error("InvalidChangeBatch", "Tried to delete a record set")],
  ] as const) {
    it(`is a zone that was changed since it was read, told as ${form}: it is read again, once`, async () => {
      stage.relay.before("ChangeResourceRecordSets", () =>
        stage.change("CREATE", record(`prd.${WEB}.`, "A", "10.9.9.9")),
      );
      stage.relay.next("ChangeResourceRecordSets", trouble);
      const { outcome, foreign } = await stage.names(blueServes);
      assert.deepEqual([outcome, foreign], ["changed", [`prd.${WEB}`]]);
      assert.deepEqual((await stage.addresses())[`prd.${WEB}`], ["10.9.9.9"]);
      assert.equal(count("ListResourceRecordSets"), 2);
    });

    it(`is a zone that takes no change, told as ${form}, though it was read again: it is said`, async () => {
      stage.relay.next("ChangeResourceRecordSets", trouble, trouble, trouble);
      assert.deepEqual(
        (await stage.names(blueServes)).reason,
        `the zone ${stage.zoneId} does not take the changes, and did not after it was read again`,
      );
      assert.equal(count("ChangeResourceRecordSets"), 2);
    });
  }

  it("after the first of several requests leaves what that one did, and the next call does the rest", async () => {
    const own = Array.from({ length: 800 }, (_, index) => record(`n${index}.${WEB}.`, "TXT", MARK));
    for (const from of [0, 400]) await stage.change("CREATE", ...own.slice(from, from + 400));
    stage.relay.next("ChangeResourceRecordSets", "none", route53Error("AccessDenied", "not authorized", 403));
    const first = await stage.names(blueServes);
    assert.deepEqual([first.outcome, first.changed], ["failed", 727]);
    const second = await stage.names(blueServes);
    assert.deepEqual([second.outcome, second.changed], ["changed", 77]);
    assert.equal(Object.keys(await stage.records()).length, 4);
  });
});
