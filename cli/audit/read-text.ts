/** The text of what is to be audited, from a file or from standard input. */
import { closeSync, fstatSync, openSync, readFileSync } from "node:fs";
import { addAbortSignal } from "node:stream";
import { Refusal } from "../../refusal/refusal";
import type { Session } from "../command";

/** Names standard input. */
export const STANDARD_INPUT = "-";

/** As what problems name it. */
export const STANDARD_INPUT_NAME = "standard input";

/** An engine that waits for its backend takes a while to write its export. */
const DEADLINE_MINUTES = 10;

/** The largest exports are tens of megabytes. */
const MOST_MEGABYTES = 256;

/** The same of a file that nobody named: one of policies is never as large. */
const MOST_MEGABYTES_IN_FOLDER = 32;

/**
 * @param path - where the file is
 * @param name - how problems name it
 * @throws Refusal when it cannot be read, is too large or is no UTF-8 text
 */
export function fileText(path: string, name: string): string {
  const bytes = fileBytes(path, name, MOST_MEGABYTES);
  if (bytes === undefined) throw tooLarge(name);
  return decoded(bytes) ?? noText(name);
}

/**
 * The same of a file that a folder has; what is no text that an audit reads is none of its business.
 *
 * @throws Refusal when it cannot be read
 */
export function folderText(path: string, name: string): string | undefined {
  const bytes = fileBytes(path, name, MOST_MEGABYTES_IN_FOLDER);
  return bytes === undefined ? undefined : decoded(bytes);
}

/** @throws Refusal when it does not end in time, is too large or is no UTF-8 text */
export async function standardInputText({ output, signal }: Session): Promise<string> {
  if (process.stdin.isTTY) output.note("reading a policy document or an exported stack from standard input");
  const deadline = AbortSignal.timeout(DEADLINE_MINUTES * 60_000);
  const stream = addAbortSignal(AbortSignal.any([signal, deadline]), process.stdin);
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of stream) {
      size += (chunk as Uint8Array).length;
      if (isTooLarge(size, MOST_MEGABYTES)) throw tooLarge(STANDARD_INPUT_NAME);
      chunks.push(chunk as Uint8Array);
    }
  } catch (error) {
    if (!deadline.aborted) throw error;
    const rule = `at its end within ${DEADLINE_MINUTES} minutes`;
    const remedy = "write it to a file first";
    throw new Refusal({ property: STANDARD_INPUT_NAME, rule, got: "no end", remedy });
  }
  return decoded(Buffer.concat(chunks)) ?? noText(STANDARD_INPUT_NAME);
}

/** Undefined where it is larger. */
function fileBytes(path: string, name: string, megabytes: number): Uint8Array | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, "r");
    if (isTooLarge(fstatSync(file).size, megabytes)) return undefined;
    return readFileSync(file);
  } catch (error) {
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    throw new Refusal({ property: name, rule: "a file that can be read", got: code, remedy: "name another" });
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function isTooLarge(size: number, megabytes: number): boolean {
  return size > megabytes * 1_000_000;
}

function tooLarge(property: string): Refusal {
  const rule = `at most ${MOST_MEGABYTES} MB`;
  return new Refusal({ property, rule, got: "more", remedy: "split it, or name another" });
}

/** Without the mark of its byte order; undefined where it is none. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function noText(property: string): never {
  const remedy = "save it as UTF-8, or name another";
  throw new Refusal({ property, rule: "UTF-8 text", got: "other bytes", remedy });
}
