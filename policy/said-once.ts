/** Many rules read a document, and all of them would say that it is not known yet. Pure. */
import type { Report } from "./report";
import { SEVERITIES, type Rule } from "./rule";

/** The findings, with that said once: by the rule on documents that matters most, unless it stops the operation. */
export function saidOnce(reports: readonly Report[], rules: readonly Rule[]): readonly Report[] {
  if (!reports.some(isAdvice)) return reports;
  const ofDocuments = rules.filter((rule) => "check" in rule && rule.ofDocuments === true);
  const rank = ({ severity }: Rule): number => SEVERITIES.indexOf(severity);
  const inTurn = [...ofDocuments].sort((a, b) => rank(a) - rank(b)).map(({ id }) => id);
  const teller = new Map<string, string>();
  for (const id of [...inTurn].reverse())
    for (const { message } of reports.filter((report) => report.rule === id && isAdvice(report)))
      teller.set(message, id);
  return reports.filter(
    (report) =>
      !isAdvice(report) || !inTurn.includes(report.rule) || teller.get(report.message) === report.rule,
  );
}

function isAdvice({ level, message }: Report): boolean {
  return level === "advisory" && /^[^ ]+: not evaluated: /.test(message);
}
