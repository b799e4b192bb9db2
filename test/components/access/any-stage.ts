/** Any stage and any service there can be. */
import fc from "fast-check";
import { identityProblems } from "../../../naming/identity";

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,11}$/);

export const stageIdentities = fc
  .record({ project: word, stage: word })
  // SSM keeps some beginnings for itself; no stage has the account's name.
  .filter(
    (one) =>
      identityProblems(one).length === 0 && !/^(?:aws|ssm)/.test(one.project) && one.stage !== "account",
  );

/** Those with a hyphen, and those that begin alike, are the ones that could be taken for each other. */
export const services = fc.oneof(
  fc.stringMatching(/^[a-z](?:[a-z0-9-]{0,30}[a-z0-9])?$/),
  fc.constantFrom("web", "web-api", "webapi", "we"),
);
