/** A hosted zone of Amazon Route 53, as far as the names in it need it. */
import {
  ChangeResourceRecordSetsCommand,
  GetHostedZoneCommand,
  ListResourceRecordSetsCommand,
  NoSuchHostedZone,
  Route53ServiceException,
  type ListResourceRecordSetsCommandInput,
  type ListResourceRecordSetsCommandOutput,
  type ResourceRecordSet,
  type Route53Client,
} from "@aws-sdk/client-route-53";
import type { Change, StoredRecord } from "../difference";

/** Where it is, and how long there is time for it. */
export interface ZoneAccess {
  readonly client: Route53Client;
  readonly zoneId: string;
  readonly abortSignal: AbortSignal;
}

export interface Zone {
  /** Without a dot at its end. */
  readonly name: string;
  readonly isPrivate: boolean;
}

export async function readZone({ client, zoneId, abortSignal }: ZoneAccess): Promise<Zone> {
  const answer = await client.send(new GetHostedZoneCommand({ Id: zoneId }), { abortSignal });
  const { Name, Config } = answer.HostedZone ?? {};
  return { name: undotted(Name), isPrivate: Config?.PrivateZone === true };
}

/** The records of a domain of the zone, and of every name below it; those of others may be many, and are not read. */
export async function recordsOf(
  { client, zoneId, abortSignal }: ZoneAccess,
  domain: string,
): Promise<StoredRecord[]> {
  const found: StoredRecord[] = [];
  const HostedZoneId = zoneId;
  let from: ListResourceRecordSetsCommandInput | undefined = { HostedZoneId, StartRecordName: domain };
  while (from !== undefined) {
    const page: ListResourceRecordSetsCommandOutput = await client.send(
      new ListResourceRecordSetsCommand(from),
      { abortSignal },
    );
    found.push(...(page.ResourceRecordSets ?? []).map(storedRecord));
    const goesOn = page.IsTruncated === true && isNear(undotted(page.NextRecordName), domain);
    from = goesOn ? { HostedZoneId, ...nextOf(page) } : undefined;
  }
  return found.filter(({ name }) => name === domain || name.endsWith(`.${domain}`));
}

/** All of the changes, or none. */
export async function changeRecords(
  { client, zoneId, abortSignal }: ZoneAccess,
  changes: readonly Change[],
): Promise<void> {
  const Changes = changes.map(({ action, name, type, ttl, values }) => {
    const ResourceRecords = values.map((Value) => ({ Value }));
    return { Action: action, ResourceRecordSet: { Name: name, Type: type, TTL: ttl, ResourceRecords } };
  });
  const input = { HostedZoneId: zoneId, ChangeBatch: { Changes } };
  await client.send(new ChangeResourceRecordSetsCommand(input), { abortSignal });
}

/**
 * Whether changes did not fit what the zone has by now. InvalidChangeBatch may come as an XML document of its own, with
 * neither code nor message, which the SDK does not know by name.
 */
export function isMisfit(error: unknown): boolean {
  return error instanceof Route53ServiceException && ["InvalidChangeBatch", "Unknown"].includes(error.name);
}

export function isZoneGone(error: unknown): boolean {
  return error instanceof NoSuchHostedZone;
}

function storedRecord({ Name, Type, TTL, ...set }: ResourceRecordSet): StoredRecord {
  return {
    name: undotted(Name),
    type: Type ?? "",
    ttl: TTL ?? 0,
    values: (set.ResourceRecords ?? []).map(({ Value }) => Value ?? ""),
    simple: set.SetIdentifier === undefined && set.AliasTarget === undefined,
  };
}

function nextOf(
  page: ListResourceRecordSetsCommandOutput,
): Omit<ListResourceRecordSetsCommandInput, "HostedZoneId"> {
  return {
    StartRecordName: page.NextRecordName,
    StartRecordType: page.NextRecordType,
    StartRecordIdentifier: page.NextRecordIdentifier,
  };
}

/** Whether names of the domain may still follow: they come ordered by their labels from the last to the first. */
function isNear(name: string, domain: string): boolean {
  const [ordered, start] = [name, domain].map((one) => one.split(".").reverse().join(".")) as [
    string,
    string,
  ];
  return ordered.startsWith(start);
}

function undotted(name = ""): string {
  return name.replace(/\.$/, "");
}
