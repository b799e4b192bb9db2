/**
 * What the command shows: results to standard output, progress and complaints to standard error, colour only on a
 * terminal (and never with NO_COLOR), and with --json one JSON value on standard output and nothing else there.
 */
import pico from "picocolors";

export interface Output {
  /** Whether --json was asked for: then only `result` writes to standard output. */
  readonly json: boolean;
  readonly colours: ReturnType<typeof pico.createColors>;
  /** A line of the answer, for people. */
  line: (text?: string) => void;
  /** A line about what is going on: replaces the one before it on a terminal. */
  progress: (text: string) => void;
  /** A line that stays, about what went on. */
  note: (text: string) => void;
  /** The answer for machines; printed only with --json, and once: what goes wrong after it is told in notes alone. */
  result: (value: unknown) => void;
}

export interface Streams {
  readonly out: NodeJS.WritableStream & { isTTY?: boolean };
  readonly err: NodeJS.WritableStream & { isTTY?: boolean };
}

export function createOutput(json: boolean, { out, err }: Streams, env: NodeJS.ProcessEnv): Output {
  const coloured = out.isTTY === true && env["NO_COLOR"] === undefined && env["TERM"] !== "dumb";
  const live = err.isTTY === true && env["CI"] === undefined;
  let pending = false;
  let answered = false;
  const clear = (): void => {
    if (pending) err.write("\r\u001B[2K");
    pending = false;
  };
  return {
    json,
    colours: pico.createColors(coloured),
    line: (text = "") => {
      clear();
      if (!json) out.write(`${text}\n`);
    },
    progress: (text) => {
      clear();
      err.write(live ? text : `${text}\n`);
      pending = live;
    },
    note: (text) => {
      clear();
      err.write(`${text}\n`);
    },
    result: (value) => {
      clear();
      if (json && !answered) out.write(`${JSON.stringify(value, undefined, 2)}\n`);
      answered = true;
    },
  };
}
