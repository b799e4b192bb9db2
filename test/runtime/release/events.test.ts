import assert from "node:assert/strict";
import { eventsFunction, type Context } from "../../../runtime/release/events";
import type { LogLine } from "../../../runtime/release/log";
import { inOrder } from "../../../runtime/release/sweep";
import { logged } from "./logged";
import { StageInMemory } from "./stage-in-memory";
import { at, executes, side } from "./stories/stage";
import { withExecution } from "./world/moves";

const SWEEP = { source: "aws.events", "detail-type": "Scheduled Event", detail: {} };

interface Called {
  readonly lines: readonly LogLine[];
  /** What it threw, if it did. */
  readonly failure: string | undefined;
}

async function called(stage: StageInMemory, event: unknown, context?: Context): Promise<Called> {
  const handler = eventsFunction(
    () => ({ project: "shop", stage: "dev" }),
    () => stage,
  );
  let failure: string | undefined;
  const { lines } = await logged(async () => {
    await handler(event, context).catch((error: unknown) => {
      failure = String(error);
    });
  });
  return { lines, failure };
}

/** Its log, where it does not fail. */
async function told(stage: StageInMemory, event: unknown): Promise<readonly LogLine[]> {
  const { lines, failure } = await called(stage, event);
  assert.equal(failure, undefined);
  return lines;
}

function pipelineEvent(state: string, service = "storefront", action?: string): unknown {
  const detail = {
    pipeline: `shop-dev-${service}-pipeline`,
    state,
    ...(action === undefined ? {} : { action }),
  };
  return { source: "aws.codepipeline", "detail-type": "CodePipeline … State Change", detail };
}

const ALARM = {
  source: "aws.cloudwatch",
  "detail-type": "CloudWatch Alarm State Change",
  detail: { alarmName: "shop-dev-storefront-errors-green", state: { value: "ALARM" } },
};

function instanceEvent(what: string): unknown {
  const detail = { AutoScalingGroupName: "shop-dev-storefront-fleet-green", EC2InstanceId: "i-7" };
  return { source: "aws.autoscaling", "detail-type": `EC2 Instance ${what} Successful`, detail };
}

describe("the function events", () => {
  it("does nothing for what concerns no service of the stage, says so, and nothing of what is in it", async () => {
    const stage = new StageInMemory("storefront");
    assert.deepEqual(
      await told(stage, { source: "aws.s3", "detail-type": "x", detail: { secret: "s3cret" } }),
      [{ level: "info", step: "events", message: "nothing to do: no event that is looked at: x of aws.s3" }],
    );
    for (const event of [null, "", 7, pipelineEvent("FAILED", "Storefront")]) await told(stage, event);
    assert.deepEqual(stage.opened, []);
  });

  it("does nothing for a service that has a pipeline or an alarm and no registration", async () => {
    const stage = new StageInMemory("storefront");
    const lines = await told(stage, pipelineEvent("FAILED", "guestbook"));
    assert.deepEqual(
      lines.map(({ message }) => message),
      [
        "the pipeline's execution FAILED",
        "nothing to do: /shop/dev/services/guestbook/registration: must be a parameter that says how guestbook is released, " +
          "got nothing; run pulumi up, which writes it",
      ],
    );
  });

  it("fails where AWS cannot be asked, so that it is seen", async () => {
    const stage = new StageInMemory("storefront");
    stage.troubles.set("storefront", new Error("Throttling"));
    assert.equal((await called(stage, ALARM)).failure, "Error: Throttling");
  });

  for (const [title, verdict, reason] of [
    [
      "refused",
      { state: "rejected", by: "Bob", at: 1, comment: "broken" } as const,
      "Bob rejected it: broken",
    ],
    ["never given", { state: "timedOut" } as const, "nobody approved it in time"],
  ] as const)
    it(`ends the release whose approval was ${title}`, async () => {
      const stage = new StageInMemory("storefront");
      await at(stage.of(), "deployed");
      executes(stage.of(), { status: "failed", approval: verdict });
      await told(stage, pipelineEvent("FAILED", "storefront", "Approve"));
      assert.deepEqual(
        stage.of().history.map((one) => [one.outcome, one.reason]),
        [["rejected", reason]],
      );
    });

  it("has users back in one invocation when the alarm of what they are on fires during the bake", async () => {
    const stage = new StageInMemory("storefront");
    await at(stage.of(), "baking");
    side(stage.of(), "green", { alarm: "ALARM" });
    const lines = await told(stage, ALARM);
    assert.deepEqual(lines.map(({ guard, action }) => [guard, action]).slice(0, 3), [
      [undefined, undefined],
      ["baking-alarm", undefined],
      ["return", "the product rule shows blue (weights 103, 0)"],
    ]);
    assert.equal(stage.of().history[0]?.outcome, "rolledBack");
  });

  it("does nothing about an alarm of a colour that users are not on, or outside a bake", async () => {
    const stage = new StageInMemory("storefront");
    side(stage.of(), "green", { alarm: "ALARM" });
    await told(stage, ALARM);
    assert.deepEqual(stage.of().calls, []);
  });

  for (const [what, ended] of [
    ["Launch", []],
    ["Terminate", ["i-7"]],
  ] as const)
    it(`brings the names in line after: ${what}`, async () => {
      const stage = new StageInMemory("storefront", "backend").withNames();
      await told(stage, instanceEvent(what));
      assert.deepEqual(
        stage.named.map(({ services, ended: gone }) => [services, gone]),
        [[[{ service: "storefront", colours: ["blue"] }], ended]],
      );
    });

  it("brings no names in line where the stage has no zone", async () => {
    const stage = new StageInMemory("storefront");
    await told(stage, instanceEvent("Launch"));
    assert.deepEqual(stage.named, []);
  });
});

describe("the sweep", () => {
  it("looks at every service and at the names, and says how many", async () => {
    const stage = new StageInMemory("one", "two").withNames();
    const lines = await told(stage, SWEEP);
    assert.deepEqual(lines.at(-1), {
      level: "info",
      step: "events",
      message: "2 of 2 services were looked at",
    });
    assert.deepEqual(
      stage.named[0]?.services.toSorted((a, b) => a.service.localeCompare(b.service)),
      [
        { service: "one", colours: ["blue"] },
        { service: "two", colours: ["blue"] },
      ],
    );
  });

  it("ends a release whose execution the pipeline no longer knows", async () => {
    const stage = new StageInMemory("storefront");
    await at(stage.of(), "deploying");
    stage.of().world = withExecution(stage.of().world, "r2", { status: "missing" });
    await told(stage, SWEEP);
    assert.deepEqual(
      stage.of().history.map(({ outcome, reason }) => [outcome, reason]),
      [["rejected", "the pipeline no longer knows its execution"]],
    );
  });

  it("looks at all others when one is in trouble, keeps that one's names, and fails in the end", async () => {
    const stage = new StageInMemory("one", "two", "three").withNames();
    stage.troubles.set("two", new Error("Throttling"));
    const { lines, failure } = await called(stage, SWEEP);
    assert.equal(failure, "Error: could not look at two; the log says why");
    assert.deepEqual(
      lines.filter(({ level }) => level === "error"),
      [{ level: "error", step: "events", service: "two", goal: "sweep", message: "Error: Throttling" }],
    );
    assert.deepEqual(
      stage.named[0]?.services.find(({ service }) => service === "two"),
      { service: "two", colours: undefined },
    );
    assert.deepEqual(stage.opened.toSorted(), ["one", "three", "two"]);
  });

  it("fails when the names could not be brought in line, after everything else was done", async () => {
    const stage = new StageInMemory("one").withNames();
    stage.namesReport = { outcome: "failed", foreign: [], reason: "the zone is gone" };
    assert.equal(
      (await called(stage, SWEEP)).failure,
      "Error: could not look at the names; the log says why",
    );
    assert.deepEqual(stage.opened, ["one"]);
  });

  it("says each time which names are somebody else's, also where there was nothing to do", async () => {
    const stage = new StageInMemory("one").withNames();
    const reason = "left alone, as somebody else has records there: pre.one.dev.shop.internal";
    stage.namesReport = { outcome: "unchanged", foreign: ["pre.one.dev.shop.internal"], reason };
    const { lines, failure } = await called(stage, SWEEP);
    assert.equal(failure, undefined);
    assert.deepEqual(
      lines.filter(({ goal }) => goal === "names"),
      [{ level: "info", step: "events", goal: "names", message: reason }],
    );
  });

  it("begins nothing that it could not end in time, and says which services are left for the next minute", async () => {
    const services = Array.from({ length: 10 }, (_, index) => `s${index}`);
    const stage = new StageInMemory(...services);
    stage.passTakes = 9_000;
    const left = 12_000 + 13_000 + 5_000;
    const { failure = "" } = await called(stage, SWEEP, { getRemainingTimeInMillis: () => left });
    assert.match(failure, /could not look at (?:s\d \(no time\), )*s\d \(no time\); the log/);
    assert.ok(stage.opened.length < 10, `${stage.opened.length}`);
  });

  it("leaves AWS time between services, once there are more than a few", async () => {
    const stage = new StageInMemory(...Array.from({ length: 9 }, (_, index) => `s${index}`));
    const began = performance.now();
    await told(stage, SWEEP);
    const took = performance.now() - began;
    assert.equal(stage.opened.length, 9);
    assert.ok(took >= 990, `${took} ms`);
  });

  it("begins with those not looked at for the longest, and in a new environment elsewhere each minute", () => {
    const services = ["a", "b", "c", "d"];
    const looked = new Map([
      ["a", 5],
      ["b", 1],
      ["d", 3],
    ]);
    assert.deepEqual(inOrder(services, looked, 0), ["c", "b", "d", "a"]);
    assert.deepEqual(
      [0, 1, 2, 5].map((minute) => inOrder(services, new Map(), minute * 60_000)[0]),
      ["a", "b", "c", "b"],
    );
    assert.deepEqual(inOrder([], new Map(), 1), []);
  });
});
