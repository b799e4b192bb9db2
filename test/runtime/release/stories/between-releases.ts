/** Weights changed by hand while no release is on its way. */
import assert from "node:assert/strict";
import { newState } from "../../../../runtime/release/state";
import type { Pair } from "../../../../runtime/release/weights";
import type { Story } from "../world/story";
import { byHand, ends, prepare, released, stageOf, SWEEP, targets, tells } from "./stage";

const ROW = "6.1 weights changed behind our back";
const OLD: Pair = { blue: 100, green: 0 };
const HAND = "the weights were changed by hand";

export const BETWEEN: readonly Story[] = [
  {
    row: ROW,
    title:
      "outside a release a person moves users: that is the serving colour now, and the other one is kept",
    run: async (decide) => {
      const stage = await released(stageOf(decide));
      await stage.settle(SWEEP);
      stage.said.length = stage.calls.length = 0;
      byHand(stage, OLD);
      await stage.settle(SWEEP);
      tells(
        stage,
        undefined,
        [
          `${HAND}, and requests go to blue: taken over`,
          "users are on blue: it is the serving colour now",
          "blue is written down as the serving colour, for pulumi up",
          "the preview shows green",
          "nothing is to be done",
        ],
        ["blue is written down as serving", "the preview rule shows green"],
        ends(stage),
      );
      const { serving, idle, product } = stage.world.state;
      assert.deepEqual(product?.pair, OLD);
      assert.deepEqual(serving, { colour: "blue", releaseId: "r1" });
      const { until = 0, ...kept } = idle ?? {};
      assert.deepEqual(kept, { why: "kept", releaseId: "r2", canGoBack: true, size: 1 });
      assert.ok(until > stage.world.now + 3_500_000);
    },
  },
  {
    row: ROW,
    title:
      "outside a release requests go to both colours: left alone, no release before a person puts it right, then one may begin",
    run: async (decide) => {
      const stage = stageOf(decide);
      byHand(stage, { blue: 50, green: 50 });
      const drift = "requests go to blue 50 %, green 50 %, which no release wrote";
      await stage.settle(SWEEP);
      tells(stage, undefined, [drift, "nothing is to be done"]);
      await stage.run(prepare());
      const refusal = `${drift}; put the weights right with multistage rollback, and release again`;
      tells(stage, undefined, [drift, "nothing is to be done", refusal]);
      assert.deepEqual(stage.answer("prepare", "r2"), { kind: "failed", reason: refusal });
      byHand(stage, OLD);
      await stage.run(SWEEP);
      await stage.run(SWEEP);
      await stage.run(prepare("r3"));
      assert.deepEqual(stage.said.slice(3), [
        `${HAND}, and requests go to blue: taken over`,
        `put right: ${drift}`,
        "release r3 has the service, and gets green",
      ]);
      assert.deepEqual(stage.calls, []);
    },
  },
  ...(
    [
      [1, "blue", "blue has 1 of 1 healthy", 102],
      [0, "green", "green has 1 of 1 healthy", 102],
    ] as const
  ).map(([healthy, colour, health, mark]): Story => ({
    row: ROW,
    title: `outside a release requests go nowhere: users are sent to the colour that is better off, which is ${colour}`,
    run: async (decide) => {
      const stage = stageOf(decide);
      targets(stage, "blue", 1, healthy);
      targets(stage, "green", 1, 1);
      byHand(stage, { blue: 0, green: 0 });
      await stage.run(SWEEP);
      const weights = colour === "blue" ? `${mark}, 0` : `0, ${mark}`;
      tells(
        stage,
        undefined,
        [`${HAND} to neither colour; ${health}: users go there`],
        [`the product rule shows ${colour} (weights ${weights})`],
      );
    },
  })),
  {
    row: ROW,
    title: "before anything is recorded of a service the weights of its rule are taken for known",
    run: async (decide) => {
      const stage = stageOf(decide);
      stage.world = { ...stage.world, state: { ...stage.world.state, product: undefined } };
      await stage.settle(SWEEP);
      tells(stage, undefined, ["requests go to blue", "nothing is to be done"]);
      assert.deepEqual(stage.world.state.product?.pair, { blue: 101, green: 0 });
    },
  },
  {
    row: ROW,
    title:
      "all that was recorded of a service is lost: what serves is known from what Pulumi reads, and stays as it is",
    run: async (decide) => {
      const stage = stageOf(decide);
      stage.world = { ...stage.world, state: newState("storefront") };
      await stage.settle(SWEEP);
      tells(stage, undefined, ["requests go to blue", "nothing is to be done"]);
      assert.deepEqual(stage.world.state.serving, { colour: "blue", releaseId: "r1" });
      await stage.run(prepare());
      assert.equal(stage.world.state.open?.plan.canGoBack, true);
    },
  },
];
