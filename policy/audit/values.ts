/** Inputs of an exported stack, as rules read them: what was encrypted or not known when it was exported is UNKNOWN. Pure. */
import {
  ARCHIVE,
  ASSET,
  REFERENCE,
  SECRET_SIGNATURE,
  SIGNATURE,
  UNKNOWNS,
  type Json,
} from "../../wire/values";
import { parsedJson, UNKNOWN, type Value, type Values } from "../value";

/** No resource of AWS is as deep; what lies deeper counts as unknown. */
const DEEPEST = 200;

type Fields = Readonly<Record<string, Json>>;

export function exportedValues(values: Fields): Values {
  return each(values, 0);
}

function each(values: Fields, depth: number): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, read(value, depth + 1)]));
}

function read(json: Json, depth: number): Value {
  if (typeof json === "string") return UNKNOWNS.has(json) ? UNKNOWN : json;
  if (typeof json !== "object" || json === null) return json;
  if (depth > DEEPEST) return UNKNOWN;
  if (Array.isArray(json)) return json.map((entry) => read(entry, depth + 1));
  return json[SIGNATURE] === undefined ? each(json, depth) : marked(json, depth);
}

/** What says that it is no plain object. */
function marked(json: Fields, depth: number): Value {
  const signature = json[SIGNATURE];
  if (signature === SECRET_SIGNATURE) return secret(json, depth);
  if (signature === ASSET || signature === ARCHIVE) return null; // nothing a rule reads
  if (signature !== REFERENCE) return UNKNOWN;
  // A component has no id, and the engine writes one it does not know yet as an empty one.
  const { urn, id = urn ?? null } = json;
  return id === "" ? UNKNOWN : read(id, depth + 1);
}

/** `--show-secrets` has the value as JSON text; without it, only its ciphertext is there. */
function secret({ plaintext, value }: Fields, depth: number): Value {
  if (value !== undefined) return read(value, depth + 1);
  if (typeof plaintext !== "string") return UNKNOWN;
  const parsed = parsedJson(plaintext);
  return parsed === undefined ? UNKNOWN : read(parsed as Json, depth + 1);
}
