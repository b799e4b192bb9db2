/**
 * PutEvents: entries checked one by one, those that are right go on the bus.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
import type { Told } from "./event";
import type { Events } from "./event-bus";

/** A call that is refused as a whole. */
export class CallError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
    this.name = code;
  }
}

interface Answer {
  readonly FailedEntryCount: number;
  readonly Entries: readonly Entry[];
}

type Entry = { readonly EventId: string } | { readonly ErrorCode: string; readonly ErrorMessage: string };

/** Of all entries of a call together. */
const LARGEST_CALL = 1_048_576;
const MOST_ENTRIES = 10;

/** @throws CallError when none of it is taken */
export function putEvents(input: Readonly<Record<string, unknown>>, events: Events): Answer {
  const { Entries } = input;
  if (!Array.isArray(Entries) || Entries.length === 0 || Entries.length > MOST_ENTRIES)
    throw new CallError("ValidationException", `Entries must be a list of 1 to ${MOST_ENTRIES} entries`);
  if (Buffer.byteLength(JSON.stringify(Entries)) > LARGEST_CALL) {
    const message = `Total size of the entries in the request is over the limit of ${LARGEST_CALL} bytes`;
    throw new CallError("ValidationException", message);
  }
  const answered = (Entries as unknown[]).map((entry): Entry => {
    const told = read((entry ?? {}) as Readonly<Record<string, unknown>>);
    return "ErrorCode" in told ? told : { EventId: events.put(told) };
  });
  return {
    FailedEntryCount: answered.filter((entry) => "ErrorCode" in entry).length,
    Entries: answered,
  };
}

function read(entry: Readonly<Record<string, unknown>>): Told | Extract<Entry, { ErrorCode: string }> {
  const { Source, DetailType, Detail, Resources = [], Time, EventBusName = "default" } = entry;
  for (const [name, value] of Object.entries({ Source, DetailType, Detail }))
    if (typeof value !== "string" || value === "")
      return wrong(
        "InvalidArgument",
        `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
      );
  if (String(Source).startsWith("aws."))
    return wrong("NotAuthorizedForSourceException", "Not authorized for the source.");
  const detail = parsed(String(Detail));
  if (typeof detail !== "object" || detail === null || Array.isArray(detail))
    return wrong("MalformedDetail", "Detail is malformed.");
  const resources = Array.isArray(Resources) ? (Resources as unknown[]).map(String) : [];
  return {
    source: String(Source),
    detailType: String(DetailType),
    detail: detail as Told["detail"],
    resources,
    // Seconds since 1970 in this protocol.
    ...(typeof Time === "number" ? { time: Time * 1000 } : {}),
    bus: String(EventBusName).split("/").at(-1) ?? "default",
  };
}

function wrong(ErrorCode: string, ErrorMessage: string): Extract<Entry, { ErrorCode: string }> {
  return { ErrorCode, ErrorMessage };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
