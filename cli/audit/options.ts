/** What `multistage audit` is asked for, checked as a whole. Pure. */
import { Refusal, type Problem } from "../../refusal/refusal";
import type { Kind } from "../../policy/iam/model";
import { STANDARD_INPUT } from "./read-text";

/** The command's options. */
export interface AuditOptions {
  readonly level: "mandatory" | "advisory";
  readonly policy?: string;
  readonly context?: string;
  readonly kind?: Kind;
  readonly sarif?: string;
  readonly markdown?: string;
  readonly suppressions?: true;
}

/** @throws Refusal with everything that does not fit together */
export function refuseUnfit(given: readonly string[], options: AuditOptions, json: boolean): void {
  const { sarif, markdown, suppressions } = options;
  const reports = Object.entries({ "--sarif": sarif, "--markdown": markdown }).filter(
    ([, file]) => file !== undefined,
  );
  const printed = [
    ...(json ? ["--json"] : []),
    ...reports.filter(([, file]) => file === STANDARD_INPUT).map(([option]) => `${option} -`),
  ];
  const problems: Problem[] = [];
  if (given.length === 0 && suppressions === undefined) {
    const rule = "policy documents, folders, what `pulumi stack export` wrote, or - for standard input";
    problems.push({ property: "files", rule, got: "nothing", remedy: "name at least one" });
  }
  if (given.filter((file) => file === STANDARD_INPUT).length > 1) {
    const remedy = "write the others to files";
    problems.push({ property: "files", rule: "- at most once", got: given.join(" "), remedy });
  }
  if (printed.length > 1) {
    const remedy = "write the others to files";
    problems.push({ property: "output", rule: "one of these", got: printed.join(", "), remedy });
  }
  for (const [option, file = ""] of suppressions === undefined ? [] : reports) {
    const rule = "left out with --suppressions, which lists no findings";
    problems.push({ property: option, rule, got: file, remedy: "leave one out" });
  }
  if (problems.length > 0) throw new Refusal(...problems);
}
