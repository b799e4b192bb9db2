/**
 * The configuration of a stack: every key under `multistage:`, parsed once into a typed value. Pure: what is asked of
 * the file system comes in as a function.
 */
import { z } from "zod";
import { NatGateways } from "../components/network/resolve";
import { Architecture, Runtime } from "../components/serverless-service/resolve";
import { LABEL, LABEL_RULE, PART, PART_RULE } from "../naming/identity";
import { Refusal, type Problem, type Unchecked } from "../refusal/refusal";
import { networkProblems, serviceProblems } from "./config-checks";
import { configProblems, gotText, withoutFaulty } from "./config-problems";

const part = z.string().regex(PART, { error: PART_RULE });
const label = z.string().regex(LABEL, { error: LABEL_RULE });

const network = z.strictObject({
  create: z
    .strictObject({
      cidrBlock: z.string(),
      takenCidrBlocks: z.array(z.string()).optional(),
      availabilityZones: z.number().optional(),
      natGateways: z.enum(NatGateways).optional(),
    })
    .optional(),
  existing: z
    .strictObject({
      vpcId: z.string(),
      publicSubnetIds: z.array(z.string()).optional(),
      privateSubnetIds: z.array(z.string()),
    })
    .optional(),
});

const serverless = z.strictObject({
  name: part,
  kind: z.literal("serverless"),
  /** The folder of the app, from which `multistage package` and the rehearsal build the artifact. */
  source: z.string().optional(),
  /** The zip, as a path from the project's root. */
  artifact: z.string(),
  runtime: z.enum(Runtime),
  startCommand: z.string().optional(),
  port: z.number().optional(),
  healthPath: z.string().optional(),
  architecture: z.enum(Architecture).optional(),
  memoryMiB: z.number().optional(),
  timeoutSeconds: z.number().optional(),
  logRetentionDays: z.number().optional(),
  environment: z.record(z.string(), z.string()).optional(),
  /** Names of environment variables whose values stand, encrypted, under `multistage:secrets`. */
  secrets: z.array(z.string()).optional(),
  /** Whether the function joins the stage's network. */
  inVpc: z.boolean().optional(),
});

const schema = z.strictObject({
  project: part,
  stage: part,
  owner: label,
  costCenter: label,
  network,
  services: z.array(serverless),
  /** Service name → variable → value; set with `pulumi config set --secret --path`. */
  secrets: z.record(z.string(), z.record(z.string(), z.string())).optional(),
});

export type StackConfig = z.infer<typeof schema>;
export type ServerlessConfig = z.infer<typeof serverless>;

/** What the configuration is checked against besides itself. */
export interface Surroundings {
  /** Names the stack when `stage` is left out. */
  readonly stack: string;
  /** Names the project when `project` is left out. */
  readonly project: string;
  readonly fileExists: (path: string) => boolean;
}

/**
 * The typed configuration out of the raw values by key (without `multistage:`; lists and objects as JSON text).
 *
 * @throws Refusal with everything that is wrong
 */
export function parseConfig(raw: Readonly<Record<string, string>>, around: Surroundings): StackConfig {
  const values = Object.fromEntries(Object.entries(raw).map(([key, text]) => [key, structured(text)]));
  const given = { project: around.project, stage: around.stack, ...values };
  const parsed = schema.safeParse(given);
  const issues = parsed.success ? [] : parsed.error.issues;
  // What has the right shape is checked on, so that one run says everything.
  const sane = withoutFaulty(given, issues) as Unchecked<StackConfig>;
  const syntax = syntaxProblems(values);
  const shape = [...syntax, ...elsewhere(configProblems(issues, schema, given), syntax)];
  const problems = [
    ...shape,
    ...elsewhere([...networkProblems(sane), ...serviceProblems(sane, around)], shape),
  ];
  if (problems.length > 0 || !parsed.success) throw new Refusal(...problems);
  return parsed.data;
}

/** The problems that do not follow from one said before: a missing value has the wrong range, too. */
function elsewhere(problems: readonly Problem[], said: readonly Problem[]): Problem[] {
  const follows = (path: string, from: string): boolean => path === from || path.startsWith(`${from}.`);
  return problems.filter(({ property }) => !said.some((before) => follows(property, before.property)));
}

/** Pulumi hands objects and lists over as JSON; everything else is text and stays it, and so does broken JSON. */
function structured(text: string): unknown {
  if (!JSON_START.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** What begins like JSON and is still a text could not be parsed. */
function syntaxProblems(values: Readonly<Record<string, unknown>>): Problem[] {
  return Object.entries(values)
    .filter(([, value]) => typeof value === "string" && JSON_START.test(value))
    .map(([key, value]) => ({
      property: key,
      rule: "valid JSON or YAML",
      got: gotText([key], value),
      remedy: "mend its syntax",
    }));
}

const JSON_START = /^\s*[[{]/;
