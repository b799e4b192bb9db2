/** What was written by others, or by another version of ours, on its way in: schema-checked, older ones upgraded. Pure. */
import * as z from "zod/mini";
import { Refusal, shown } from "../../refusal/refusal";
import { schemaProblems } from "../../refusal/schema-problems";

/** A kind of text that has versions. */
export interface Format<Schema extends z.ZodMiniType> {
  /** What it is, for people. */
  readonly name: string;
  /** The key that has the version. */
  readonly key: "version" | "schema";
  /** Of the newest. */
  readonly version: number;
  readonly schema: Schema;
  /** By the version they begin with: to the one after it. */
  readonly upgrades: Readonly<Record<number, (older: Record<string, unknown>) => Record<string, unknown>>>;
  readonly remedy: string;
}

/**
 * The value, of the newest version.
 *
 * @throws Refusal with everything that is wrong; for a newer version than ours, and one we never wrote, that alone
 */
export function parsed<Schema extends z.ZodMiniType>(
  format: Format<Schema>,
  value: unknown,
): z.infer<Schema> {
  const newest = upgraded(format, value);
  const { success, data, error } = format.schema.safeParse(newest);
  if (success) return data;
  const problems = schemaProblems(error.issues, newest, format.remedy);
  throw new Refusal(
    ...problems.map((one) => ({
      ...one,
      property: one.property === "" ? format.name : `${format.name}: ${one.property}`,
    })),
  );
}

/** A whole number between these, said so where it is none. */
export function whole(least: number, most: number): z.ZodMiniInt {
  const rule = `a whole number from ${least} to ${most}`;
  return z.int(rule).check(z.gte(least, rule), z.lte(most, rule));
}

/** JSON on its way in; refused as the same thing. */
export function parsedText<Schema extends z.ZodMiniType>(
  format: Format<Schema>,
  text: string,
): z.infer<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refusal({
      property: format.name,
      rule: "JSON",
      got: shown(text),
      remedy: format.remedy,
    });
  }
  return parsed(format, value);
}

function upgraded<Schema extends z.ZodMiniType>(
  { name, key, version, upgrades, remedy }: Format<Schema>,
  value: unknown,
): unknown {
  if (typeof value !== "object" || value === null) return value;
  let newest = value as Record<string, unknown>;
  while (newest[key] !== version) {
    const given = newest[key];
    const upgrade = typeof given === "number" && given < version ? upgrades[given] : undefined;
    if (upgrade === undefined) {
      const isNewer = typeof given === "number" && given > version;
      const known = [...Object.keys(upgrades), version].join(" or ");
      throw new Refusal({
        property: `${name}: ${key}`,
        rule: `${known}, which is what this version of multistage knows`,
        got: shown(given),
        remedy: isNewer ? "update multistage here, too" : remedy,
      });
    }
    newest = upgrade(newest);
  }
  return newest;
}
