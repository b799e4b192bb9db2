/**
 * Regular expressions that a team wrote. They run under a time limit: some of them take longer than anybody waits, and
 * a preview must not hang for it.
 */
import { createContext, Script, type Context } from "node:vm";
import { shown, type Problem } from "../../refusal/refusal";

/** Of an expression, in characters; and of what it is tried on, which is the longest value of a tag. */
const LONGEST = 256;
const MILLISECONDS = 100;

/** Whether an expression matches, anywhere in the text as is usual; undefined where it takes too long to say. */
export function matches(expression: string, text: string): boolean | undefined {
  if (text.length > LONGEST) return false;
  if (slow.has(expression)) return undefined;
  context ??= createContext({});
  Object.assign(context, { expression, text });
  try {
    return TEST.runInContext(context, { timeout: MILLISECONDS }) as boolean;
  } catch {
    slow.add(expression);
    return undefined;
  }
}

const TEST = new Script('new RegExp(expression, "u").test(text)');
let context: Context | undefined;
/** Known to take too long: asked again, each resource would cost as much. */
const slow = new Set<string>();

/** What is wrong with expressions by name; empty when all can be used. */
export function expressionProblems(expressions: Readonly<Record<string, string>>, path: string): Problem[] {
  return Object.entries(expressions).flatMap(([name, expression]) => {
    const got = fault(expression);
    if (got === undefined) return [];
    const rule = `a regular expression of JavaScript with the flag u, of at most ${LONGEST} characters`;
    return [{ property: `${path}.${name}`, rule, got, remedy: "mend it" }];
  });
}

function fault(expression: string): string | undefined {
  if (expression.length > LONGEST) return `${expression.length} characters`;
  try {
    new RegExp(expression, "u");
    return undefined;
  } catch {
    return shown(expression);
  }
}
