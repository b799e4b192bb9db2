/**
 * How executions of a pipeline go on, in the mode QUEUED: what has happened goes in, the pipeline as it is then and what
 * is to be done comes out. Pure: time and ids are handed in.
 * Source: https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html
 */
import type { Order } from "./action-run";
import { Draft, type World } from "./draft";
import type { Line } from "./execution";
import { take, type Happening } from "./happening";
import { settle } from "./settle";

export interface Advanced {
  readonly line: Line;
  /** To be done in this order. */
  readonly orders: readonly Order[];
}

export function advance(line: Line, happening: Happening, world: World): Advanced {
  const draft = new Draft(line, world);
  take(draft, happening);
  settle(draft);
  return draft;
}

/** When something is due next, if nothing happens before. */
export function nextDue({ executions }: Line): number | undefined {
  const times = executions
    .flatMap(({ runs }) => runs)
    .filter(({ status }) => status === "InProgress")
    .flatMap(({ due, resume }) => [due?.at, resume?.at])
    .filter((at) => at !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}
