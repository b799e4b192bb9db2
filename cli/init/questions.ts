/** The questions `multistage init` asks, in their order, with what it suggests as an answer. Pure. */
import { WORD } from "../../naming/identity";
import type { Problem } from "../../refusal/refusal";
import { answerProblems, CIS, KINDS, type Given } from "./answers";

/** What answers are guessed from. */
export interface Surroundings {
  /** The name of the project's folder. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

export interface Question {
  readonly key: keyof Given;
  readonly flag: string;
  readonly text: string;
  /** Taken for an empty answer; undefined where nobody but the reader can know. */
  readonly suggestion?: (around: Surroundings) => string | undefined;
}

export const questions: readonly Question[] = [
  {
    key: "project",
    flag: "--project",
    text: "Project: the product or team, every name begins with it (letters and digits)",
    suggestion: ({ folder }) => wordIn(folder),
  },
  {
    key: "stages",
    flag: "--stages",
    text: "Stages, in the order in which a release goes through them",
    suggestion: () => "dev,prod",
  },
  {
    key: "region",
    flag: "--region",
    text: "AWS region",
    suggestion: ({ env }) => env["AWS_REGION"] ?? env["AWS_DEFAULT_REGION"],
  },
  {
    key: "service",
    flag: "--service",
    text: "First service (letters, digits and hyphens)",
    suggestion: () => "web",
  },
  {
    key: "kind",
    flag: "--kind",
    text: `Its kind: ${KINDS.join(" (an app on Lambda), ")} (two fleets of instances)`,
    suggestion: () => "serverless",
  },
  { key: "owner", flag: "--owner", text: "Owner: the team that answers for it, a tag on everything" },
  { key: "costCenter", flag: "--cost-center", text: "Cost center: where its cost is booked, a tag too" },
  { key: "ci", flag: "--ci", text: `Where it is tested: ${CIS.join(", ")}`, suggestion: () => "github" },
];

/** The suggested answers, of those questions that have one that would be taken. */
export function suggestions(around: Surroundings, regions: readonly string[]): Given {
  return Object.fromEntries(
    questions.flatMap(({ key, suggestion }) => {
      const value = suggestion?.(around);
      const taken = value !== undefined && answerProblems({ [key]: value }, regions).length === 0;
      return taken ? [[key, value]] : [];
    }),
  );
}

/** What is missing where nobody can be asked. */
export function missingProblems(given: Given): Problem[] {
  return questions
    .filter(({ key }) => given[key] === undefined)
    .map(({ key, flag }) => ({
      property: key,
      rule: "given where nobody is asked",
      got: "nothing",
      remedy: `add ${flag}`,
    }));
}

/** The folder's name as a project's, where enough is left of it to fit beside a stage. */
function wordIn(folder: string): string | undefined {
  const word = folder.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  return WORD.test(word) && word.length <= 16 ? word : undefined;
}
