/** How often a property of names, tags and stages is tried: 100 times, in `npm run check:deep` 20,000 times. */
export const OFTEN = { numRuns: process.env["MULTISTAGE_PROPERTY_RUNS"] === undefined ? 100 : 20_000 };

/** How many resources of any shape go through all rules: 1,000, in `npm run check:deep` 200,000. */
export const FUZZED = { numRuns: process.env["MULTISTAGE_PROPERTY_RUNS"] === undefined ? 1_000 : 200_000 };
