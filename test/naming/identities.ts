/** Identities for the properties of names and tags: short ones, and ones so long and alike that names are cut. */
import fc from "fast-check";
import type { Identity } from "../../naming/identity";

const short = fc.stringMatching(/^[a-z](?:[a-z0-9-]{0,30}[a-z0-9])?$/);
const long = fc.stringMatching(/^a{26}[a-z0-9-]{0,5}[a-z0-9]$/);
const part = fc.oneof(short, long);
const optional = { nil: undefined, freq: 3 };

export const identities: fc.Arbitrary<Identity> = fc
  .record({
    project: part,
    stage: part,
    service: fc.option(part, optional),
    role: fc.option(part, optional),
    colour: fc.option(fc.constantFrom("blue", "green"), optional),
  })
  .map(({ project, stage, ...rest }) => {
    const given = Object.entries(rest).filter(([, value]) => value !== undefined);
    return { project, stage, ...Object.fromEntries(given) };
  });
