/** What the settings of an account say about where its state belongs: known before anything is made. Pure but for reading. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { backendUrl, secretsProvider } from "../../components/access/account-names";
import { committedSettings } from "../../settings/committed-settings";
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
}

/** @throws Refusal when there is no program, no such stack, or its settings leave open where the state belongs */
export function readProgram(folder: string, stack: string, given: Partial<Home>): AccountProgram {
  const file = join(folder, "Pulumi.yaml");
  if (!existsSync(file)) {
    const rule = "the folder of the account's program, with a Pulumi.yaml";
    const remedy = "run it in the project's root, or name the folder";
    throw new Refusal({ property: "--folder", rule, got: shown(folder), remedy });
  }
  const { name: project } = parse(readFileSync(file, "utf8")) as { name: string };
  const settings = committedSettings(folder, stack);
  return { project, settings, home: { ...homeOf(settings, `Pulumi.${stack}.yaml`), ...given } };
}

/** The bucket and the key follow from the project, the account and the region. */
export function homeOf(settings: string, file: string): Home {
  const { config = {} } = (parse(settings) ?? {}) as { config?: Record<string, unknown> };
  const problems: Problem[] = [];
  const setting = (key: string, pattern: RegExp, rule: string): string => {
    const value = config[key];
    if (typeof value === "string" && pattern.test(value)) return value;
    problems.push({ property: `${file} ${key}`, rule, got: shown(value), remedy: "set it" });
    return "";
  };
  const project = setting("multistage:project", /^.+$/, "the project's name");
  const accountId = setting("multistage:accountId", /^\d{12}$/, "12 digits, in quotation marks");
  const region = setting("aws:region", /^[a-z]+(?:-[a-z]+)+-\d$/, "a region of AWS");
  if (problems.length > 0) throw new Refusal(...problems);
  const place = { partition: "aws", accountId, region };
  return { backend: backendUrl(project, place), secretsProvider: secretsProvider(project, place) };
}
