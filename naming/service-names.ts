/** The names of a stage's services, of which no two are the same: everything on AWS is called by them. Pure. */
import { shown, type Problem } from "../refusal/refusal";

/** What is wrong with the name of one service of a list: an earlier one has it. */
export function serviceNameProblems(names: readonly (string | undefined)[], index: number): Problem[] {
  const first = names.indexOf(names[index]);
  if (first === index || names[index] === undefined) return [];
  const rule = `a name no other service has (services[${first}] has it)`;
  return [
    { property: `services[${index}].name`, rule, got: shown(names[index]), remedy: "rename one of them" },
  ];
}
