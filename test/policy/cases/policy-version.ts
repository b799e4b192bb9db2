import type { Value, Values } from "../../../policy/value";
import type { Case, Cases } from "./case";

const own = {
  Effect: "Allow",
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::shop-dev-home/${aws:username}/*",
};
const pages = { ...own, Resource: "arn:aws:s3:::shop-dev-pages/*" };

const of = (that: string, statement: Value, version: Values): Case => ({
  that,
  type: "aws:iam/policy:Policy",
  inputs: { policy: JSON.stringify({ ...version, Statement: [statement] }) },
});

export const cases: Cases = {
  passing: [
    of("has a variable and the current Version", own, { Version: "2012-10-17" }),
    of("has the old Version and no variable", pages, { Version: "2008-10-17" }),
    of("has no Version, and a dollar", { ...pages, Resource: "arn:aws:s3:::shop-dev-pages/$/*" }, {}),
  ],
  failing: [
    of("has a variable under the old Version", own, { Version: "2008-10-17" }),
    of("has a variable and no Version", own, {}),
  ],
};
