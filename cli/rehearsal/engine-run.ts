/** One operation of the real engine, with its progress told and its failure in words. */
import { CommandError, type EngineEvent, type Stack } from "@pulumi/pulumi/automation";
import { logicalName } from "../../wire/urn";
import { Failure } from "../exit";

export type Operation = "preview" | "up" | "refresh" | "destroy";

export interface EngineRun {
  /** How many resources each kind of change touched, by the engine's own words: create, same, update, … */
  readonly changeSummary: Readonly<Record<string, number>>;
}

interface Options {
  readonly signal: AbortSignal;
  readonly report: (line: string) => void;
  /** Folders of the policy packs that a preview or an up is held to; none unless given. */
  readonly policyPacks?: readonly string[];
}

/**
 * Runs the operation to its end.
 *
 * @throws Failure with the engine's own complaints
 */
export async function engineRun(
  stack: Stack,
  operation: Operation,
  { signal, report, policyPacks = [] }: Options,
): Promise<EngineRun> {
  const complaints: string[] = [];
  let changeSummary: Record<string, number> = {};
  const onEvent = (event: EngineEvent): void => {
    const progress = progressText(event);
    if (progress !== undefined) report(`  ${progress}`);
    const { diagnosticEvent, policyEvent, summaryEvent } = event;
    if (policyEvent?.enforcementLevel === "mandatory") complaints.push(violation(policyEvent));
    if (diagnosticEvent?.severity === "error") complaints.push(diagnosticEvent.message.trim());
    if (summaryEvent !== undefined) changeSummary = { ...summaryEvent.resourceChanges };
  };
  try {
    const packs = policyPacks.length === 0 ? {} : { policyPacks: [...policyPacks] };
    await stack[operation]({ color: "never", signal, onEvent, showSecrets: false, ...packs });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new Failure(`${operation}: ${complaints.length > 0 ? complaints.join("\n") : error.message}`);
  }
  return { changeSummary };
}

function violation({
  policyName,
  resourceUrn = "",
  message,
}: NonNullable<EngineEvent["policyEvent"]>): string {
  return `policy ${policyName}, ${logicalName(resourceUrn)}: ${message.trim()}`;
}

function progressText({ resourcePreEvent, resOutputsEvent }: EngineEvent): string | undefined {
  const metadata = resOutputsEvent?.metadata ?? resourcePreEvent?.metadata;
  if (metadata === undefined || metadata.op === "same" || resOutputsEvent === undefined) return undefined;
  return `${metadata.op} ${metadata.type} ${logicalName(metadata.urn)}`;
}
