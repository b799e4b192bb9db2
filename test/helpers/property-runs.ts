/** How often a property of names, tags and stages is tried: 300 times, in `npm run check:deep` 20,000 times. */
export const OFTEN = { numRuns: process.env["MULTISTAGE_PROPERTY_RUNS"] === undefined ? 300 : 20_000 };
