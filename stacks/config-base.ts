/** The base: what all stages have in common, written once in Pulumi.yaml. Pure. */
import { shown, type Problem } from "../refusal/refusal";
import { isObject, merged } from "../settings/merge";

type Values = Readonly<Record<string, unknown>>;

/** What no two stages share, or what must not stand in plain text for all of them. */
const OWN = ["base", "stage", "after", "shared", "secrets"];

/** The stage's own values over the base; its truth values as Pulumi hands over those of a stage: as text. */
export function withBase(base: unknown, own: Values): Values {
  if (!isObject(base)) return own;
  const texts = Object.entries(base).map(([key, value]) => {
    return [key, typeof value === "boolean" ? String(value) : value] as const;
  });
  // A null at the top reaches the program as an empty text.
  const given = Object.entries(own).map(([key, value]) => [key, value === "" && key in base ? null : value]);
  return merged(Object.fromEntries(texts), Object.fromEntries(given)) as Values;
}

/** Everything wrong with a base itself; what is wrong with its values is said of the whole. */
export function baseProblems(base: unknown): Problem[] {
  if (base === undefined) return [];
  const remedy = "write it in Pulumi.yaml, under config, multistage:base, value";
  if (!isObject(base)) return [{ property: "base", rule: "an object", got: shown(base), remedy }];
  const own = OWN.filter((key) => key in base).map((key) => ({
    property: `base.${key}`,
    rule: "left out, as it is each stage's own",
    got: "a value",
    remedy: `move it to Pulumi.<stack>.yaml, as multistage:${key}`,
  }));
  // 0010 would have become another number on its way here.
  const numbers = Object.entries(base).filter(([, value]) => typeof value === "number");
  return [
    ...own,
    ...numbers.map(([key, value]) => ({
      property: `base.${key}`,
      rule: "a text",
      got: shown(value),
      remedy: "put it in quotation marks",
    })),
  ];
}
