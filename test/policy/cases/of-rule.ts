/** The cases of a rule, from the file of its name. */
import { createRequire } from "node:module";
import type { Cases } from "./case";

const load = createRequire(__filename);

export function casesOf(id: string): Cases {
  return (load(`./${id}`) as { cases: Cases }).cases;
}
