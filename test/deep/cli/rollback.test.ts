import assert from "node:assert/strict";
import { decide } from "../../../runtime/release/decide";
import type { EndedRelease } from "../../../runtime/release/ports";
import type { Sent } from "../../runtime/release/aws/wire";
import { MOTO_TIMEOUT } from "../../helpers/moto";
import { LONG_AGO, NOON, RELEASE, SERVING } from "../../runtime/release/sample";
import { at as inPhase, released, stageOf } from "../../runtime/release/stories/stage";
import { atShop } from "../../cli/release/at-shop";
import { replies } from "../../cli/release/wire-answers";

interface Wish {
  readonly goal: string;
  readonly service: string;
  readonly id: string;
  readonly by: string;
  readonly why?: string;
  readonly release?: string;
}

const ENDED: EndedRelease = {
  release: { ...RELEASE, id: "r1", toId: "r1" },
  outcome: "done",
  reason: "release r1 serves on green",
  endedAt: NOON,
};

describe("multistage rollback", function () {
  this.timeout(MOTO_TIMEOUT);
  const at = atShop();
  const wishes = (): Wish[] =>
    at.lambda.sent.map(({ body }: Sent) => (typeof body === "string" ? JSON.parse(body) : body) as Wish);

  /** r2 serves on green, and r1 is kept on blue. */
  async function kept(): Promise<void> {
    await at.stage.plant({ blue: 0, green: 102 });
    const { world } = await released(stageOf(decide));
    await at.stage.record(world.state);
  }

  it("refuses without --yes where nobody can be asked, after it said what it would do; nothing is asked for", async () => {
    await kept();
    const { code, out, err } = await at.run(["rollback", "storefront"]);
    assert.deepEqual([code, out, at.lambda.sent], [2, "", []], err);
    assert.equal(
      err,
      `storefront: users go back to blue, release r1, at once, by one call
refused
  --yes: must be given to have users of storefront go back where nobody can be asked, got nothing; add it, or run this on a terminal
`,
    );
  });

  it("refuses an unknown service with the nearest name, --yes or not", async () => {
    await at.stage.parameter("registration", "{}");
    const { code, err } = await at.run(["rollback", "storefont", "--yes"]);
    assert.equal(code, 2);
    assert.match(err, /got storefont; perhaps storefront is meant/);
    assert.deepEqual(at.lambda.sent, []);
  });

  it("refuses what is not possible with the engine's reason, and asks nobody", async () => {
    await at.stage.plant();
    await at.stage.record(SERVING);
    const { code, err } = await at.run(["rollback", "storefront", "--yes"]);
    assert.equal(code, 2);
    assert.equal(
      err,
      "refused\n  rollback of storefront: must be possible, got no fleet was kept to go back to, and no earlier release is recorded; multistage status shows how it is\n",
    );
    assert.deepEqual(at.lambda.sent, []);
  });

  it("refuses what the function refuses at once: nothing happened", async () => {
    await kept();
    at.lambda.answer = replies({
      state: "refused",
      reason: "the product rule was changed by hand; put it right first",
    });
    const { code, err } = await at.run(["rollback", "storefront", "--yes"]);
    assert.equal(code, 2);
    assert.match(
      err,
      /rollback of storefront: must be possible, got the product rule was changed by hand; put it right first\n$/,
    );
  });

  it("fails where it came to nothing after it began", async () => {
    await kept();
    at.lambda.answer = replies(
      { state: "underway", reason: "users are to go back", releaseId: "x" },
      { state: "refused", reason: "users stay: blue has 0 of 2 healthy" },
    );
    const { code, err } = await at.run(["rollback", "storefront", "--yes"]);
    assert.equal(code, 1);
    assert.match(err, /failed: users stay: blue has 0 of 2 healthy\n$/);
  });

  it("fails where the function fails, or answers as another version would", async () => {
    await kept();
    at.lambda.answer = () => ({
      status: 200,
      body: { errorMessage: "Task timed out after 60.00 seconds" },
      headers: { "x-amz-function-error": "Unhandled" },
    });
    const failed = await at.run(["rollback", "storefront", "--yes"]);
    assert.equal(failed.code, 1);
    assert.match(
      failed.err,
      /failed: the function shop-dev-release failed: Task timed out after 60\.00 seconds/,
    );
    at.lambda.answer = replies({ ok: true });
    const other = await at.run(["rollback", "storefront", "--yes"]);
    assert.match(
      other.err,
      /failed: the function shop-dev-release answered \{"ok":true\}; it is of another version/,
    );
  });

  it("says which call of the runbook helps where the function is not there", async () => {
    await kept();
    at.lambda.answer = () => ({
      status: 404,
      body: { Message: "Function not found" },
      headers: { "x-amzn-errortype": "ResourceNotFoundException" },
    });
    const { code, err } = await at.run(["rollback", "storefront", "--yes"]);
    assert.equal(code, 1);
    assert.match(
      err,
      /could not ask the function shop-dev-release: it is not there; run pulumi up, or use the call in docs\/runbook\.md/,
    );
  });

  it("switches back: one wish, asked again with the same id until it is done", async () => {
    await kept();
    at.lambda.answer = replies(
      { state: "underway", reason: "Bob has users go back", releaseId: "x" },
      { state: "done", reason: "users are back on blue", releaseId: "x" },
    );
    const { code, out, err } = await at.run(["rollback", "storefront", "--yes", "--why", "customers call"]);
    assert.deepEqual([code, out], [0, "✓ users are back on blue\n"], err);
    const asked = wishes();
    assert.deepEqual(
      asked.map(({ goal, service, why }) => [goal, service, why]),
      [
        ["switchBack", "storefront", "customers call"],
        ["switchBack", "storefront", "customers call"],
      ],
    );
    assert.equal(asked[0]?.id, asked[1]?.id);
    assert.match(asked[0]?.id ?? "", /^[0-9a-f-]{36}$/);
    assert.match(asked[0]?.by ?? "", /^.+@.+$/);
  });

  it("repeats the same wish where the answer got lost", async () => {
    await kept();
    let times = 0;
    at.lambda.answer = () =>
      times++ === 0
        ? { status: 500, body: { Message: "internal" }, headers: { "x-amzn-errortype": "ServiceException" } }
        : { status: 200, body: { state: "done", reason: "users are back on blue" } };
    const { code, err } = await at.run(["rollback", "storefront", "--yes"]);
    assert.equal(code, 0, err);
    assert.deepEqual(new Set(wishes().map(({ id }) => id)).size, 1);
    assert.equal(wishes().length, 2);
  });

  it("ends a release that users have not moved to", async () => {
    await at.stage.plant();
    const { world } = await inPhase(stageOf(decide), "prepared");
    await at.stage.record(world.state);
    at.pipeline.answer = () => ({
      status: 200,
      body: { pipelineExecution: { status: "InProgress" }, actionExecutionDetails: [], stageStates: [] },
    });
    at.lambda.answer = replies({ state: "done", reason: "users had not moved" });
    await at.stage.bucket();
    const { code, err } = await at.run(["rollback", "storefront", "--yes"]);
    assert.equal(code, 0, err);
    assert.match(
      err,
      /^storefront: release r2, which users have not moved to, ends; users stay on blue, release r1\n/,
    );
  });

  it("releases the one before again where its fleet is gone, and says first why that is not at once", async () => {
    await at.stage.plant({ blue: 0, green: 102 });
    await at.stage.record({
      ...SERVING,
      serving: { colour: "green", releaseId: "r2" },
      product: { pair: { blue: 0, green: 102 }, at: LONG_AGO },
    });
    await at.stage.ended(ENDED);
    await at.stage.ended({ ...ENDED, release: { ...RELEASE, id: "r2", toId: "r2" }, endedAt: NOON + 1000 });
    at.lambda.answer = replies({ state: "underway", reason: "release x has the service", releaseId: "x" });
    const { code, out, err } = await at.run(["rollback", "storefront", "--yes", "--no-wait", "--json"]);
    assert.equal(code, 0, err);
    assert.equal(
      err,
      `storefront: release r1 of 2026-11-21 12:00:00 UTC is released again, on the idle fleet, which takes as long as any release, without an approval
  not at once, because no fleet was kept to go back to
`,
    );
    const [wish] = wishes();
    assert.deepEqual([wish?.goal, wish?.release, wishes().length], ["reRelease", "r1", 1]);
    assert.deepEqual(JSON.parse(out), {
      ok: true,
      id: wish?.id,
      plan: "reRelease",
      state: "underway",
      reason: "release x has the service",
      releaseId: "x",
    });
  });

  it("does not keep users from going back because something cannot be read", async () => {
    at.pipeline.answer = () => ({
      status: 400,
      body: { __type: "ThrottlingException", message: "Rate exceeded" },
    });
    at.lambda.answer = replies({ state: "done", reason: "users are back on blue" });
    const { code, err } = await at.run(["rollback", "storefront", "--yes"], {
      AWS_ENDPOINT_URL_SSM: at.pipeline.url,
    });
    assert.equal(code, 0, err);
    assert.match(
      err,
      /^storefront: users go back at once, by one call, where a fleet was kept to go back to; else it is refused\n {2}could not read the services of shop dev: AWS is asked too much just now/,
    );
    assert.equal(wishes()[0]?.goal, "switchBack");
  });

  it("asks the function also where the registration is newer than this command", async () => {
    await at.stage.parameter("registration", '{"version":99}');
    await at.stage.table();
    at.lambda.answer = replies({ state: "done", reason: "users are back on blue" });
    const { code, err } = await at.run(["rollback", "storefront", "--yes"]);
    assert.equal(code, 0, err);
    assert.match(err, /got 99; update multistage here, too\n/);
    const named = await at.run(["rollback", "storefront", "--to", "r1", "--yes"]);
    assert.equal(named.code, 2);
    assert.equal(wishes().length, 1);
  });

  it("finds an older release by its id, and refuses one that is not recorded with the nearest", async () => {
    await at.stage.plant();
    await at.stage.record(SERVING);
    await at.stage.ended({ ...ENDED, release: { ...RELEASE, id: "b7c1e0aa", toId: "b7c1e0aa" } });
    const unknown = await at.run(["rollback", "storefront", "--to", "b7c1e0ab", "--yes"]);
    assert.equal(unknown.code, 2, unknown.err);
    assert.match(
      unknown.err,
      /--to: must be a release that is over, as b7c1e0aa, got b7c1e0ab; multistage history lists them/,
    );
    at.lambda.answer = replies({ state: "done", reason: "release x serves on green" });
    const { code, err } = await at.run(["rollback", "storefront", "--to", "b7c1e0aa", "--yes"]);
    assert.equal(code, 0, err);
    assert.match(err, /not at once, because the fleet of release b7c1e0aa is not there any more/);
    assert.equal(wishes()[0]?.release, "b7c1e0aa");
  });

  it("tells that it goes on by itself when it is interrupted", async () => {
    await kept();
    at.lambda.answer = replies({ state: "underway", reason: "users are to go back" });
    let isDone = false;
    const { code, err } = await at.run(["rollback", "storefront", "--yes"], {}, (text, interrupt) => {
      if (isDone || !text.includes("… users are to go back")) return;
      isDone = true;
      interrupt();
    });
    assert.equal(code, 130, err);
    assert.match(
      err,
      /interrupted; it goes on by itself: multistage status storefront --stack dev shows it\n$/,
    );
  });
});
