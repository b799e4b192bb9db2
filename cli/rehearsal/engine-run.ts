/** One operation of the real engine, with its progress told and its failure in words. */
import { CommandError, type EngineEvent, type Stack } from "@pulumi/pulumi/automation";
import { Failure } from "../exit";

export type Operation = "preview" | "up" | "refresh" | "destroy";

export interface EngineRun {
  /** How many resources each kind of change touched, by the engine's own words: create, same, update, … */
  readonly changeSummary: Readonly<Record<string, number>>;
}

interface Options {
  readonly signal: AbortSignal;
  readonly report: (line: string) => void;
}

/**
 * Runs the operation to its end.
 *
 * @throws Failure with the engine's own complaints
 */
export async function engineRun(
  stack: Stack,
  operation: Operation,
  { signal, report }: Options,
): Promise<EngineRun> {
  const complaints: string[] = [];
  let changeSummary: Record<string, number> = {};
  const onEvent = (event: EngineEvent): void => {
    const progress = progressText(event);
    if (progress !== undefined) report(`  ${progress}`);
    const { diagnosticEvent, summaryEvent } = event;
    if (diagnosticEvent?.severity === "error") complaints.push(diagnosticEvent.message.trim());
    if (summaryEvent !== undefined) changeSummary = { ...summaryEvent.resourceChanges };
  };
  try {
    await stack[operation]({ color: "never", signal, onEvent, showSecrets: false });
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new Failure(`${operation}: ${complaints.length > 0 ? complaints.join("\n") : error.message}`);
  }
  return { changeSummary };
}

function progressText({ resourcePreEvent, resOutputsEvent }: EngineEvent): string | undefined {
  const metadata = resOutputsEvent?.metadata ?? resourcePreEvent?.metadata;
  if (metadata === undefined || metadata.op === "same" || resOutputsEvent === undefined) return undefined;
  return `${metadata.op} ${metadata.type} ${metadata.urn.slice(metadata.urn.lastIndexOf("::") + 2)}`;
}
