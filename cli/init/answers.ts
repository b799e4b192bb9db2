/** What a new project needs to be told: each answer checked, everything wrong said at once. Pure. */
import { stageNameProblems } from "../../components/access/resolve";
import { identityProblems, SERVICE, SERVICE_RULE } from "../../naming/identity";
import { LABEL, LABEL_RULE } from "../../naming/tag-rules";
import { nearest } from "../../refusal/nearest";
import { Refusal, shown, type Problem } from "../../refusal/refusal";

/** The kinds of service there is an example of. */
export const KINDS = ["serverless", "blueGreen"] as const;
export type Kind = (typeof KINDS)[number];

/** Where the project is tested. */
export const CIS = ["github", "gitlab", "none"] as const;
export type Ci = (typeof CIS)[number];

export interface Answers {
  readonly project: string;
  /** In the order of promotion; at least one. */
  readonly stages: readonly string[];
  readonly region: string;
  readonly service: string;
  readonly kind: Kind;
  readonly ci: Ci;
  readonly owner: string;
  readonly costCenter: string;
}

/** The answers as they were typed; stages with commas between them. */
export type Given = { readonly [Key in keyof Answers]?: string };

/** Each stage gets a range of its own: 10.10.0.0/16, 10.20.0.0/16, … */
const MOST_STAGES = 20;

/**
 * The answers in their types.
 *
 * @throws Refusal with everything that is missing or wrong
 */
export function checked(given: Required<Given>, regions: readonly string[]): Answers {
  const problems = answerProblems(given, regions);
  if (problems.length > 0) throw new Refusal(...problems);
  return {
    ...given,
    stages: stagesIn(given.stages),
    kind: given.kind as Kind,
    ci: given.ci as Ci,
  };
}

/** Everything wrong with the answers that are given. */
export function answerProblems(given: Given, regions: readonly string[]): Problem[] {
  const { region, service, kind, ci, owner, costCenter } = given;
  const mustMatch = (
    property: string,
    value: string | undefined,
    pattern: RegExp,
    rule: string,
  ): Problem[] =>
    value === undefined || pattern.test(value)
      ? []
      : [{ property, rule, got: shown(value), remedy: "choose another" }];
  return [
    ...nameProblems(given),
    ...choiceProblems("region", region, regions, "a commercial region of AWS, such as eu-central-1"),
    ...mustMatch("service", service, SERVICE, SERVICE_RULE),
    ...choiceProblems("kind", kind, KINDS),
    ...choiceProblems("ci", ci, CIS),
    ...mustMatch("owner", owner, LABEL, LABEL_RULE),
    ...mustMatch("costCenter", costCenter, LABEL, LABEL_RULE),
  ];
}

/** Of the project and its stages, alone and together: every name begins with both. */
function nameProblems({ project, stages }: Given): Problem[] {
  if (stages === undefined) return project === undefined ? [] : identityProblems({ project, stage: "a" });
  const names = stagesIn(stages);
  const problems = names.flatMap((stage, index): Problem[] => {
    const property = `stages[${index}]`;
    if (names.indexOf(stage) !== index)
      return [{ property, rule: "named once", got: shown(stage), remedy: "remove it" }];
    return [
      ...identityProblems({ project: project ?? "a", stage }).map((problem) =>
        problem.property === "stage" ? { ...problem, property } : problem,
      ),
      ...stageNameProblems(stage, property),
    ];
  });
  if (names.length > MOST_STAGES) {
    const rule = `at most ${MOST_STAGES}`;
    problems.push({ property: "stages", rule, got: String(names.length), remedy: "leave some out" });
  }
  // What is wrong with the project alone is found with every stage.
  return problems.filter(
    (problem, index) =>
      problems.findIndex(({ property, got }) => property === problem.property && got === problem.got) ===
      index,
  );
}

function choiceProblems(
  property: string,
  value: string | undefined,
  choices: readonly string[],
  rule = `one of ${choices.join(", ")}`,
): Problem[] {
  if (value === undefined || choices.includes(value)) return [];
  const near = nearest(value, choices);
  const remedy = near === undefined ? "choose another" : `did you mean ${near}?`;
  return [{ property, rule, got: shown(value), remedy }];
}

function stagesIn(text: string): string[] {
  return text.split(",").map((stage) => stage.trim());
}
