/** The faults asked for in the environment, checked before anything is served. */
import { Refusal, shown, type Problem } from "../../refusal/refusal";
import { Faults, FAULTS_VARIABLE, type Fault } from "./faults";

/** What may go wrong where: only what is made or changed can be left unfinished, and a look-up has no answer to lose. */
const OUTCOMES: Readonly<Record<Fault["on"], readonly Fault["then"][]>> = {
  create: ["fail", "partial", "lost", "late", "vanish", "exit", "delay"],
  read: ["fail", "exit", "delay"],
  update: ["fail", "partial", "lost", "late", "vanish", "exit", "delay"],
  delete: ["fail", "lost", "late", "vanish", "exit", "delay"],
  invoke: ["fail", "exit", "delay"],
};

type Rule = readonly [rule: string, fits: (value: unknown) => boolean];

/**
 * The JSON list in MULTISTAGE_LOCAL_FAULTS; none when it is not set.
 *
 * @throws Refusal with everything that is wrong with it
 */
export function readFaults(env: NodeJS.ProcessEnv): Faults {
  const text = env[FAULTS_VARIABLE] ?? "";
  const list: unknown = text === "" ? [] : parsed(text);
  if (!Array.isArray(list)) throw new Refusal(problem(FAULTS_VARIABLE, "a JSON list of faults", shown(text)));
  const problems = list.flatMap((entry: unknown, index) => problemsOf(entry, `${FAULTS_VARIABLE}[${index}]`));
  if (problems.length > 0) throw new Refusal(...problems);
  return new Faults(list as Fault[]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function problemsOf(entry: unknown, path: string): Problem[] {
  if (typeof entry !== "object" || entry === null || Array.isArray(entry))
    return [problem(path, "an object", shown(entry))];
  const given = entry as Readonly<Record<string, unknown>>;
  const rules = rulesFor(given["on"]);
  const strangers = Object.keys(given)
    .filter((key) => !Object.hasOwn(rules, key))
    .map((key) => problem(`${path}.${key}`, `one of ${Object.keys(rules).join(", ")}`, shown(key)));
  const unfit = Object.entries(rules)
    .filter(([key, [, fits]]) => !fits(given[key]))
    .map(([key, [rule]]) => problem(`${path}.${key}`, rule, shown(given[key])));
  return [...strangers, ...unfit];
}

function rulesFor(on: unknown): Readonly<Record<keyof Fault, Rule>> {
  const calls = Object.keys(OUTCOMES);
  const outcomes = OUTCOMES[calls.includes(String(on)) ? (on as Fault["on"]) : "create"];
  return {
    on: oneOf(calls),
    type: ["a type or function token", (value) => value === undefined || typeof value === "string"],
    nth: [
      "a whole number from 1",
      (value) => value === undefined || (Number.isInteger(value) && inRange(value, 1)),
    ],
    then: oneOf(outcomes),
    delayMs: ["a number from 0 to 60000", (value) => value === undefined || inRange(value, 0, 60_000)],
  };
}

function oneOf(words: readonly string[]): Rule {
  return [`one of ${words.join(", ")}`, (value) => words.some((word) => word === value)];
}

function inRange(value: unknown, least: number, most = Infinity): boolean {
  return typeof value === "number" && value >= least && value <= most;
}

function problem(property: string, rule: string, got: string): Problem {
  return { property, rule, got, remedy: 'write, e.g., [{"on":"create","nth":2,"then":"fail"}]' };
}
