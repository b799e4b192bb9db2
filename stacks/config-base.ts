/** The base: what all stages have in common, written once in Pulumi.yaml. Pure. */
import { shown, type Problem } from "../refusal/refusal";
import { merged } from "../settings/merge";

type Values = Readonly<Record<string, unknown>>;

/** What no two stages share, or what must not stand in plain text for all of them. */
const OWN = ["base", "stage", "after", "shared", "secrets"];

/** The stage's own values over the base; its numbers and truth values as Pulumi hands over those of a stage: as text. */
export function withBase(base: unknown, own: Values): Values {
  if (!isObject(base)) return own;
  const texts = Object.entries(base).map(([key, value]) => {
    return [key, typeof value === "number" || typeof value === "boolean" ? String(value) : value] as const;
  });
  return merged(Object.fromEntries(texts), own) as Values;
}

/** Everything wrong with a base itself; what is wrong with its values is said of the whole. */
export function baseProblems(base: unknown): Problem[] {
  if (base === undefined) return [];
  const remedy = "write it in Pulumi.yaml, under config, multistage:base, value";
  if (!isObject(base)) return [{ property: "base", rule: "an object", got: shown(base), remedy }];
  return OWN.filter((key) => key in base).map((key) => ({
    property: `base.${key}`,
    rule: "left out, as it is each stage's own",
    got: "a value",
    remedy: `move it to Pulumi.<stack>.yaml, as multistage:${key}`,
  }));
}

function isObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
