/** What the settings of an account say about where its state belongs: known before anything is made. Pure but for reading. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { ACCOUNT, backendUrl, secretsProvider } from "../../components/access/account-names";
import {
  committedSettings,
  projectName,
  stackNames,
  stackSettings,
  type Settings,
} from "../../settings/committed-settings";
import { Refusal, shown, type Problem } from "../../refusal/refusal";

/** Where a state belongs, and what encrypts the secrets in it. */
export interface Home {
  readonly backend: string;
  readonly secretsProvider: string;
}

/** The account's program and its settings. */
export interface AccountProgram {
  /** The name of the Pulumi project. */
  readonly project: string;
  /** The text of the stack's settings. */
  readonly settings: string;
  readonly home: Home;
  /** What encrypts the secrets of each stage that lives in the account, by its name. */
  readonly stages: Readonly<Record<string, string>>;
}

/** The folder of the account's program in a project. */
export const ACCOUNT_FOLDER = "bootstrap";

/** In the repository of this package it stands beside the stages' program. */
const BESIDE_STAGES = join("stacks", ACCOUNT_FOLDER);

/** The folder that is named, or else the one the project has. */
export function programFolder(project: string, named: string | undefined): string {
  const looked = named === undefined ? [ACCOUNT_FOLDER, BESIDE_STAGES] : [named];
  const folders = looked.map((path) => resolve(project, path));
  return folders.find(isProgram) ?? resolve(project, named ?? ACCOUNT_FOLDER);
}

function isProgram(folder: string): boolean {
  return existsSync(join(folder, "Pulumi.yaml"));
}

/** @throws Refusal when there is no program, no such stack, or its settings leave open where the state belongs */
export function readProgram(folder: string, stack: string, given: Partial<Home>): AccountProgram {
  if (!isProgram(folder)) {
    const rule = "the folder of the account's program, with a Pulumi.yaml";
    const remedy = "run it in the project's root, or name the folder";
    throw new Refusal({ property: "--folder", rule, got: shown(folder), remedy });
  }
  const own = stackSettings(folder, stack);
  const { stages, ...home } = accountOf(own, fileOf(stack));
  const problems = twinProblems(folder, stack, own);
  if (problems.length > 0) throw new Refusal(...problems);
  const { secretsProvider: instead } = given;
  return {
    project: projectName(folder),
    settings: committedSettings(folder, stack),
    home: { ...home, ...given },
    stages: Object.fromEntries(stages.map(([stage, own]) => [stage, instead ?? own])),
  };
}

function fileOf(stack: string): string {
  return `Pulumi.${stack}.yaml`;
}

/** IAM knows no region: whatever the region, two of one project in one account would make the same roles. */
function twinProblems(folder: string, stack: string, own: Settings): Problem[] {
  const isSame = (key: string, other: Settings): boolean => own[key] === other[key];
  const twin = stackNames(folder).find((name) => {
    const other = stackSettings(folder, name);
    return name !== stack && isSame("multistage:accountId", other) && isSame("multistage:project", other);
  });
  if (twin === undefined) return [];
  const property = `${fileOf(stack)} multistage:accountId`;
  const rule = `another account, or another project, than ${fileOf(twin)} has, as both would make the same roles`;
  const remedy = "remove one of the files: docs/bootstrap.md, One for an account";
  return [{ property, rule, got: shown(own["multistage:accountId"]), remedy }];
}

/** The bucket and the key follow from the project, the account and the region. */
function accountOf(settings: Settings, file: string): Home & { stages: (readonly [string, string])[] } {
  const problems: Problem[] = [];
  const setting = (key: string, pattern: RegExp, rule: string): string => {
    const value = settings[key];
    if (typeof value === "string" && pattern.test(value)) return value;
    problems.push({ property: `${file} ${key}`, rule, got: shown(value), remedy: "set it" });
    return "";
  };
  const project = setting("multistage:project", /^.+$/, "the project's name");
  const accountId = setting("multistage:accountId", /^\d{12}$/, "12 digits, in quotation marks");
  const region = setting("aws:region", /^[a-z]+(?:-[a-z]+)+-\d$/, "a region of AWS");
  if (problems.length > 0) throw new Refusal(...problems);
  const place = { partition: "aws", accountId, region };
  const provider = (stage: string): string => secretsProvider({ project, stage }, place);
  return {
    backend: backendUrl(project, place),
    secretsProvider: provider(ACCOUNT),
    stages: stageNames(settings["multistage:stages"]).map((stage) => [stage, provider(stage)] as const),
  };
}

/** Whatever is wrong with a stage the program says, before it makes anything. */
function stageNames(stages: unknown): string[] {
  if (!Array.isArray(stages)) return [];
  return stages
    .map((one: unknown) => (one as { stage?: unknown } | null)?.stage)
    .filter((stage) => typeof stage === "string");
}
