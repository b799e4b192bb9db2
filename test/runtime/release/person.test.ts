import assert from "node:assert/strict";
import * as fc from "fast-check";
import { personFunction } from "../../../runtime/release/person";
import type { Reply } from "../../../runtime/release/wish";
import { askedOf } from "./asking";
import { SECRETS, jobEvent } from "./event";
import { logged } from "./logged";
import { StageInMemory, unregistered } from "./stage-in-memory";
import { at, fleet, released } from "./stories/stage";

const REMEDY = "ask as multistage rollback, release and retire do";
const BACK = { goal: "switchBack", service: "storefront", id: "back-1", by: "Ada", why: "customers call" };
const AGAIN = { goal: "reRelease", service: "storefront", id: "again-1", by: "Ada", release: "r2" };
const RETIRE = { goal: "retire", service: "storefront", by: "Ada" };

let stage: StageInMemory;
beforeEach(() => {
  stage = new StageInMemory("storefront");
});

function asked(event: unknown): Promise<Reply> {
  return askedOf(stage, event);
}

/** The sweep, until nothing changes any more. */
async function swept(): Promise<void> {
  await stage.of().settle({ kind: "sweep" });
}

describe("what a person asks for", () => {
  it("is refused or done, whatever is asked, and never quotes a job", async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (event) => {
        assert.equal((await asked(event)).state, "refused");
      }),
    );
    const { reason } = await asked(jobEvent("{}"));
    for (const secret of SECRETS) assert.ok(!reason.includes(secret));
    assert.deepEqual(stage.opened, []);
  });

  for (const [title, event, problems] of [
    ["nothing", null, [`goal: must be switchBack or reRelease, got nothing; ${REMEDY}`]],
    [
      "an unknown goal",
      { ...BACK, goal: "drop" },
      [`goal: must be switchBack or reRelease, got "drop"; ${REMEDY}`],
    ],
    [
      "a wish without most of it",
      { goal: "switchBack", service: "Storefront", id: "", by: "", more: 1 },
      [
        "service: must be 1 to 32 lower-case letters, digits and hyphens, a letter first and no hyphen last, got " +
          `"Storefront"; ${REMEDY}`,
        `id: must be 1 to 128 letters, digits, dots, hyphens and underscores, got ""; ${REMEDY}`,
        `by: must be not empty, got ""; ${REMEDY}`,
        `why: must be a text, got nothing; ${REMEDY}`,
        `more: must be left out, got 1; ${REMEDY}`,
      ],
    ],
    [
      "a novel",
      { ...BACK, why: "x".repeat(1001) },
      [`why: must be at most 1000 characters, got "${"x".repeat(76)}...; ${REMEDY}`],
    ],
    [
      "a release by its own id",
      { ...AGAIN, id: "r2" },
      [`id: must be an id of its own, got "r2"; ${REMEDY}`],
    ],
    [
      "to retire nothing",
      { goal: "retire" },
      [`service: must be a text, got nothing; ${REMEDY}`, `by: must be a text, got nothing; ${REMEDY}`],
    ],
  ] as const)
    it(`is refused with everything that is wrong with it: ${title}`, async () => {
      assert.deepEqual(await asked(event), { state: "refused", reason: problems.join("\n") });
      assert.deepEqual(stage.opened, []);
    });

  it("of a service that is not registered is refused, and nothing is recorded of that service", async () => {
    for (const wish of [BACK, AGAIN, RETIRE]) {
      const { state, reason } = await asked({ ...wish, service: "other" });
      assert.deepEqual([state, reason], ["refused", unregistered("other").message]);
    }
  });

  it("is not answered where AWS could not be asked: the call fails, and the same can be asked again", async () => {
    stage.troubles.set("storefront", new Error("Throttling"));
    await assert.rejects(
      logged(() => personFunction("release", ["switchBack"], () => stage)(BACK)),
      {
        message: "Throttling",
      },
    );
  });

  it("is done once another invocation has looked at the service", async () => {
    const one = stage.of();
    const { world } = one;
    one.world = { ...world, lease: { owner: "x", fence: 3, until: world.now + 100_000 } };
    setTimeout(() => {
      one.world = { ...one.world, lease: undefined };
    }, 400);
    assert.equal((await asked(BACK)).state, "refused");
    assert.deepEqual(
      one.world.state.ended.map(({ id }) => id),
      ["back-1"],
    );
  });

  it("waits its turn where another invocation looks at the service", async () => {
    const one = stage.of();
    one.world = { ...one.world, lease: { owner: "x", fence: 3, until: one.world.now + 100_000 } };
    assert.deepEqual(await asked(BACK), {
      state: "underway",
      reason: "another invocation is looking at the service; ask again",
    });
  });
});

describe("a switch back", () => {
  it("is refused where no fleet was kept, with what is possible; asked again, the same", async () => {
    const refused = {
      state: "refused",
      reason: "no fleet was kept to go back to; release the earlier revision again instead",
    };
    assert.deepEqual(await asked(BACK), refused);
    const { state } = stage.of().world;
    assert.deepEqual(await asked(BACK), refused);
    assert.deepEqual(stage.of().world.state, state);
  });

  it("moves users in the same call where the kept fleet is well; asked again, the answer is the same", async () => {
    await released(stage.of());
    const done = {
      state: "done",
      reason: "users are back on blue: customers call",
      releaseId: "back-1",
    };
    assert.deepEqual(await asked(BACK), done);
    const calls = [
      "the product rule shows blue (weights 103, 0)",
      "blue is written down as serving",
      "the preview rule shows green",
    ];
    assert.deepEqual(stage.of().calls, calls);
    await swept();
    assert.deepEqual(await asked(BACK), done);
    assert.deepEqual(stage.of().calls, calls);
  });

  it("is underway while the kept fleet is worse off, and the sweep goes on with it", async () => {
    const one = await released(stage.of());
    fleet(one, "blue", { instances: [] });
    const reply = await asked(BACK);
    assert.deepEqual([reply.state, reply.releaseId], ["underway", "back-1"]);
    await swept();
    assert.equal((await asked(BACK)).state, "done");
  });

  it("while a release is watched is underway as that release, and done when users are back", async () => {
    const one = await at(stage.of(), "baking");
    fleet(one, "blue", { instances: [] });
    const reply = await asked(BACK);
    assert.deepEqual([reply.state, reply.releaseId], ["underway", "r2"]);
    assert.match(
      reply.reason,
      /^users are to go back .*wait until that is no worse: blue has 0 of 0 healthy/,
    );
    assert.equal((await asked(BACK)).state, "underway");
    await swept();
    const done = await asked(BACK);
    assert.deepEqual([done.state, done.releaseId], ["done", "back-1"]);
  });

  it("while a release is watched is underway also where what follows cannot be done at once", async () => {
    await at(stage.of(), "baking");
    const portsOf = stage.portsOf.bind(stage);
    stage.portsOf = (service) => {
      const ports = portsOf(service);
      const throttled = (): Promise<never> => Promise.reject(new Error("Throttling"));
      return {
        ...ports,
        observe: (goal, state) => (goal.kind === "sweep" ? throttled() : ports.observe(goal, state)),
      };
    };
    const reply = await asked(BACK);
    assert.deepEqual([reply.state, reply.releaseId], ["underway", "r2"]);
    await swept();
    assert.equal((await asked(BACK)).state, "done");
  });

  it("while a release is watched is refused in the end, where users could not go back for half an hour", async () => {
    const one = await at(stage.of(), "baking");
    one.world = { ...one.world, badReleases: ["r1"] };
    const broken = { instances: [{ releaseId: "r1", health: "broken" as const }] };
    fleet(one, "blue", broken);
    assert.equal((await asked(BACK)).state, "underway");
    one.pass(1800);
    await one.run({ kind: "sweep" });
    const reply = await asked(BACK);
    assert.deepEqual([reply.state, reply.releaseId], ["refused", "r2"]);
    assert.match(
      reply.reason,
      /^users stay: Ada has users go back: customers call, but blue has 0 of 1 healthy/,
    );
  });
});
