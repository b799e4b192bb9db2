/**
 * The configuration of a stack: every key under `multistage:`, parsed once into a typed value. Pure: what is asked of
 * the file system comes in as a function.
 */
import { z } from "zod";
import { budgetProblems } from "../components/budget/resolve";
import { WORD, WORD_RULE } from "../naming/identity";
import { LABEL, LABEL_RULE } from "../naming/tag-rules";
import { Refusal, type Problem, type Unchecked } from "../refusal/refusal";
import { orderProblems, type Stages } from "../settings/stage-order";
import { baseProblems, withBase } from "./config-base";
import { access, accessProblems } from "./config-access";
import { loadBalancerProblems } from "./config-blue-green";
import { identityProblems, releasesProblems, serviceProblems } from "./config-checks";
import { network, networkProblems } from "./config-network";
import { sharingProblems } from "./config-sharing";
import { configProblems, gotText, withoutFaulty } from "./config-problems";
import { service } from "./config-services";

const word = z.string().regex(WORD, { error: WORD_RULE });
const label = z.string().regex(LABEL, { error: LABEL_RULE });

/** One load balancer for all services of kind blueGreen; with it come the functions and notices of their releases. */
const loadBalancer = z.strictObject({
  /** Users' port; 80, or 443 with a certificate, when left out. */
  port: z.number().optional(),
  /** The port on which the idle colour of every service is seen. */
  previewPort: z.number().optional(),
  /** From where the idle colours are seen; left out where the listeners exist. */
  previewCidrBlocks: z.array(z.string()).optional(),
  certificateArn: z.string().optional(),
  /** Names in a public zone by which users find it; without certificateArn they get a certificate. */
  publicNames: z.strictObject({ zoneId: z.string(), names: z.array(z.string()) }).optional(),
  /** How long every request's log is kept. */
  accessLogDays: z.number().optional(),
  webAclArn: z.string().optional(),
  /** Listeners of a load balancer that is there already. */
  existing: z.strictObject({ productListenerArn: z.string(), previewListenerArn: z.string() }).optional(),
});

const releases = z.strictObject({
  /** Whether every service of kind blueGreen must ask a person before it is released. */
  approvalRequired: z.boolean().optional(),
  approverEmails: z.array(z.string()).optional(),
  /** Who is told of alarms. */
  alarmEmails: z.array(z.string()).optional(),
});

const schema = z.strictObject({
  project: word,
  stage: word,
  owner: label,
  costCenter: label,
  /** Further tags on everything. */
  tags: z.record(z.string(), z.string()).optional(),
  /** Said by people once they have activated them in the account that pays; the doctor asks for it. */
  costAllocationTags: z.literal("active").optional(),
  /** The stage whose releases come to this one next. */
  after: z.string().optional(),
  /** The stack whose network, load balancer and release control this one uses; it has none of its own then. */
  shared: z.string().optional(),
  network: network.optional(),
  /** Whether what holds traffic or records resists being deleted. */
  protection: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional(),
  loadBalancer: loadBalancer.optional(),
  /** The listener priorities that are this stack's; each service of kind blueGreen takes one. */
  priorities: z.strictObject({ first: z.number(), last: z.number() }).optional(),
  releases: releases.optional(),
  /** What the stage may cost in a month, in US dollars, and who is told before it does. */
  budget: z.strictObject({ monthlyUsd: z.number(), emails: z.array(z.string()) }).optional(),
  services: z.array(service),
  /** Service name → variable → value; set with `pulumi config set --secret --path`. */
  secrets: z.record(z.string(), z.record(z.string(), z.string())).optional(),
  access: access.optional(),
});

export type StackConfig = z.infer<typeof schema>;

/** What the configuration is checked against besides itself. */
export interface Surroundings {
  /** Names the stack when `stage` is left out. */
  readonly stack: string;
  /** Names the project when `project` is left out. */
  readonly project: string;
  /** What each stack of the project builds on. */
  readonly stages: () => Stages;
  readonly fileExists: (path: string) => boolean;
}

/**
 * The typed configuration out of the raw values by key (without `multistage:`; lists and objects as JSON text).
 *
 * @throws Refusal with everything that is wrong
 */
export function parseConfig(raw: Readonly<Record<string, string>>, around: Surroundings): StackConfig {
  const { stack, stages } = around;
  const { base, ...own } = Object.fromEntries(
    Object.entries(raw).map(([key, text]) => [key, structured(text)]),
  );
  const values = withBase(base, own);
  const given = { project: around.project, stage: around.stack, ...values };
  const parsed = schema.safeParse(given);
  const issues = parsed.success ? [] : parsed.error.issues;
  // What has the right shape is checked on, so that one run says everything.
  const sane = withoutFaulty(given, issues) as Unchecked<StackConfig>;
  const syntax = [...syntaxProblems(values), ...baseProblems(base)];
  const shape = [...syntax, ...elsewhere(configProblems(issues, schema, given), syntax)].map((problem) =>
    ownNames.includes(problem.property) && !(problem.property in values) ? notTaken(problem) : problem,
  );
  const problems = [
    ...shape,
    ...elsewhere(
      [
        ...identityProblems(sane),
        ...(sane.after === undefined && sane.shared === undefined
          ? []
          : orderProblems({ ...stages(), [stack]: { after: sane.after, shared: sane.shared } }, stack)),
        ...sharingProblems(sane),
        ...networkProblems(sane),
        ...loadBalancerProblems(sane),
        ...releasesProblems(sane),
        ...(sane.budget === undefined ? [] : budgetProblems(sane.budget, "budget.")),
        ...serviceProblems(sane, around),
        ...accessProblems(sane),
      ],
      shape,
    ),
  ];
  if (problems.length > 0 || !parsed.success) throw new Refusal(...problems);
  return parsed.data;
}

const ownNames = ["project", "stage"];

/** The name of the Pulumi project, or of the stack, does not do; another one can be given. */
function notTaken(problem: Problem): Problem {
  return { ...problem, remedy: `choose another: pulumi config set multistage:${problem.property} <name>` };
}

/** The problems that do not follow from one said before: a missing value has the wrong range, too. */
export function elsewhere(problems: readonly Problem[], said: readonly Problem[]): Problem[] {
  const follows = (path: string, from: string): boolean => path === from || path.startsWith(`${from}.`);
  return problems.filter(({ property }) => !said.some((before) => follows(property, before.property)));
}

/** Pulumi hands objects and lists over as JSON; everything else is text and stays it, and so does broken JSON. */
export function structured(text: string): unknown {
  if (!JSON_START.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** What begins like JSON and is still a text could not be parsed. */
export function syntaxProblems(values: Readonly<Record<string, unknown>>): Problem[] {
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
