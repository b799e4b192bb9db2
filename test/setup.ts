/** Set up for every test run: the engine, and how many cases a property is tried with (more in `npm run check:deep`). */
import "../startup/light-pulumi.js";
import * as fc from "fast-check";
import { testEngine } from "./helpers/engine";
import { endMoto } from "./helpers/moto";

const runs = process.env["MULTISTAGE_PROPERTY_RUNS"];
if (runs !== undefined) fc.configureGlobal({ numRuns: Number(runs) });

/** Once, before the workers start: on a fresh machine the engine is got here, in minutes, and not by each of them. */
export async function mochaGlobalSetup(): Promise<void> {
  await testEngine();
}

/** A worker's own ends with the worker. */
export const mochaGlobalTeardown = endMoto;

/**
 * Pulumi looks at a stack for every input of every resource. Those nobody reads are not mapped to the lines of the
 * sources, which would take longer than the tests themselves.
 */
const mapped = Error.prepareStackTrace.bind(Error);
Error.prepareStackTrace = (error, frames): unknown => {
  const ofPulumi = frames[0]?.getFileName()?.includes("/node_modules/@pulumi/pulumi/") === true;
  return ofPulumi ? String(error) : mapped(error, frames);
};
