/** The real engine for tests: the one `multistage` itself would use, got once for a whole test run. */
import { getEngine, type Engine } from "../../local/engine/engine";

/** Long enough to build the engine on a fresh machine. */
export const ENGINE_TIMEOUT = 30 * 60_000;

let engine: Promise<Engine> | undefined;

export function testEngine(): Promise<Engine> {
  engine ??= getEngine({
    env: process.env,
    report: (line) => {
      process.stderr.write(`    ${line}\n`);
    },
  });
  return engine;
}
