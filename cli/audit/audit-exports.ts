/** Holds exported stacks to the rules, and says what was found in the ways that were asked for. */
import { auditStack } from "../../policy/audit/audit-stack";
import { stackResources } from "../../policy/audit/stack-export";
import { policyFile } from "../../policy/configuration/file";
import { LEVELS } from "../../policy/output/order";
import { counted } from "../../policy/output/summary";
import { rules } from "../../policy/registry";
import type { Session } from "../command";
import { Failure } from "../exit";
import { listed } from "./exceptions";
import { refuseUnfit, type AuditOptions } from "./options";
import { readInputs } from "./read-stacks";
import { tellFindings, tellSuppressions } from "./tell";

/**
 * Prints the findings, or the suppressions.
 *
 * @throws Refusal when something cannot be read or written; Failure when there are findings at the level or above
 */
export async function auditExports(
  session: Session,
  files: readonly string[],
  options: AuditOptions,
): Promise<void> {
  const { output } = session;
  refuseUnfit(files, options, output.json);
  const { configuration, stacks } = await readInputs(session, files, options.policy);
  const today = new Date().toISOString().slice(0, 10);
  const audits = stacks.map(({ name, exported }) => {
    const resources = stackResources(exported);
    output.note(`${name}: ${counted(resources.length, "resource")}`);
    return auditStack(resources, rules, configuration, today);
  });
  if (options.suppressions !== undefined) {
    const exceptions = audits.map((audit) => audit.exceptions);
    const file = policyFile(process.env, options.policy);
    tellSuppressions(session, listed(exceptions, configuration.suppressions, { file, today }));
    return;
  }
  const reports = audits.flatMap((audit) => audit.reports);
  tellFindings(session, reports, stacks, options);
  const failing = LEVELS.slice(0, LEVELS.indexOf(options.level) + 1);
  const count = reports.filter(({ level }) => failing.includes(level)).length;
  if (count > 0) throw new Failure(`${counted(count, "finding")} of level ${failing.join(" or ")}`);
}
