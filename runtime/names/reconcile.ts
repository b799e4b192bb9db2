/**
 * Makes the names of a stage what they are to be. Names are a service to people: whatever is wrong with them is said,
 * and never in the way of a release.
 */
import { stageDomain } from "../../naming/dns";
import { ownClients, type NamesClients } from "./aws/clients";
import { liveInstances } from "./aws/instances";
import { changeRecords, isMisfit, isZoneGone, readZone, recordsOf, type ZoneAccess } from "./aws/zone";
import { batches } from "./batches";
import { difference, ownershipMark } from "./difference";
import { wantedNames, type Serving, type WantedNames } from "./wanted";

export interface NamesAsked {
  readonly project: string;
  readonly stage: string;
  readonly zoneId: string;
  readonly services: readonly Serving[];
  /** Instances that an event told to be shutting down or terminated: EC2 may still answer that they run. */
  readonly ended?: readonly string[];
  /** When it ends at the latest, in milliseconds since 1970. */
  readonly deadline: number;
}

export interface NamesReport {
  readonly outcome: "unchanged" | "changed" | "failed";
  /** Records that were written or deleted; also where it failed after that. */
  readonly changed: number;
  /** Names that somebody else has records at, and that were left alone. */
  readonly foreign: readonly string[];
  /** For people, and never empty. */
  readonly reason: string;
}

/** What was done so far: it counts where it fails after that, too. */
interface Done {
  changed: number;
  foreign: readonly string[];
}

/** Never throws, and ends by the deadline. What it did not come to, the next call does. */
export async function reconcileNames(
  asked: NamesAsked,
  clients: NamesClients = ownClients(),
): Promise<NamesReport> {
  const abortSignal = AbortSignal.timeout(Math.max(0, asked.deadline - Date.now()));
  const done: Done = { changed: 0, foreign: [] };
  try {
    // A client that waits to try again does not look at the signal meanwhile.
    await Promise.race([converge(asked, clients, abortSignal, done), endOf(abortSignal)]);
    return { ...done, outcome: done.changed > 0 ? "changed" : "unchanged", reason: success(done) };
  } catch (error) {
    const reason = abortSignal.aborted ? "there was no more time for the names" : trouble(error, asked);
    return { ...done, outcome: "failed", reason };
  }
}

async function converge(
  asked: NamesAsked,
  { route53, ec2 }: NamesClients,
  abortSignal: AbortSignal,
  done: Done,
): Promise<void> {
  const access = { client: route53, zoneId: asked.zoneId, abortSignal };
  const [zone, instances] = await Promise.all([readZone(access), liveInstances(ec2, asked, abortSignal)]);
  // What is inside the network is nobody's business outside it.
  if (!zone.isPrivate) throw new Error(`the zone ${zone.name} is public; give a private one`);
  const domain = stageDomain(asked.stage, zone.name);
  const live = instances.filter(({ id }) => asked.ended?.includes(id) !== true);
  const wanted = wantedNames(domain, asked.services, live);
  const mark = ownershipMark(asked);
  try {
    await write(access, domain, wanted, mark, done);
  } catch (error) {
    // The zone was changed since it was read: once more from what is there now.
    if (!isMisfit(error)) throw error;
    await write(access, domain, wanted, mark, done);
  }
}

async function write(
  access: ZoneAccess,
  domain: string,
  wanted: WantedNames,
  mark: string,
  done: Done,
): Promise<void> {
  const { changes, foreign } = difference(await recordsOf(access, domain), wanted, mark);
  done.foreign = foreign;
  for (const batch of batches(changes)) {
    await changeRecords(access, batch);
    done.changed += batch.length;
  }
}

function success({ changed, foreign }: Done): string {
  const written = changed === 0 ? "the names are as they are to be" : `records changed: ${changed}`;
  if (foreign.length === 0) return written;
  return `${written}; left alone, as somebody else has records there: ${foreign.join(", ")}`;
}

function trouble(error: unknown, { zoneId }: NamesAsked): string {
  if (isZoneGone(error))
    return `the zone ${zoneId} is gone; run pulumi up, which makes it anew, or leave it out of the settings`;
  if (isMisfit(error))
    return `the zone ${zoneId} does not take the changes, and did not after it was read again`;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}

function endOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = (): void => {
      reject(new Error("aborted"));
    };
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  });
}
