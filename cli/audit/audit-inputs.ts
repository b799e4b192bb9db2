/** Holds exported stacks and policy documents to the rules, and says what was found in the ways that were asked for. */
import { auditFile, excepted } from "../../policy/audit/audit-documents";
import { auditStack, type Audit } from "../../policy/audit/audit-stack";
import { stackResources } from "../../policy/audit/stack-export";
import { policyFile } from "../../policy/configuration/file";
import { LEVELS } from "../../policy/output/order";
import { counted } from "../../policy/output/summary";
import { rules } from "../../policy/registry";
import type { Report } from "../../policy/report";
import type { Session } from "../command";
import { Failure } from "../exit";
import { listed } from "./exceptions";
import { refuseUnfit, type AuditOptions } from "./options";
import { aMoment } from "./read-folder";
import { readInputs, type Inputs } from "./read-inputs";
import { readNote } from "./read-note";
import { tellFindings, tellSuppressions } from "./tell";

/** What is the same for everything that is audited. */
interface Occasion {
  readonly today: string;
  /** The configuration's file. */
  readonly file: string;
}

/**
 * Prints the findings, or the suppressions.
 *
 * @throws Refusal when something cannot be read or written; Failure when there are findings at the level or above
 */
export async function auditInputs(
  session: Session,
  given: readonly string[],
  options: AuditOptions,
): Promise<void> {
  const { output } = session;
  refuseUnfit(given, options, output.json);
  const inputs = await readInputs(session, given, options);
  const { configuration, stacks } = inputs;
  const today = new Date().toISOString().slice(0, 10);
  const file = policyFile(process.env, options.policy);
  const audits = stacks.map(({ name, exported }) => {
    const resources = stackResources(exported);
    output.note(`${name}: ${counted(resources.length, "resource")}`);
    return auditStack(resources, rules, configuration, today);
  });
  if (inputs.documents.length > 0) audits.push(await auditDocuments(session, inputs, { today, file }));
  if (options.suppressions !== undefined) {
    const exceptions = audits.map((audit) => audit.exceptions);
    tellSuppressions(session, listed(exceptions, configuration.suppressions, { file, today }));
    return;
  }
  const reports = audits.flatMap((audit) => audit.reports);
  await tellFindings(session, reports, stacks, options);
  const failing = LEVELS.slice(0, LEVELS.indexOf(options.level) + 1);
  const count = reports.filter(({ level }) => failing.includes(level)).length;
  if (count > 0) throw new Failure(`${counted(count, "finding")} of level ${failing.join(" or ")}`);
}

async function auditDocuments(
  session: Session,
  { configuration, documents }: Inputs,
  { today, file }: Occasion,
): Promise<Audit> {
  const found: Report[] = [];
  const files = documents.flatMap((read) => {
    session.output.note(readNote(read));
    return read.files;
  });
  for (const one of files) {
    await aMoment(session);
    found.push(...auditFile(one, rules, configuration, today));
  }
  const about = { files: files.map((one) => one.file), configuration: file, today };
  const { reports, used } = excepted(found, configuration, about);
  const exceptions = configuration.suppressions.map((suppression) => {
    return { suppression, urn: undefined, isUsed: used.has(suppression) };
  });
  return { reports, exceptions };
}
