/** What `multistage audit` is asked for, checked as a whole. Pure. */
import { Refusal, type Problem } from "../../refusal/refusal";
import { STANDARD_INPUT } from "./read-export";

/** The command's options. */
export interface AuditOptions {
  readonly level: "mandatory" | "advisory";
  readonly policy?: string;
  readonly sarif?: string;
  readonly markdown?: string;
  readonly suppressions?: true;
}

/** @throws Refusal with everything that does not fit together */
export function refuseUnfit(exports: readonly string[], options: AuditOptions, json: boolean): void {
  const { sarif, markdown, suppressions } = options;
  const reports = Object.entries({ "--sarif": sarif, "--markdown": markdown }).filter(
    ([, file]) => file !== undefined,
  );
  const printed = [
    ...(json ? ["--json"] : []),
    ...reports.filter(([, file]) => file === STANDARD_INPUT).map(([option]) => `${option} -`),
  ];
  const problems: Problem[] = [];
  if (exports.length === 0 && suppressions === undefined) {
    const rule = "what `pulumi stack export` wrote, or - for standard input";
    problems.push({ property: "exports", rule, got: "nothing", remedy: "name at least one file" });
  }
  if (exports.filter((file) => file === STANDARD_INPUT).length > 1) {
    const remedy = "write the others to files";
    problems.push({ property: "exports", rule: "- at most once", got: exports.join(" "), remedy });
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
