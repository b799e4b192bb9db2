/** What is recorded of a service and of its open release: one item of the table, changed by one write at a time. Pure. */
import * as z from "zod/mini";
import { COLOURS } from "../../naming/colours";
import { parsed, whole, type Format } from "./parse";
import { LONGEST_SECONDS } from "./registration";
import { artifactSchema } from "./revision";
import { pairSchema } from "./weights";

const text = z.string().check(z.minLength(1, "not empty"));
const colour = z.enum(COLOURS);
/** Milliseconds since 1970. */
const time = z.int("milliseconds since 1970").check(z.gte(0, "milliseconds since 1970"));
const count = z.int("0 or more").check(z.gte(0, "0 or more"));
/** As registered: a time that many later is a time, too. */
const seconds = whole(0, LONGEST_SECONDS);

/**
 * Where a release is. `switching` is asked to move the users and waits until it may; `moving` makes the call, and from
 * then on it may have been made; `returning` is to move them back and waits until that is better.
 */
export const PHASES = [
  "preparing",
  "prepared",
  "deploying",
  "deployed",
  "switching",
  "moving",
  "baking",
  "confirming",
  "returning",
] as const;
export type Phase = (typeof PHASES)[number];

export const OUTCOMES = ["done", "rolledBack", "rejected"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What was decided when the release began, and was approved: a change of the registration changes none of it. */
const plan = z.strictObject({
  templateVersion: z.int("1 or more").check(z.gte(1, "1 or more")),
  bakeSeconds: seconds,
  keepSeconds: seconds,
  debugSeconds: seconds,
  approvalRequired: z.boolean(),
  confirmRequired: z.boolean(),
  /** Whether the revision before still runs once this one did. */
  canGoBack: z.boolean(),
});

const answer = z.strictObject({ by: text, at: time, comment: z.optional(z.string()) });

const fields = z.strictObject({
  id: text,
  kind: z.enum(["release", "reRelease", "switchBack"]),
  /** Who asked for it. */
  by: text,
  /** The pipeline's execution; none where a person asked for it. */
  executionId: z.optional(text),
  /** What is released, and the commit it was built from where that is known. */
  artifact: z.optional(artifactSchema),
  commit: z.optional(text),
  /** The colour users are on, with its release; none before the first. A switch back goes from `to` to `from`. */
  from: z.optional(colour),
  fromId: z.optional(text),
  to: colour,
  /** The release that is, or will be, on `to`. */
  toId: text,
  plan,
  /** What `from` had when it began, and does not go below. */
  pinned: count,
  phase: z.enum(PHASES),
  phaseSince: time,
  approval: z.optional(answer),
  /** Since when users are to move. */
  askedAt: z.optional(time),
  /** How often in a row the new fleet was found healthy, and when last. */
  gate: z.strictObject({ reads: count, at: time }),
  /** Why users are to go back. */
  returning: z.optional(text),
  /** What was found and could not be helped. */
  note: z.optional(text),
  /** What happened when, for people. */
  phases: z.array(z.strictObject({ phase: z.string(), at: time, reason: text })),
  weights: z.array(z.strictObject({ at: time, pair: pairSchema, by: text })),
  health: z.array(z.strictObject({ at: time, colour, healthy: count, of: count })),
  /** What was seen in the moment of the switch. */
  evidence: z.array(text),
});
const release = fields.check(z.refine(({ from, to }) => from !== to, "from one colour to the other"));
export type Release = Readonly<z.infer<typeof release>>;
export type Plan = Release["plan"];

const ended = z.strictObject({
  id: text,
  executionId: z.optional(text),
  outcome: z.enum(OUTCOMES),
  reason: text,
  at: time,
  /** Users stayed where they should not have: the pipeline is told so. */
  trouble: z.optional(text),
});
export type Ended = Readonly<z.infer<typeof ended>>;

const state = z.strictObject({
  schema: z.literal(1),
  service: text,
  /** None before the first release. */
  serving: z.optional(z.strictObject({ colour, releaseId: text })),
  /** The product rule's weights as last written or taken over, what they were before, and since when. */
  product: z.optional(z.strictObject({ pair: pairSchema, before: z.optional(pairSchema), at: time })),
  /** Why the other colour is still there, and until when. */
  idle: z.optional(
    z.strictObject({
      why: z.enum(["kept", "debug"]),
      until: time,
      releaseId: z.optional(text),
      canGoBack: z.boolean(),
      size: count,
    }),
  ),
  /** The hold: while it stands the service is this release's. */
  open: z.optional(release),
  /** The last release that held the service, whole. */
  last: z.optional(release),
  /** The last that ended, newest first: whoever asks again gets the same answer. */
  ended: z.array(ended),
  /** What nobody of us made so, and releases wait to be put right. */
  drift: z.optional(text),
});
export type State = Readonly<z.infer<typeof state>>;

/** What was recorded before there was anything to record. */
export function newState(service: string): State {
  return { schema: 1, service, ended: [] };
}

/** How many ends the item remembers; every release that held the service is an item of its own. */
export const REMEMBERED = 10;

/** The longest timeline of a record: an item of the table has 400 KB at most. */
export const LONGEST_TIMELINE = 200;

const FORMAT: Format<typeof state> = {
  name: "the release record",
  key: "schema",
  version: 1,
  schema: state,
  // Version 1 is the first; the next one brings its upgrade.
  upgrades: {},
  remedy: "put the item back from the table's point-in-time recovery; nothing was changed",
};

/**
 * The state out of an item of the table.
 *
 * @throws Refusal with everything that is wrong with it
 */
export function stateFrom(item: unknown): State {
  return parsed(FORMAT, item);
}
