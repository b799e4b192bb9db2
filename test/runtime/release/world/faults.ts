/** What goes wrong in the world, or somebody does, next. */
import { COLOURS, otherThan, type Colour } from "../../../../naming/colours";
import { givenBack } from "../../../../runtime/release/lease";
import type { Goal } from "../../../../runtime/release/observed";
import type { Pair } from "../../../../runtime/release/weights";
import { ARTIFACT } from "../sample";
import { begunWith, invocation, ticks, withExecution, type Choose, type Move } from "./moves";
import { goalOf, withFleet, withSide } from "./read";
import type { Execution, Flight, Step, World } from "./world";

/** All of it; every one names the item it counts as. */
export function faults(world: World, choose: Choose): Move[] {
  const { flight } = world;
  return [
    ...(flight === undefined ? ofInvocations(world, choose) : ofFlight(world, flight)),
    ...ofWeights(world),
    ...COLOURS.flatMap((colour) => ofColour(world, colour)),
    ...world.executions.flatMap((one) => ofExecution(world, one)),
    ...ofPulumi(world),
    ...ofRevisions(world),
  ];
}

/** An invocation ends before it has done everything. */
function ofFlight(world: World, { isCalled, isStale, lease, decision }: Flight): Move[] {
  const when = isCalled ? "after its call, before it could record" : "before its call";
  const died: Move = {
    fault: isCalled ? "crash after a call" : "crash before a call",
    what: `the invocation dies ${when}`,
    next: { ...world, lease: { ...lease, owner: "dead" }, flight: undefined },
  };
  const free: World = { ...world, lease: givenBack(lease), flight: undefined };
  if (!isCalled)
    return [
      died,
      {
        fault: "throttled call",
        what: "the call is throttled: the invocation gives up for now",
        next: free,
      },
    ];
  const state = decision.next;
  return [
    died,
    {
      fault: "crash after the record",
      what: "the invocation dies before it could answer",
      next: { ...free, state, begunWith: begunWith(world, state, isStale) },
    },
  ];
}

/** Invocations that nothing in the usual course leads to, and a clock that goes on. */
function ofInvocations(world: World, choose: Choose): Move[] {
  const back: Goal = { kind: "switchBack", id: "back", by: "Bob", why: "customers call" };
  const again: Goal = { kind: "reRelease", id: "again", by: "Bob", artifact: ARTIFACT, since: world.now };
  const as = (fault: string, moves: readonly Move[]): Move[] =>
    moves.map(({ what, next }) => ({ fault, what, next }));
  return [
    ...duplicates(world).flatMap((goal) =>
      as("duplicate delivery", invocation(world, goal, choose, "an event that comes once more")),
    ),
    ...(world.before === undefined ? [] : stale(world)).flatMap((goal) =>
      as("stale read", invocation(world, goal, choose, `the ${goal.kind}`, true)),
    ),
    ...as("clock forward", ticks(world)),
    ...as("switch back by a person", invocation(world, back, choose, "Bob's rollback")),
    ...as(
      "release of an earlier record",
      invocation(world, again, choose, "Bob, who wants r1 released again,"),
    ),
  ];
}

function ofWeights(world: World): Move[] {
  const { product, sides } = world;
  const hand = (pair: Pair, how: string): Move[] => {
    if (pair.blue === product.blue && pair.green === product.green) return [];
    const next = { ...world, product: pair, before: { product, sides } };
    return [{ fault: "weights changed by hand", what: `Bob sends users ${how}`, next }];
  };
  return [
    ...hand(plain("blue"), "to blue"),
    ...hand(plain("green"), "to green"),
    ...hand({ blue: 50, green: 50 }, "to both colours"),
    ...hand({ blue: 0, green: 0 }, "to neither colour"),
  ];
}

function ofColour(world: World, colour: Colour): Move[] {
  const { fleet, alarm } = world.sides[colour];
  const size = fleet.desired > 0 ? 0 : 1;
  const healthy = fleet.instances.findIndex(({ health }) => health === "healthy");
  const instances = fleet.instances.map((one, index) =>
    index === healthy ? { ...one, health: "broken" as const } : one,
  );
  return [
    {
      fault: "sizes changed by hand",
      what: `Bob ${size === 0 ? "empties" : "fills"} ${colour}`,
      next: withFleet(world, colour, { min: size, max: size, desired: size }),
    },
    ...(healthy === -1
      ? []
      : [
          {
            fault: "target loss",
            what: `an instance of ${colour} is lost`,
            next: withFleet(world, colour, { instances }),
          },
        ]),
    ...(alarm === "OK"
      ? [
          {
            fault: "alarm",
            what: `the alarm of ${colour} fires`,
            next: withSide(world, colour, { alarm: "ALARM" }),
          },
        ]
      : []),
  ];
}

/** Its people do not want it, or nobody says anything. */
function ofExecution(world: World, one: Execution): Move[] {
  if (one.status !== "running" || one.step === "start") return [];
  const end = (change: Partial<Execution>): World =>
    withExecution(world, one.id, { step: "end", status: "failed", isUnanswered: false, ...change });
  const no = { state: "rejected", by: "Ada", at: world.now } as const;
  return [
    ...(one.step === "approve"
      ? [
          { fault: "rejection", what: `Ada rejects ${one.id}`, next: end({ approval: no }) },
          {
            fault: "time-out",
            what: `nobody approves ${one.id} in time`,
            next: end({ approval: { state: "timedOut" } }),
          },
        ]
      : []),
    ...(one.step === "confirm"
      ? [{ fault: "rejection", what: `Ada does not confirm ${one.id}`, next: end({ confirmation: no }) }]
      : []),
    { fault: "execution stopped", what: `somebody stops ${one.id}`, next: end({ status: "stopped" }) },
  ];
}

function ofPulumi(world: World): Move[] {
  const { product, sides, registration } = world;
  const moves: Move[] = [];
  const { colours, sizes } = registration;
  if (colours.green.launchTemplate.version === 1) {
    const newer = {
      blue: { ...colours.blue, launchTemplate: { id: "lt-blue", version: 2 } },
      green: { ...colours.green, launchTemplate: { id: "lt-green", version: 2 } },
    };
    moves.push({
      fault: "pulumi up",
      what: "pulumi up makes new versions of the launch templates",
      next: { ...world, registration: { ...registration, colours: newer } },
    });
  }
  const shows = world.recordedServing ?? "blue";
  const made = { product: plain(shows), preview: plain(otherThan(shows)) };
  moves.push({
    fault: "pulumi up",
    what: `pulumi up makes the rules anew, on ${shows}`,
    next: { ...world, ...made, before: { product, sides } },
  });
  const { min, max, initial } = sizes;
  if (max < 4) {
    const larger = { min: min + 1, max: max + 1, initial: initial + 1 };
    moves.push({
      fault: "registration changed",
      what: "pulumi up declares one instance more",
      next: { ...world, registration: { ...registration, sizes: larger } },
    });
  }
  return moves;
}

function ofRevisions(world: World): Move[] {
  const moves: Move[] = [];
  if (world.artifact === "found")
    moves.push({
      fault: "artifact gone",
      what: "somebody deletes the artifact",
      next: { ...world, artifact: "gone" },
    });
  if (world.badReleases.length === 0)
    moves.push({
      fault: "never healthy",
      what: "r2 turns out never to become healthy",
      next: { ...world, badReleases: ["r2"] },
    });
  return moves;
}

function plain(colour: Colour): Pair {
  return colour === "blue" ? { blue: 100, green: 0 } : { blue: 0, green: 100 };
}

/** Jobs that were answered, of executions that began. */
function duplicates(world: World): Goal[] {
  return world.executions
    .filter(({ step }) => step !== "start")
    .flatMap(({ id, since, step }): Goal[] => {
      const artifact = goalOf(withExecution(world, id, { step: "prepare" }), id);
      const late: Goal[] = [
        ...(artifact?.kind === "prepare" ? [{ ...artifact, since }] : []),
        { kind: "deploy", executionId: id },
        { kind: "release", executionId: id },
      ];
      return late.filter(({ kind }) => kind !== step && isPast(kind, step));
    });
}

const ORDER: readonly Step[] = ["start", "prepare", "deploy", "approve", "release", "confirm", "end"];

function isPast(kind: string, step: Step): boolean {
  return ORDER.findIndex((one) => one === kind) < ORDER.indexOf(step);
}

/** Whoever may read stale. */
function stale(world: World): Goal[] {
  const steps = world.executions.flatMap(({ id, status }) =>
    status === "running" ? (goalOf(world, id) ?? []) : [],
  );
  return [{ kind: "sweep" }, ...steps];
}
