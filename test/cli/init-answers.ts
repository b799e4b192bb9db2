/** Whatever may be answered to `multistage init`. */
import * as fc from "fast-check";
import { CIS, checked, KINDS, type Answers } from "../../cli/init/answers";
import { regions } from "../../cli/init/regions";
import { LABEL } from "../../naming/tag-rules";

/** What init refuses: AWS, or the account, keeps it for itself. */
const RESERVED = /^(?:internal|sg|sthree|amzn|aws.*|ssm.*|account)$/;

const word = (most: number): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom("null", "true", "on", "no", "e1").filter((name) => name.length <= most),
    fc.stringMatching(new RegExp(`^[a-z][a-z0-9]{0,${most - 1}}$`)).filter((name) => !RESERVED.test(name)),
  );
const label = fc.oneof(
  fc.constantFrom("0012", "1_000", "2026-01-01", "a: b", "- x", "@team", "= 1", "플랫폼 팀", "null", "yes"),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 256 }).filter((text) => LABEL.test(text)),
);
/** As it is typed. */
export const given = fc.record({
  project: word(10),
  stages: fc.uniqueArray(word(10), { minLength: 1, maxLength: 20 }).map((names) => names.join(", ")),
  region: fc.constantFrom(...regions),
  service: fc.stringMatching(/^[a-z](?:[a-z0-9-]{0,30}[a-z0-9])?$/),
  kind: fc.constantFrom(...KINDS),
  ci: fc.constantFrom(...CIS),
  owner: label,
  costCenter: label,
});

/** Each in its type. */
export const answered: fc.Arbitrary<Answers> = given.map((texts) => checked(texts, regions));
