/**
 * What the functions of a stage need around the engine's ports of one service. What implements it decides nothing:
 * aws/stage.ts on AWS, a world in memory in tests. A deadline is in milliseconds since 1970: what is not answered by
 * then fails. Each throws where it could not read or write, and `Refusal` where what it read is none of ours.
 */
import type { Colour } from "../../naming/colours";
import type { EndedRelease, Ports } from "./ports";
import type { Registration } from "./registration";
import type { Artifact } from "./revision";

export interface StagePorts {
  /** Milliseconds since 1970. */
  now(): number;
  /** The names of all services that are registered. */
  services(deadline: number): Promise<readonly string[]>;
  /** The engine's ports of a service, and what else is read of it. */
  portsOf(service: string, deadline: number): ServicePorts;
  /** Who or what started an execution of the service's pipeline, for people. */
  startedBy(service: string, executionId: string, deadline: number): Promise<string>;
  /** Makes the DNS names of the stage what they are to be, and never throws; none where the stage has no zone. */
  readonly reconcileNames?: (asked: NamesAsked) => Promise<NamesReport>;
}

/** Which colours of a service users reach; undefined where that is not known just now. */
export interface Serving {
  readonly service: string;
  readonly colours: readonly Colour[] | undefined;
}

export interface NamesAsked {
  /** Those that are not listed keep their names. */
  readonly services: readonly Serving[];
  /** Instances that are told to have ended. */
  readonly ended: readonly string[];
  readonly deadline: number;
}

export interface NamesReport {
  readonly outcome: "unchanged" | "changed" | "failed";
  /** Names that were left alone, as somebody else has records there. */
  readonly foreign: readonly string[];
  /** For people. */
  readonly reason: string;
}

export interface ServicePorts extends Ports {
  /** What Pulumi has registered. */
  registration(): Promise<Registration>;
  /** The object of that version, and the commit it was built from where that is known; `Refusal` for none to be released. */
  artifactOf(versionId: string): Promise<Upload>;
  /** An ended release by its id; undefined where there is none. */
  ended(id: string): Promise<EndedRelease | undefined>;
}

export interface Upload {
  readonly artifact: Artifact;
  readonly commit?: string;
}

/** Why a job failed, in CodePipeline's words. */
export type FailureType =
  "ConfigurationError" | "JobFailed" | "PermissionError" | "RevisionUnavailable" | "SystemUnavailable";

/** What a job of the pipeline is told. */
export type JobAnswer =
  /** Its function is called again with the token; people see the summary meanwhile. */
  | { readonly kind: "continue"; readonly token: string; readonly summary: string }
  | { readonly kind: "succeeded"; readonly summary: string }
  | { readonly kind: "failed"; readonly type: FailureType; readonly message: string };

/** Tells the pipeline; false where the job was answered before. */
export type AnswerJob = (jobId: string, answer: JobAnswer) => Promise<boolean>;
