/** Identities for the properties of names and tags: short ones, and ones so long and alike that names are cut. */
import fc from "fast-check";
import type { Identity } from "../../naming/identity";
import type { ResourceIdentity } from "../../naming/names";

const word = (most: number): fc.Arbitrary<string> =>
  fc.stringMatching(new RegExp(`^[a-z][a-z0-9]{0,${most - 1}}$`)).filter((one) => !RESERVED.test(one));

/** What AWS, or the tests of refusals, keep for themselves. */
const RESERVED = /^(?:sg|internal|sthree|aws.*|ssm.*|blue|green)$/;

const short = fc.stringMatching(/^[a-z](?:[a-z0-9-]{0,30}[a-z0-9])?$/);
const long = fc.stringMatching(/^a{26}[a-z0-9-]{0,5}[a-z0-9]$/);
const twins = fc.constantFrom("a", "b", "a-b", "a-b-web", "web", "web-fleet");
const role = fc.oneof(
  word(32),
  fc.constantFrom("a", "b", "web", "fleet"),
  fc.stringMatching(/^r{28}[a-z]{1,4}$/),
);
const optional = { nil: undefined, freq: 3 };

const stage = fc
  .tuple(fc.oneof(word(12), fc.constantFrom("a", "ab")), fc.oneof(word(8), fc.constantFrom("a", "b")))
  .map(([project, stage]) => ({ project, stage }));

/** Of resources. */
export const identities: fc.Arbitrary<ResourceIdentity> = fc
  .record({
    stage,
    service: fc.option(fc.oneof(short, long, twins), optional),
    role,
    colour: fc.option(fc.constantFrom("blue", "green"), optional),
  })
  .map(({ stage, role, ...rest }) => {
    const given = Object.entries(rest).filter(([, value]) => value !== undefined);
    return { ...stage, role, ...Object.fromEntries(given) };
  });

/** Of components, too, which may have no role. */
export const anyIdentities: fc.Arbitrary<Identity> = fc
  .tuple(identities, fc.boolean())
  .map(([{ role, ...rest }, withRole]) => (withRole ? { ...rest, role } : rest));

/** What is no part of any identity. */
export const badParts: readonly (readonly [value: string, why: string])[] = [
  ["", "of no characters"],
  ["a".repeat(33), "of 33 characters"],
  ["a".repeat(200), "of 200 characters"],
  ["Shop", "with a capital letter"],
  ["1shop", "beginning with a digit"],
  ["-shop", "beginning with a hyphen"],
  ["shop-", "ending with a hyphen"],
  ["my_shop", "with an underscore"],
  ["my shop", "with a space"],
  ["my.shop", "with a dot"],
  ["shop\n", "ending with a line break"],
  ["café", "with a letter outside a to z"],
  ["한글", "in Hangul"],
];
