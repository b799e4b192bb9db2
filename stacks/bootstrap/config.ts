/** The configuration of an account: every key under `multistage:`, parsed once into a typed value. Pure. */
import { z } from "zod";
import { ACCOUNT, ACCOUNT_PULUMI_PROJECT } from "../../components/access/account-names";
import { furtherProblems } from "../../components/access/reach-problems";
import { stageNameProblems } from "../../components/access/resolve";
import { DEFAULT_AUDIENCE, DEFAULT_ISSUER } from "../../components/access/taken-by";
import {
  CI,
  isIssuer,
  issuerProblem,
  PEOPLE,
  takenByProblems,
} from "../../components/access/taken-by-problems";
import { stageProblems, WORD, WORD_RULE } from "../../naming/identity";
import { furtherTagProblems, LABEL, LABEL_RULE } from "../../naming/tag-rules";
import { Refusal, shown, type Problem, type Unchecked } from "../../refusal/refusal";
import { elsewhere, structured, syntaxProblems } from "../config";
import { takenBy } from "../config-access";
import { configProblems, withoutFaulty } from "../config-problems";

const word = z.string().regex(WORD, { error: WORD_RULE });
const label = z.string().regex(LABEL, { error: LABEL_RULE });
/** Part of the path of a state: what IAM reads as a pattern, or as another path, could be another's. */
const pulumiName = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,100}$/, { error: "1 to 100 letters, digits, hyphens and underscores" });
const flag = z.enum(["true", "false"]).transform((text) => text === "true");

/** A stage that lives in the account. */
const stage = z.strictObject({
  stage: word,
  /** The name of the Pulumi project whose stack the stage is; the project's when left out. */
  pulumiProject: pulumiName.optional(),
  /** The stack; called like the stage when left out. */
  stack: pulumiName.optional(),
  /** Who brings it up. */
  deployer: takenBy.optional(),
  /** Who previews it. */
  previewer: takenBy.optional(),
  /** What it needs that is not its own. */
  alsoAllows: z
    .array(z.strictObject({ actions: z.array(z.string()), resources: z.array(z.string()) }))
    .optional(),
});

const schema = z.strictObject({
  project: word,
  /** The account that is meant: credentials of another one are refused. */
  accountId: z.string().regex(/^\d{12}$/, { error: "12 digits, in quotation marks" }),
  owner: label,
  costCenter: label,
  /** Further tags on everything. */
  tags: z.record(z.string(), z.string()).optional(),
  /** Who issues the tokens of CI; an account has each provider once. */
  identityProviders: z
    .array(z.strictObject({ issuer: z.string(), audiences: z.array(z.string()).optional() }))
    .optional(),
  stages: z.array(stage),
  /** The certificate (PEM) of the authority whose machines may take roles by IAM Roles Anywhere. */
  certificateAuthority: z.string().optional(),
  /** Whether cost reports go by our tags; in the payer account, once AWS has seen them in billing data. */
  costAllocationTags: flag.optional(),
});

export type AccountConfig = z.infer<typeof schema>;
export type AccountStage = AccountConfig["stages"][number];

/**
 * The typed configuration out of the raw values by key (without `multistage:`; lists and objects as JSON text).
 *
 * @throws Refusal with everything that is wrong
 */
export function parseAccount(raw: Readonly<Record<string, string>>): AccountConfig {
  const values = Object.fromEntries(Object.entries(raw).map(([key, text]) => [key, structured(text)]));
  const parsed = schema.safeParse(values);
  const issues = parsed.success ? [] : parsed.error.issues;
  const sane = withoutFaulty(values, issues) as Unchecked<AccountConfig>;
  const syntax = syntaxProblems(values);
  const shape = [...syntax, ...elsewhere(configProblems(issues, schema, values), syntax)];
  const problems = [
    ...shape,
    ...elsewhere(
      [...nameProblems(sane), ...providerProblems(sane), ...stagesProblems(sane), ...authorityProblems(sane)],
      shape,
    ),
  ];
  if (problems.length > 0 || !parsed.success) throw new Refusal(...problems);
  return parsed.data;
}

function nameProblems({ project, tags = {} }: Unchecked<AccountConfig>): Problem[] {
  const further = Object.entries(tags).map(([key, value]) => [key, value ?? ""] as const);
  return [
    ...(project === undefined ? [] : stageProblems({ project, stage: ACCOUNT })),
    ...furtherTagProblems(Object.fromEntries(further), "tags"),
  ];
}

function providerProblems({ identityProviders = [] }: Unchecked<AccountConfig>): Problem[] {
  const issuers = identityProviders.map((provider) => provider?.issuer);
  return issuers.flatMap((issuer, index) => {
    const property = `identityProviders[${index}].issuer`;
    if (issuer === undefined) return [];
    if (!isIssuer(issuer)) return [issuerProblem(property, issuer)];
    return twinProblems(issuers, index, property, (first) => `identityProviders[${first}]`);
  });
}

function stagesProblems(config: Unchecked<AccountConfig>): Problem[] {
  const { stages = [], project } = config;
  const names = stages.map((one) => one?.stage);
  const states = stages.map((one) => stateOf(one, project));
  return stages.flatMap((one, index) => {
    const path = `stages[${index}]`;
    const { stage: name, deployer, previewer, alsoAllows = [] } = one ?? {};
    return [
      ...(name === undefined
        ? []
        : twinProblems(names, index, `${path}.stage`, (first) => `stages[${first}]`)),
      ...(names.indexOf(name) === index ? stateProblems(states, index, path) : []),
      ...stageNameProblems(name, `${path}.stage`),
      ...(project === undefined || name === undefined
        ? []
        : stageProblems({ project, stage: name }).map((problem) => ({
            ...problem,
            property: `${path}.stage`,
          }))),
      ...(deployer === undefined
        ? []
        : takenByProblems(deployer, `${path}.deployer`, [...CI, ...PEOPLE], { exactSubjects: true })),
      ...(previewer === undefined ? [] : takenByProblems(previewer, `${path}.previewer`, [...CI, ...PEOPLE])),
      ...audienceProblems(deployer?.oidc, `${path}.deployer.oidc`, config),
      ...audienceProblems(previewer?.oidc, `${path}.previewer.oidc`, config),
      ...furtherProblems(alsoAllows, `${path}.alsoAllows`, project),
    ];
  });
}

function stateOf(one: Unchecked<AccountStage> | undefined, project: string | undefined): string | undefined {
  const { stage: name, pulumiProject = project, stack = name } = one ?? {};
  return pulumiProject === undefined || stack === undefined ? undefined : `${pulumiProject}/${stack}`;
}

/** Who writes the state of a stack writes what the next up of it does. */
function stateProblems(states: readonly (string | undefined)[], index: number, path: string): Problem[] {
  const state = states[index];
  const property = `${path}.stack`;
  if (state === undefined) return [];
  if (!state.startsWith(`${ACCOUNT_PULUMI_PROJECT}/`))
    return twinProblems(states, index, property, (first) => `stages[${first}]`);
  const rule = `of another Pulumi project than ${ACCOUNT_PULUMI_PROJECT}, which makes the account`;
  return [{ property, rule, got: shown(state), remedy: "name the project of the stage" }];
}

/** Two of one name would be two roles, or two providers, of one name. */
function twinProblems(
  names: readonly (string | undefined)[],
  index: number,
  property: string,
  where: (first: number) => string,
): Problem[] {
  const first = names.indexOf(names[index]);
  if (first === index) return [];
  const rule = `another one than ${where(first)} has`;
  return [{ property, rule, got: shown(names[index]), remedy: "remove one of them" }];
}

/** A provider that does not know whom a token is for refuses every token. */
function audienceProblems(
  oidc: Unchecked<NonNullable<NonNullable<AccountStage["deployer"]>["oidc"]>> | undefined,
  path: string,
  { identityProviders = [] }: Unchecked<AccountConfig>,
): Problem[] {
  if (oidc === undefined) return [];
  const { issuer = DEFAULT_ISSUER, audience = DEFAULT_AUDIENCE } = oidc;
  const provider = identityProviders.find((one) => one?.issuer === issuer);
  const audiences = provider?.audiences ?? [DEFAULT_AUDIENCE];
  if (provider === undefined || audiences.includes(audience)) return [];
  const rule = `one of the audiences of ${issuer} in identityProviders (${audiences.join(", ")})`;
  return [{ property: `${path}.audience`, rule, got: shown(audience), remedy: "use one, or add it there" }];
}

const CERTIFICATES = /^\s*(?:-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*)+$/;

function authorityProblems({ certificateAuthority: text }: Unchecked<AccountConfig>): Problem[] {
  if (text === undefined || CERTIFICATES.test(text)) return [];
  const rule = "certificates in PEM, and nothing else: no key belongs here";
  return [
    {
      property: "certificateAuthority",
      rule,
      got: "another text",
      remedy: "give -----BEGIN CERTIFICATE----- …",
    },
  ];
}
