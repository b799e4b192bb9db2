/** The provider's own configuration as the engine hands it over: structured values as JSON text. Pure. */
import type { Properties } from "../types/shape";
import { hasSecret, plain } from "../../../wire/secrets";
import { fromJson, isValues, Secret, type Json, type Value, type Values } from "../../../wire/values";

/** What the engine adds for itself. */
const ENGINE_KEYS = ["version", "pluginDownloadURL", "pluginChecksums"];

/** The configuration with its structured values parsed and the engine's own keys left out. */
export function providerConfig(declared: Properties, raw: Values): Values {
  const own = Object.entries(raw).filter(([key]) => !ENGINE_KEYS.includes(key));
  return Object.fromEntries(
    own.map(([key, value]) => {
      const shape = declared[key]?.shape;
      return [key, shape === undefined || shape === "string" ? value : structured(value)];
    }),
  );
}

/** The region everything is in that names none itself; undefined where neither configuration nor environment does. */
export function regionOf(config: Values, env: NodeJS.ProcessEnv): string | undefined {
  const configured = plain(config["region"] ?? null);
  const { AWS_REGION: around = "" } = env;
  const region = typeof configured === "string" && configured !== "" ? configured : around;
  return region === "" ? undefined : region;
}

/** The account a stage is allowed in, if its configuration says so: here that is the one everything is in. */
export function accountOf(config: Values): string | undefined {
  const allowed = plain(config["allowedAccountIds"] ?? null);
  const [first] = Array.isArray(allowed) ? allowed : [];
  return typeof first === "string" ? first : undefined;
}

/** The tags every resource gets; all of them secret when one is, because they come as one text. */
export function defaultTagsOf(config: Values): Values {
  const block = config["defaultTags"] ?? null;
  const settled = plain(block);
  const tags = isValues(settled) ? settled["tags"] : undefined;
  if (!isValues(tags)) return {};
  if (!hasSecret(block)) return tags;
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, new Secret(value)]));
}

/** Text that is no JSON stays text, for the check to refuse. */
function structured(value: Value): Value {
  if (value instanceof Secret) return new Secret(structured(value.value));
  if (typeof value !== "string") return value;
  try {
    return fromJson(JSON.parse(value) as Json);
  } catch {
    return value;
  }
}
