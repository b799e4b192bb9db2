/** Set up for every test run: the engine, and how many cases a property is tried with (more in `npm run check:deep`). */
import * as fc from "fast-check";
import { testEngine } from "./helpers/engine";

const runs = process.env["MULTISTAGE_PROPERTY_RUNS"];
if (runs !== undefined) fc.configureGlobal({ numRuns: Number(runs) });

/** Once, before the workers start: on a fresh machine the engine is got here, in minutes, and not by each of them. */
export async function mochaGlobalSetup(): Promise<void> {
  await testEngine();
}
