/** How a service is: what is recorded of it beside what there is, and what waits for whom. Pure. */
import { COLOURS, otherThan, type Colour } from "../../naming/colours";
import { decide } from "../../runtime/release/decide";
import type { AlarmRead, Observed, TargetsRead } from "../../runtime/release/observed";
import type { Artifact } from "../../runtime/release/revision";
import type { Ended, Phase, Release, State } from "../../runtime/release/state";
import { colourOf, isSame, pairText, type Pair } from "../../runtime/release/weights";
import { pendingEdits, windowsText } from "./pending";
import { shownQuestion, type ServiceRead, type ShownQuestion } from "./service-read";
import { switchBackVerdict } from "./way-back";

/** A stage of a service, whole: what --json prints. Times are milliseconds since 1970. */
export interface ServiceStatus {
  readonly service: string;
  /** None before the first release. */
  readonly serving?: { readonly colour: Colour; readonly releaseId: string } | undefined;
  readonly addresses: { readonly product: string; readonly preview: string };
  readonly weights: Weights;
  readonly open?: OpenRelease | undefined;
  readonly wayBack: WayBack;
  readonly fleets: readonly FleetStatus[];
  /** What is registered, and not in force yet. */
  readonly pending: readonly string[];
  /** When it is allowed to switch; undefined where it always is. */
  readonly windows?: string | undefined;
  /** The last release that ended, or was refused. */
  readonly last?: Ended | undefined;
  /** What could not be read, and why. */
  readonly unread: readonly string[];
}

export interface Weights {
  readonly recorded?: Pair | undefined;
  /** What the product rule has; undefined where it is none of ours, or could not be read. */
  readonly live?: Pair | undefined;
  /** Where they are not as recorded: what is there instead. */
  readonly drift?: string | undefined;
}

export interface OpenRelease {
  readonly id: string;
  readonly kind: Release["kind"];
  readonly by: string;
  readonly from?: Colour | undefined;
  readonly to: Colour;
  readonly artifact?: Artifact | undefined;
  readonly commit?: string | undefined;
  readonly phase: Phase;
  readonly since: number;
  /** What it does next, or waits for. */
  readonly waitsFor: string;
  readonly approval?: Release["approval"];
  /** What was found and could not be helped. */
  readonly note?: string | undefined;
  /** What its pipeline asks a person. */
  readonly questions: readonly ShownQuestion[];
}

/** Whether users can go back at once, by one call. */
export interface WayBack {
  readonly instant: boolean;
  /** To which colour and release; undefined where there is none. */
  readonly to?: { readonly colour: Colour; readonly releaseId: string } | undefined;
  /** Until when, in milliseconds since 1970; undefined while a release is watched. */
  readonly until?: number | undefined;
  readonly reason: string;
}

export interface FleetStatus {
  readonly colour: Colour;
  /** What it is just now. */
  readonly role: "product" | "pre-product";
  /** Undefined where it could not be read, and before its first release. */
  readonly releaseId?: string | undefined;
  readonly sizes?: { readonly min: number; readonly max: number; readonly desired: number };
  readonly instances?: number;
  readonly templateVersion?: number;
  readonly targets?: Omit<TargetsRead, "current">;
  readonly alarms: readonly AlarmRead[];
}

export function statusOf(read: ServiceRead): ServiceStatus {
  const { service, registration, state, questions, now } = read;
  const observed = "value" in read.observed ? read.observed.value : undefined;
  return {
    service,
    serving: state.serving,
    addresses: { product: registration.productUrl, preview: registration.previewUrl },
    weights: weightsOf(state, observed),
    open: openOf(read, observed),
    wayBack: wayBackOf(state, observed, now),
    fleets: COLOURS.map((colour) => fleetOf(colour, state, observed)),
    pending: pendingEdits(read, observed, now),
    windows: windowsText(registration),
    last: state.ended[0],
    unread: [read.observed, questions].flatMap((one) => ("why" in one ? [one.why] : [])),
  };
}

function weightsOf({ product, drift }: State, observed: Observed | undefined): Weights {
  const recorded = product?.pair;
  if (observed === undefined) return { recorded, drift };
  if ("odd" in observed.product) return { recorded, drift: drift ?? observed.product.odd };
  const live = observed.product.pair;
  const isElsewhere = recorded !== undefined && !isSame(recorded, live);
  if (!isElsewhere) return { recorded, live, drift };
  const text = `requests go to ${pairText(live)} (weights ${live.blue}, ${live.green}); recorded is ${pairText(recorded)} (${recorded.blue}, ${recorded.green})`;
  return { recorded, live, drift: drift === undefined ? text : `${text}; ${drift}` };
}

function openOf(
  { state, questions, now }: ServiceRead,
  observed: Observed | undefined,
): OpenRelease | undefined {
  const { open } = state;
  if (open === undefined) return undefined;
  const { id, kind, by, from, to, artifact, commit, phase, phaseSince, approval, note, executionId } = open;
  const asked = "value" in questions ? questions.value : [];
  return {
    id,
    kind,
    by,
    from,
    to,
    artifact,
    commit,
    phase,
    since: phaseSince,
    waitsFor: observed === undefined ? "what there is could not be read" : nextOf(state, observed, now),
    approval,
    note,
    questions: asked
      .filter((one) => one.executionId === undefined || one.executionId === executionId)
      .map(shownQuestion),
  };
}

/** What the next sweep would decide: it reads the same. */
function nextOf(state: State, observed: Observed, now: number): string {
  return decide({ kind: "sweep" }, state, observed, now).reason;
}

function wayBackOf(state: State, observed: Observed | undefined, now: number): WayBack {
  const { open, idle, serving } = state;
  const kept = idle?.why === "kept" && serving !== undefined ? idle : undefined;
  const to =
    kept !== undefined && serving !== undefined
      ? { colour: otherThan(serving.colour), releaseId: kept.releaseId ?? "unknown" }
      : undefined;
  if (observed === undefined) {
    const reason = "what there is could not be read";
    return { instant: kept?.canGoBack === true, to, until: kept?.until, reason };
  }
  const { granted, guard, reason } = switchBackVerdict(
    { state, observed, now },
    "somebody",
    "it was asked for",
  );
  if (open !== undefined) {
    const { from, fromId = "unknown" } = open;
    const back = from === undefined ? undefined : { colour: from, releaseId: fromId };
    const notMoved = guard === "back-before-switch";
    const watched = notMoved
      ? "users have not moved; a rollback ends the release"
      : "as long as the release is watched";
    const why = granted ? watched : reason;
    return { instant: granted, to: back, reason: why };
  }
  const why = guard === "back-begin" ? "its fleet is kept at full size" : reason;
  return { instant: granted, to, until: granted ? kept?.until : undefined, reason: why };
}

function fleetOf(colour: Colour, state: State, observed: Observed | undefined): FleetStatus {
  const live =
    observed !== undefined && "pair" in observed.product ? colourOf(observed.product.pair) : undefined;
  const role = colour === (live ?? state.serving?.colour ?? "blue") ? "product" : "pre-product";
  if (observed === undefined) return { colour, role, alarms: [] };
  const { fleet, targets, releaseId, alarms } = observed.colours[colour];
  const { min, max, desired, instances, templateVersion } = fleet;
  const { total, healthy, reasons } = targets;
  return {
    colour,
    role,
    releaseId,
    sizes: { min, max, desired },
    instances,
    templateVersion,
    targets: { total, healthy, reasons },
    alarms,
  };
}
