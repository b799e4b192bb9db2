/** What a decision is made from, as AWS has it now: read at once, and nothing twice. Decides nothing. */
import { COLOURS, perColour, type PerColour } from "../../../naming/colours";
import type { ArtifactRead, ColourRead, Goal, Observed, TargetsRead } from "../observed";
import type { Registration } from "../registration";
import type { Artifact } from "../revision";
import type { Phase, State } from "../state";
import { readAlarms } from "./alarms";
import { readArtifact } from "./artifacts";
import { CallFailed, type Calls } from "./calls";
import { readExecutions } from "./executions";
import { readFleets, whyNotStarted } from "./fleets";
import { readRevisions, type Declared, type ServiceIdentity } from "./parameters";
import { groupsOf, readRules, ruleRead, type LiveRules } from "./rules";
import { readTargets } from "./targets";
import { MOST_QUESTIONS, type AskVersion } from "./versions";

/** Guards look at the artifact until users have moved; the way back does not wait for S3. */
const BEFORE_SWITCH: readonly Phase[] = [
  "preparing",
  "prepared",
  "deploying",
  "deployed",
  "switching",
  "moving",
];
/** In which the gate is looked at: whether what is healthy reports the release. */
const GATED: readonly Phase[] = ["deploying", "switching", "moving"];

export interface Seen {
  readonly observed: Observed;
  /** The rules it was read from: a change of weights copies them. */
  readonly rules: LiveRules;
}

/** @param ask - what tells whether the preview answers with a release */
export async function observe(
  calls: Calls,
  identity: ServiceIdentity,
  { registration, serving }: Declared,
  ask: AskVersion,
  goal: Goal,
  state: State,
): Promise<Seen> {
  const groups = groupsOf(registration);
  const [rules, fleets, revisions, alarms, executions, artifact, blue, green] = await Promise.all([
    readRules(calls, registration),
    readFleets(calls, registration),
    readRevisions(calls, registration),
    readAlarms(calls, registration),
    readExecutions(calls, identity, executionsOf(goal, state)),
    artifactRead(calls, identity, goal, state),
    readTargets(calls, groups.blue),
    readTargets(calls, groups.green),
  ]);
  const colours = perColour((colour) => ({
    fleet: fleets[colour],
    targets: { blue, green }[colour],
    releaseId: revisions[colour]?.releaseId,
    alarms: alarms[colour],
  }));
  const observed = {
    registration,
    product: ruleRead(rules.product, groups),
    preview: ruleRead(rules.preview, groups),
    recordedServing: serving,
    colours: await closer(calls, registration, ask, state, colours),
    executions,
    artifact,
  };
  return { observed, rules };
}

function executionsOf(goal: Goal, { open }: State): string[] {
  const asked = "executionId" in goal ? [goal.executionId] : [];
  return open?.executionId === undefined ? asked : [open.executionId, ...asked];
}

async function artifactRead(
  calls: Calls,
  identity: ServiceIdentity,
  goal: Goal,
  { open }: State,
): Promise<ArtifactRead> {
  const pinned = pinnedBy(goal, open);
  return pinned === undefined ? { state: "found" } : readArtifact(calls, identity, pinned);
}

function pinnedBy(goal: Goal, open: State["open"]): Artifact | undefined {
  if (open !== undefined) return BEFORE_SWITCH.includes(open.phase) ? open.artifact : undefined;
  return goal.kind === "prepare" || goal.kind === "reRelease" ? goal.artifact : undefined;
}

/** With what is asked only because of what was read: why instances are missing, and which release answers. */
async function closer(
  calls: Calls,
  registration: Registration,
  ask: AskVersion,
  { open }: State,
  seen: PerColour<ColourRead>,
): Promise<PerColour<ColourRead>> {
  const [blue, green] = await Promise.all(
    COLOURS.map(async (colour): Promise<ColourRead> => {
      const { fleet, targets } = seen[colour];
      const isGated = open?.to === colour && GATED.includes(open.phase) && targets.healthy > 0;
      const [why, read] = await Promise.all([
        fleet.instances < fleet.desired
          ? whyNotStarted(calls, registration.colours[colour].fleet)
          : undefined,
        isGated ? reporting(registration, ask, targets, open.toId) : targets,
      ]);
      const reasons = why === undefined ? read.reasons : [...read.reasons, why];
      return { ...seen[colour], targets: { ...read, reasons } };
    }),
  );
  return { blue: blue ?? seen.blue, green: green ?? seen.green };
}

/** None of the targets is current where anything else than the release answers. */
async function reporting(
  registration: Registration,
  ask: AskVersion,
  targets: TargetsRead,
  releaseId: string,
): Promise<TargetsRead> {
  const times = Math.min(MOST_QUESTIONS, Math.max(4, 2 * targets.total));
  try {
    const { all, reason } = await ask(registration, releaseId, times);
    return all ? targets : { ...targets, current: 0, reasons: [...targets.reasons, reason] };
  } catch (error) {
    // Who cannot be asked does not report it: the gate has a deadline, and then says why.
    if (!(error instanceof CallFailed)) throw error;
    return { ...targets, current: 0, reasons: [...targets.reasons, error.message] };
  }
}
