/** What a configuration may look like, as JSON schema: derived from the rules, for us, for Pulumi and for editors. Pure. */
import { PARTITIONS } from "../iam/arn";
import { canRemediate, type Rule } from "../rule";
import { suppressionSchema } from "../suppressions/suppression";
import type { JsonSchema } from "./setting";

const LEVELS = ["mandatory", "advisory", "disabled"];
const REMEDIATE = ["remediate", ...LEVELS];
const level = { type: "string", enum: LEVELS, description: "What a violation does." };
const levels = {
  type: "object",
  additionalProperties: { type: "string", enum: LEVELS },
  description:
    "What a violation does in a stack, by patterns of stacks' names: the first that matches counts.",
};
const notEvaluated = {
  type: "string",
  enum: ["advisory", "mandatory"],
  description: "What it does that something cannot be evaluated in a preview: be told, or stop.",
};

/** What one rule takes beside its level, in the form that Pulumi takes. */
export function settingsSchema(rule: Rule): Readonly<Record<string, JsonSchema>> {
  const own = Object.entries(rule.settings).map(([name, { schema }]): [string, JsonSchema] => [name, schema]);
  const additionalProperties = { type: "string", enum: levelsOf(rule) };
  return { levels: { ...levels, additionalProperties }, notEvaluated, ...Object.fromEntries(own) };
}

/** Only what a rule can put right can be told to be. */
function levelsOf(rule: Rule): readonly string[] {
  return canRemediate(rule) ? REMEDIATE : LEVELS;
}

const account = { type: "string", pattern: "^\\d{12}$" };

/** What is known of one's own accounts, all of it optional. */
export const ownSchema = {
  type: "object",
  additionalProperties: false,
  description:
    "What is the team's own, for the rules on IAM's documents; a provider's own inputs count before it.",
  properties: {
    account: { ...account, description: "The account, as twelve digits in quotes." },
    partition: {
      type: "string",
      enum: PARTITIONS,
      description: "The partition that the account is in; that of the regions where it is not given.",
    },
    regions: {
      type: "array",
      items: { type: "string", pattern: "^[a-z]{2,4}(-[a-z]+)+-\\d+$" },
      minItems: 1,
      uniqueItems: true,
      description: "Every region that is used: that of each provider where it is not given.",
    },
    organization: {
      type: "string",
      pattern: "^o-[a-z0-9]{10,32}$",
      description: "The organization in AWS Organizations, as o-a1b2c3d4e5.",
    },
    trustedAccounts: {
      type: "array",
      items: account,
      uniqueItems: true,
      description: "Accounts of others that are meant where they stand in a policy.",
    },
  },
} as const;

/** The whole file. */
export function fileSchema(rules: readonly Rule[]): JsonSchema {
  const each = rules.map((rule): [string, JsonSchema] => [
    rule.id,
    {
      type: "object",
      additionalProperties: false,
      description: rule.description,
      properties: { level: { ...level, enum: levelsOf(rule) }, ...settingsSchema(rule) },
    },
  ]);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    type: "object",
    additionalProperties: false,
    properties: {
      production: {
        type: "array",
        items: { type: "string", minLength: 1 },
        uniqueItems: true,
        description:
          "The stacks that serve people, as patterns: prod, prod-* and production where it is not given.",
      },
      own: ownSchema,
      all: {
        type: "object",
        additionalProperties: false,
        properties: { level, levels, notEvaluated },
        description: "What holds for every rule that says nothing of its own.",
      },
      rules: { type: "object", additionalProperties: false, properties: Object.fromEntries(each) },
      suppressions: { type: "array", items: suppressionOf(rules) },
    },
  };
}

/** Of a rule there is. */
function suppressionOf(rules: readonly Rule[]): JsonSchema {
  const rule = { type: "string", enum: rules.map(({ id }) => id) };
  return { ...suppressionSchema, properties: { ...suppressionSchema.properties, rule } };
}
