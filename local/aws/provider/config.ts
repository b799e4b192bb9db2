/** The provider's own configuration as the engine hands it over: structured values as JSON text. Pure. */
import type { Properties } from "../types/shape";
import { fromJson, type Json, type Values } from "../wire/values";

/** What the engine adds for itself. */
const ENGINE_KEYS = ["version", "pluginDownloadURL", "pluginChecksums"];

/** The configuration with its structured values parsed and the engine's own keys left out. */
export function providerConfig(declared: Properties, raw: Values): Values {
  const own = Object.entries(raw).filter(([key]) => !ENGINE_KEYS.includes(key));
  return Object.fromEntries(
    own.map(([key, value]) => {
      const shape = declared[key]?.shape;
      if (typeof value !== "string" || shape === undefined || shape === "string") return [key, value];
      return [key, parsed(value)];
    }),
  );
}

/** Text that is no JSON stays text, for the check to refuse. */
function parsed(text: string): Values[string] {
  try {
    return fromJson(JSON.parse(text) as Json);
  } catch {
    return text;
  }
}
