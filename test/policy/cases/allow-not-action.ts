import type { Value } from "../../../policy/value";
import type { Case, Cases } from "./case";

const ofIdentity = (that: string, ...Statement: readonly Value[]): Case => ({
  that,
  type: "aws:iam/policy:Policy",
  inputs: { policy: JSON.stringify({ Version: "2012-10-17", Statement }) },
});
const allBut = { Effect: "Allow", NotAction: "iam:*", Resource: "*" };

export const cases: Cases = {
  passing: [
    ofIdentity("denies all but a few", { ...allBut, Effect: "Deny" }),
    ofIdentity("is denied again", allBut, { Effect: "Deny", Action: "*", Resource: "*" }),
  ],
  failing: [
    ofIdentity("allows all but what is about identities", allBut),
    ofIdentity("does so on one bucket", { ...allBut, Resource: "arn:aws:s3:::shop-dev-pages" }),
  ],
};
