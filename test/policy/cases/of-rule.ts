/** The cases of a rule, from the file of its name. */
import { createRequire } from "node:module";
import type { Cases, StackCase } from "./case";

const load = createRequire(__filename);

export function casesOf(id: string): Cases {
  return (load(`./${id}`) as { cases: Cases }).cases;
}

/** The same of a rule on a whole stack. */
export function stackCasesOf(id: string): Cases<StackCase> {
  return (load(`./${id}`) as { cases: Cases<StackCase> }).cases;
}
