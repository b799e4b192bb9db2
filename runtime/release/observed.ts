/** What is asked for, and what a decision is made from, read in the same invocation. In the words of release engineering. */
import type { Colour, PerColour } from "../../naming/colours";
import type { Registration } from "./registration";
import type { Artifact } from "./revision";
import type { Pair } from "./weights";

/** A rule that shows both colours' target groups by weight, and nothing else; or what it does instead. */
export type RuleRead = { readonly pair: Pair } | { readonly odd: string };

export interface FleetRead {
  readonly min: number;
  readonly max: number;
  readonly desired: number;
  /** Instances there are, in whatever state. */
  readonly instances: number;
  readonly templateVersion: number;
}

export interface TargetsRead {
  /** Registered, and not draining. */
  readonly total: number;
  /** As the load balancer sees it. */
  readonly healthy: number;
  /** Healthy, and reporting the release their colour is to run. */
  readonly current: number;
  /** Why others are not, for people. */
  readonly reasons: readonly string[];
}

export interface AlarmRead {
  readonly name: string;
  readonly state: "OK" | "ALARM" | "INSUFFICIENT_DATA" | "missing";
}

export interface ColourRead {
  readonly fleet: FleetRead;
  readonly targets: TargetsRead;
  /** The release its instances install; none before the first. */
  readonly releaseId?: string | undefined;
  readonly alarms: readonly AlarmRead[];
}

/** What became of a question to a person. */
export type Verdict =
  | { readonly state: "none" | "pending" | "timedOut" }
  | {
      readonly state: "approved" | "rejected";
      readonly by: string;
      readonly at: number;
      readonly comment?: string;
    };

/** An execution of the pipeline; `missing` where the pipeline no longer knows it. */
export interface ExecutionRead {
  readonly status: "running" | "succeeded" | "failed" | "stopped" | "missing";
  readonly approval: Verdict;
  readonly confirmation: Verdict;
}

/** The object that is to be released. */
export interface ArtifactRead {
  readonly state: "found" | "gone" | "replaced" | "notZip" | "wrongTags";
}

export interface Observed {
  readonly registration: Registration;
  readonly product: RuleRead;
  readonly preview: RuleRead;
  /** The serving colour as Pulumi reads it; none before the first release. */
  readonly recordedServing?: Colour | undefined;
  readonly colours: PerColour<ColourRead>;
  /** Those of the open release and of the goal. */
  readonly executions: Readonly<Record<string, ExecutionRead>>;
  /** The open release's, or the goal's. */
  readonly artifact: ArtifactRead;
}

/** What is asked for. A step of the pipeline says since when it asks. */
export type Goal =
  | {
      readonly kind: "prepare";
      readonly executionId: string;
      readonly by: string;
      readonly artifact: Artifact;
      readonly commit?: string;
      readonly since: number;
    }
  | { readonly kind: "deploy" | "release"; readonly executionId: string }
  | { readonly kind: "switchBack"; readonly id: string; readonly by: string; readonly why: string }
  | {
      readonly kind: "reRelease";
      readonly id: string;
      readonly by: string;
      readonly artifact: Artifact;
      readonly commit?: string;
      readonly since: number;
    }
  | { readonly kind: "retire"; readonly by: string }
  | { readonly kind: "sweep" };
