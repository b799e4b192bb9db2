/** Findings for the tests of outputs. */
import * as fc from "fast-check";
import { LEVELS } from "../../../policy/output/order";
import type { Report } from "../../../policy/report";
import { SEVERITIES } from "../../../policy/rule";

export const ROLE = "urn:pulumi:prod::shop::multistage:index:Service$aws:iam/role:Role::web";
export const BUCKET = "urn:pulumi:prod::shop::aws:s3/bucket:Bucket::uploads";

/** From the worst to the least, as every output has them. */
export const wildcard: Report = {
  rule: "no-administrator-wildcard",
  urn: ROLE,
  severity: "critical",
  level: "mandatory",
  message: "policy.Statement[1]: must be limited, got Allow of every action; name the actions",
  statement: "Statement[1]",
  actions: ["iam:*", "s3:*"],
  fix: '{\n  "Action": "s3:GetObject"\n}',
};
export const untagged: Report = {
  rule: "required-tags",
  urn: BUCKET,
  severity: "medium",
  level: "mandatory",
  message: "tags: must be given with Owner, got no Owner; add it",
};
export const unread: Report = {
  rule: "no-administrator-wildcard",
  urn: ROLE,
  severity: "low",
  level: "advisory",
  message: "policy: not evaluated: encrypted",
};
export const expired: Report = {
  rule: "suppressions",
  urn: "team/policy file.yaml",
  severity: "low",
  level: "advisory",
  message: "suppressions[0]: must be in force, got expired on 2026-01-01; remove it",
};
/** In a policy document, further down than the next one. */
export const inFile: Report = {
  rule: "resource-wildcard",
  urn: "policies/web.json",
  line: 12,
  column: 7,
  severity: "medium",
  level: "advisory",
  message: "Statement[2].Resource: must be narrower, got *; name the resources",
  statement: "Uploads",
};
export const worstFirst: readonly Report[] = [wildcard, untagged, unread, expired];

/** Texts that outputs have their trouble with. */
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom(
    "a|b",
    "`x`",
    "<b>@all</b>",
    "[x](y)",
    "\u001b[31m",
    "\u202e",
    "\ud800",
    "&amp;",
    "\\",
    "\n",
  ),
);
const anyUrn = fc
  .tuple(fc.constantFrom("dev", "prod"), fc.constantFrom("x$aws:a/b:B", "aws:a/b:B"), anyText)
  .map(([stack, type, name]) => `urn:pulumi:${stack}::shop::${type}::${name}`);
const anyReport: fc.Arbitrary<Report> = fc.record(
  {
    rule: fc.constantFrom("required-tags", "no-administrator-wildcard", "suppressions"),
    urn: fc.oneof(anyUrn, fc.constantFrom("policy.yaml", "a b/c#d.yaml"), anyText),
    severity: fc.constantFrom(...SEVERITIES),
    level: fc.constantFrom(...LEVELS),
    message: anyText,
    statement: anyText,
    actions: fc.array(anyText, { maxLength: 2 }),
    fix: anyText,
    line: fc.integer({ min: 1, max: 12 }),
    column: fc.integer({ min: 1, max: 3 }),
  },
  { requiredKeys: ["rule", "urn", "severity", "level", "message"] },
);

export const anyReports = fc.array(anyReport, { maxLength: 8 });

/** The same findings in two orders. */
export const anyTwoOrders = anyReports.chain((reports) =>
  fc.tuple(
    fc.constant(reports),
    fc.shuffledSubarray(reports, { minLength: reports.length, maxLength: reports.length }),
  ),
);
