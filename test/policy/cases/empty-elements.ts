import type { Value } from "../../../policy/value";
import type { Case, Cases } from "./case";

const read = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::shop-dev-pages/*" };
const of = (that: string, statements: readonly Value[]): Case => ({
  that,
  type: "aws:iam/policy:Policy",
  inputs: { policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }) },
});

export const cases: Cases = {
  passing: [
    of("has something in every element", [read]),
    of("asks for an empty tag", [{ ...read, Condition: { StringEquals: { "s3:ExistingObjectTag/a": "" } } }]),
    of("has an empty Sid, as AWS's console writes it", [{ ...read, Sid: "" }]),
  ],
  failing: [
    of("has no statement", []),
    of("has no action", [{ ...read, Action: [] }]),
    of("has an empty action", [{ ...read, Action: ["s3:GetObject", ""] }]),
    of("has an empty resource", [{ ...read, Resource: "" }]),
    of("has an empty condition", [{ ...read, Condition: {} }]),
    of("has an operator without keys", [{ ...read, Condition: { StringEquals: {} } }]),
    of("has a key without values", [{ ...read, Condition: { StringEquals: { "aws:SourceVpc": [] } } }]),
  ],
};
