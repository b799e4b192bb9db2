/** The text of an export, from a file or from standard input. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { addAbortSignal } from "node:stream";
import { Refusal } from "../../refusal/refusal";
import type { Session } from "../command";

/** Names standard input. */
export const STANDARD_INPUT = "-";

/** As what problems name it. */
export const STANDARD_INPUT_NAME = "standard input";

/** An engine that waits for its backend takes a while to write its export. */
const DEADLINE_MINUTES = 10;

/** @throws Refusal when it cannot be read, or is no UTF-8 text */
export async function readExport(session: Session, file: string): Promise<string> {
  if (file === STANDARD_INPUT) return decoded(await standardInput(session), STANDARD_INPUT_NAME);
  try {
    return decoded(readFileSync(resolve(session.project, file)), file);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    throw new Refusal({ property: file, rule: "a file that can be read", got: code, remedy: "name another" });
  }
}

async function standardInput({ output, signal }: Session): Promise<Uint8Array> {
  if (process.stdin.isTTY) output.note("reading an exported stack from standard input");
  const deadline = AbortSignal.timeout(DEADLINE_MINUTES * 60_000);
  const stream = addAbortSignal(AbortSignal.any([signal, deadline]), process.stdin);
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of stream) chunks.push(chunk as Uint8Array);
  } catch (error) {
    if (!deadline.aborted) throw error;
    const rule = `at its end within ${DEADLINE_MINUTES} minutes`;
    const remedy = "export the stack to a file first";
    throw new Refusal({ property: STANDARD_INPUT_NAME, rule, got: "no end", remedy });
  }
  return Buffer.concat(chunks);
}

function decoded(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const remedy = "export it with `pulumi stack export --file <file>`";
    throw new Refusal({ property: file, rule: "UTF-8 text", got: "other bytes", remedy });
  }
}
