/** How often a property of names, tags and stages is tried: 300 times, in `npm run check:deep` 20,000 times. */
export const OFTEN = { numRuns: process.env["MULTISTAGE_PROPERTY_RUNS"] === undefined ? 300 : 20_000 };

/** How many resources of any shape go through all rules: 2,000, in `npm run check:deep` 200,000. */
export const FUZZED = { numRuns: process.env["MULTISTAGE_PROPERTY_RUNS"] === undefined ? 2_000 : 200_000 };
