/** What is logged meanwhile, a line each; nothing of it reaches the terminal. */
import type { LogLine } from "../../../runtime/release/log";

export interface Logged<T> {
  readonly result: T;
  readonly lines: readonly LogLine[];
}

export async function logged<T>(run: () => Promise<T>): Promise<Logged<T>> {
  const lines: LogLine[] = [];
  const { log } = console;
  console.log = (line: string) => {
    lines.push(JSON.parse(line) as LogLine);
  };
  try {
    return { result: await run(), lines };
  } finally {
    console.log = log;
  }
}
