/** `multistage history`: the releases of a service that are over, or one of them whole. */
import { Refusal } from "../../refusal/refusal";
import { nearest } from "../../refusal/nearest";
import type { EndedRelease } from "../../runtime/release/ports";
import type { Session } from "../command";
import { readHistory } from "./aws/history";
import { said } from "./aws/in-words";
import { historyLines, releaseLines } from "./history-lines";
import { placeOf, type Place, type PlaceOptions } from "./place";
import { endedRelease, NO_TABLE, readState, registeredService } from "./read-services";

export interface HistoryOptions extends PlaceOptions {
  /** The id of one, to be shown whole. */
  readonly release?: string;
  /** So many of the newest. */
  readonly limit?: string;
}

const LIMIT = 20;
/** Each may have some kilobytes. */
const MOST = 1000;

/** @throws Refusal where there is no such release, and as `placeOf` and `registeredService` do */
export async function tellHistory(
  session: Session,
  wanted: string | undefined,
  { release, limit, ...options }: HistoryOptions,
): Promise<void> {
  const { output } = session;
  const atMost = limitOf(limit);
  const place = placeOf(session.project, options);
  const service = await registeredService(place, wanted);
  if (release === undefined) {
    const ended = await endedReleases(place, service, atMost);
    for (const line of historyLines(service, ended, output.colours)) output.line(line);
    output.result({ ok: true, service, releases: ended });
    return;
  }
  const found = await endedRelease(place, service, release);
  if (found === undefined) throw await unknown(place, service, release);
  for (const line of releaseLines(found, output.colours)) output.line(line);
  output.result({ ok: true, service, ...found });
}

/** Newest first. */
export function endedReleases(place: Place, service: string, atMost: number): Promise<EndedRelease[]> {
  return said(readHistory(place, service, atMost), `read the history of ${service}`, NO_TABLE);
}

async function unknown(place: Place, service: string, got: string): Promise<Refusal> {
  const property = "--release";
  const { open, ended: remembered } = await readState(place, service);
  const rule = `the id of a release of ${service} that is over`;
  if (open?.id === got)
    return new Refusal({
      property,
      rule,
      got: `${got}, which is open`,
      remedy: "multistage status shows it",
    });
  // What was refused before it began has no record of its own.
  const refused = remembered.find(({ id }) => id === got);
  if (refused !== undefined)
    return new Refusal({
      property,
      rule,
      got: `${got}, which never began`,
      remedy: `the reason was: ${refused.reason}`,
    });
  const ids = (await endedReleases(place, service, LIMIT)).map((one) => one.release.id);
  const close = nearest(got, ids);
  const remedy = close === undefined ? "multistage history lists them" : `perhaps ${close} is meant`;
  return new Refusal({ property, rule, got, remedy });
}

function limitOf(given: string | undefined): number {
  if (given === undefined) return LIMIT;
  const limit = Number(given);
  if (Number.isInteger(limit) && limit >= 1 && limit <= MOST) return limit;
  const remedy = `leave it out for ${LIMIT}`;
  throw new Refusal({ property: "--limit", rule: `a whole number from 1 to ${MOST}`, got: given, remedy });
}
