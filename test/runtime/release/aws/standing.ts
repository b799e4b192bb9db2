/** How a service stands once nothing is left to do. */
import type { PerColour } from "../../../../naming/colours";
import type { State } from "../../../../runtime/release/state";
import type { ReleasedService } from "./service";

/** What stays where a release is over, without what depends on when that was. */
export interface Standing {
  readonly users: string;
  readonly preview: string;
  readonly serving: State["serving"];
  readonly idle: unknown;
  readonly ended: readonly unknown[];
  readonly fleets: PerColour<unknown>;
  readonly revisions: PerColour<string | undefined>;
  readonly recordedServing: string | undefined;
}

export async function standingOf(service: ReleasedService): Promise<Standing> {
  const { fleets, revisions } = await service.read();
  const { serving, idle, ended } = await service.state();
  const { recordedServing } = await service.ports().observe({ kind: "sweep" }, await service.state());
  return {
    users: await service.users(),
    preview: await service.users(service.registration.previewUrl),
    serving,
    idle: idle === undefined ? undefined : { ...idle, until: 0 },
    ended: ended.map(({ id, outcome, reason }) => ({ id, outcome, reason })),
    fleets: { blue: { ...fleets.blue, ids: 0 }, green: { ...fleets.green, ids: 0 } },
    revisions,
    recordedServing,
  };
}
