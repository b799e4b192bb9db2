/** Set up for every test run: how many cases a property is tried with, more of them in `npm run check:deep`. */
import * as fc from "fast-check";

const runs = process.env["MULTISTAGE_PROPERTY_RUNS"];
if (runs !== undefined) fc.configureGlobal({ numRuns: Number(runs) });
