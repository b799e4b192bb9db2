/** The page on releases, docs/release.md: what stands in no code, then the guards as they say of themselves, and three stories. */
import { decide, SECTIONS } from "../../../runtime/release/decide";
import { shortest } from "./world/explore";
import type { World } from "./world/world";
import { REGISTRATION, serving } from "./world/world";

const HEAD = `# How a release goes

A release moves all users from one fleet to the other by one call, and takes them back by the same call reversed. This
page is for those who run one, or want to know why it waits. \`node scripts/release-page.mjs\` writes it anew.

Two colours, blue and green, are fleets for life. One is _serving_: the product rule of the load balancer sends users
there. The other is idle, or being prepared and shown at the preview. In the picture each line is a phase of the
release's record; what holds the service is one record, until its end:

\`\`\`
prepare   preparing ─▶ prepared        the idle colour is emptied, and told what to run
deploy      deploying ─▶ deployed      it is filled, and healthy often enough in a row; the preview shows it
approve                  │             a person looks, and says yes
release     switching ─▶ moving        everything is looked at once more; then one call
              └▶ baking ─▶ confirming  users are watched on the new colour; perhaps a person is asked again
                   │            └───▶  done: the old fleet is kept for a while, then retired
                   └▶ returning ────▶  rolled back: by one call, to the colour that is no worse off
before the call, at any time ───────▶  rejected: users are where they were, or where a person sent them
\`\`\`

Nothing runs in between: the pipeline's steps, events, a sweep every minute and people each cause a _pass_: take the
lease, read everything, decide, make at most one call, record. \`decide\` (\`runtime/release/decide.ts\`) is a pure function;
whoever is interrupted anywhere is followed by a pass that reads what there is.

**Whose weights are these?** The load balancer has no versions and no compare-and-set, and only the ratio of weights
counts. So the number is the version: each write of ours gives the shown colour the next mark from 101 to 998, the other
one 0. A read then tells whether our call was made (its mark is there), is stale (the mark before), or somebody else wrote
(people and Pulumi write 1, 50, 100 …). See [decision 0011](decisions/0011-marks-in-weights.md).

**What it does not promise.** If a person copies the very weights, mark included, that stood there before a call whose
record was lost, the call is made again. Between the last read and the call some milliseconds pass, in which an instance
may die. A \`pulumi up\` that makes the product rule anew in the seconds between the switch and its record in SSM takes
users back: the release then ends as rolled back. When a person has to move users without this software, the weights to
write are 1 and 0, never a mark.

**How far it is proved.** \`npm run check:deep\` explores all that can happen to two executions of the pipeline with at most
two things going wrong, and to five other kinds of service; what is promised is checked at each decision. Left out there:
target tracking, windows, more than two steps of time (longer than a lease, longer than everything), two invocations at
once (the lease outlives a function's time). The stories in \`test/runtime/release/stories\` have those.

## Three releases

What was said by a release in the in-memory world of the tests; \`!\` is where something goes wrong.
`;

interface Told {
  readonly title: string;
  readonly only: readonly string[];
  readonly isLast: (world: World, what: string) => boolean;
}

const ended = (world: World, outcome: string): boolean =>
  world.state.open === undefined && world.state.ended.some((one) => one.outcome === outcome);

const STORIES: readonly Told[] = [
  {
    title: "One that goes well, up to the retired fleet",
    only: [],
    isLast: (world, what) => ended(world, "done") && what.includes("decides retired"),
  },
  {
    title: "An alarm during the bake",
    only: ["alarm"],
    isLast: (world) => ended(world, "rolledBack"),
  },
  {
    title: "An invocation that dies after the switch, before it could record it",
    only: ["crash after a call"],
    isLast: (world, what) => what.includes("decides own-write") && world.state.open?.phase === "baking",
  },
];

export function releasePage(): string {
  return [
    HEAD,
    ...STORIES.map(storyOf),
    "## The guards, in their order",
    "",
    ORDER,
    ...SECTIONS.map(sectionOf),
  ].join("\n");
}

const ORDER = `The first guard that matches decides. Each is known by its id in the log line of a pass, with the reason in words.
`;

function storyOf({ title, only, isLast }: Told): string {
  const lines = shortest(serving(REGISTRATION, ["r2"]), decide, { faults: only.length, only }, isLast);
  if (lines.length === 0) throw new Error(`no way leads to the end of the story: ${title}`);
  return [`### ${title}`, "", "```text", ...lines, "```", ""].join("\n");
}

function sectionOf({ title, guards }: (typeof SECTIONS)[number]): string {
  return [
    `### ${title}`,
    "",
    ...guards.map(({ id, says }, index) => `${index + 1}. \`${id}\`: ${says}`),
    "",
  ].join("\n");
}
