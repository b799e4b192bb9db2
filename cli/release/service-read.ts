/** What the commands know of a service in two fleets at a moment: what is recorded, and what is. Pure. */
import type { Observed } from "../../runtime/release/observed";
import type { Registration } from "../../runtime/release/registration";
import type { State } from "../../runtime/release/state";

/** A question of the pipeline to a person that nobody has answered. */
export interface OpenQuestion {
  readonly pipeline: string;
  readonly stage: string;
  readonly action: string;
  /** What an answer has to bring. */
  readonly token: string;
  /** Which execution asks; its release has the same id. */
  readonly executionId: string | undefined;
  /** Since when, in milliseconds since 1970. */
  readonly since: number | undefined;
}

/** The same without what an answer needs: that is nobody's but the one's who answers. */
export type ShownQuestion = Omit<OpenQuestion, "token">;

export function shownQuestion({ pipeline, stage, action, executionId, since }: OpenQuestion): ShownQuestion {
  return { pipeline, stage, action, executionId, since };
}

/** Something that could not be read is told why, and what else there is all the same. */
export type OrWhy<T> = { readonly value: T } | { readonly why: string };

export interface ServiceRead {
  readonly service: string;
  readonly registration: Registration;
  readonly state: State;
  /** Rules, fleets, targets, alarms; the targets' releases are not asked for. */
  readonly observed: OrWhy<Observed>;
  readonly questions: OrWhy<readonly OpenQuestion[]>;
  /** When it was read, in milliseconds since 1970. */
  readonly now: number;
}
