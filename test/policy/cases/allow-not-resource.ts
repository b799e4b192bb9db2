import type { Value } from "../../../policy/value";
import type { Case, Cases } from "./case";

const ofIdentity = (that: string, statement: Value): Case => ({
  that,
  type: "aws:iam/policy:Policy",
  inputs: { policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }) },
});
const allBut = { Effect: "Allow", Action: "s3:GetObject", NotResource: "arn:aws:s3:::shop-dev-audit/*" };

export const cases: Cases = {
  passing: [
    ofIdentity("denies all but one bucket", { ...allBut, Effect: "Deny" }),
    ofIdentity("excepts everything, so that nothing is left", { ...allBut, NotResource: "*" }),
  ],
  failing: [ofIdentity("allows all but one bucket", allBut)],
};
