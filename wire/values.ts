/**
 * Property values as the engine sends them (google.protobuf.Struct with magic keys), and as the provider works with
 * them: plain JavaScript in which secrets, unknowns, assets and resource references stay visible at every depth.
 * The magic keys are the engine's: pulumi/pulumi sdk/go/common/resource/{properties,asset,plugin/rpc}.go.
 */
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** A value the engine does not know yet (preview). */
export class Unknown {
  static readonly value = new Unknown();
  /** Sets its type apart: without a field of its own, every object would pass for one. */
  readonly unknown = true;
}

export class Secret {
  constructor(readonly value: Value) {}
}

/** A file or archive; two are the same when their hashes are. */
export class Asset {
  constructor(
    readonly kind: "asset" | "archive",
    readonly hash: string,
    /** The other fields as the engine sent them, to send back. */
    readonly fields: Readonly<Record<string, Json>>,
  ) {}
}

export class ResourceReference {
  constructor(
    readonly urn: string,
    /** Null for a component, which has none. */
    readonly id: Value,
    /** The other fields as the engine sent them, to send back. */
    readonly fields: Readonly<Record<string, Json>> = {},
  ) {}
}

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export interface Values {
  [key: string]: Value;
}
export type Value =
  null | boolean | number | string | Value[] | Values | Unknown | Secret | Asset | ResourceReference;

/** The key under which an object says that it is no plain one, and what a secret says there. */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";
export const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";
export const ASSET = "c44067f5952c0a294b673a41bacd8c17";
export const ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";
export const REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e";
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** The engine has one marker per kind of unknown; all mean the same here. */
export const UNKNOWNS: ReadonlySet<string> = new Set([
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

export function decode(struct: Struct | undefined): Values {
  return struct === undefined ? {} : (fromJson(struct.toJavaScript()) as Values);
}

export function encode(values: Values): Struct {
  return Struct.fromJavaScript(toJson(values) as Record<string, never>);
}

export function isValues(value: Value | undefined): value is Values {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Unknown) &&
    !(value instanceof Secret) &&
    !(value instanceof Asset) &&
    !(value instanceof ResourceReference)
  );
}

export function fromJson(json: Json): Value {
  if (typeof json === "string") return UNKNOWNS.has(json) ? Unknown.value : json;
  if (json === null || typeof json !== "object") return json;
  if (Array.isArray(json)) return json.map(fromJson);
  const { [SIGNATURE]: signature, ...fields } = json;
  if (signature === SECRET_SIGNATURE) return new Secret(fromJson(fields["value"] ?? null));
  if (signature === ASSET) return new Asset("asset", textOf(fields["hash"]), fields);
  if (signature === ARCHIVE) return new Asset("archive", textOf(fields["hash"]), fields);
  if (signature === REFERENCE) {
    const { urn, id = null, ...others } = fields;
    // The engine writes an id it does not know yet as an empty one.
    return new ResourceReference(textOf(urn), id === "" ? Unknown.value : fromJson(id), others);
  }
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, fromJson(value)]));
}

function textOf(json: Json | undefined): string {
  return typeof json === "string" ? json : "";
}

export function toJson(value: Value): Json {
  if (value instanceof Unknown) return UNKNOWN;
  if (value instanceof Secret) return { [SIGNATURE]: SECRET_SIGNATURE, value: toJson(value.value) };
  if (value instanceof Asset)
    return { [SIGNATURE]: value.kind === "asset" ? ASSET : ARCHIVE, ...value.fields };
  if (value instanceof ResourceReference) {
    const { urn, id, fields } = value;
    return { [SIGNATURE]: REFERENCE, ...fields, urn, ...(id === null ? {} : { id: toJson(id) }) };
  }
  if (Array.isArray(value)) return value.map(toJson);
  if (!isValues(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, toJson(entry)]));
}
