import assert from "node:assert/strict";
import { auditStack } from "../../../policy/audit/audit-stack";
import { unconfigured } from "../../../policy/configuration/configuration";
import type { StackResource } from "../../../policy/rule";
import { SUPPRESSION_TYPE, type Suppression } from "../../../policy/suppressions/suppression";
import { requiredTags } from "../../../policy/rules/required-tags";
import { UNKNOWN, type Values } from "../../../policy/value";

/** One is enough for what is told here. */
const rules = [requiredTags];

const ROLE = "aws:iam/role:Role";
const urn = (name: string, type = ROLE): string => `urn:pulumi:dev::shop::${type}::${name}`;
const resource = (name: string, inputs: Values, type = ROLE): StackResource => ({
  type,
  name,
  urn: urn(name, type),
  inputs,
  provider: {},
  isProtected: false,
  propertyDependencies: {},
});
const tags = { Project: "shop", Stage: "dev", Owner: "web", CostCenter: "42", ManagedBy: "multistage" };
const suppression: Suppression = {
  rule: "required-tags",
  resource: "web",
  reason: "made by another team",
  owner: "platform",
  expires: "2026-11-21",
};
const audited = (
  resources: readonly StackResource[],
  suppressions: readonly Suppression[] = [],
): ReturnType<typeof auditStack> =>
  auditStack(resources, rules, { ...unconfigured(rules), suppressions }, "2026-11-21");

describe("an audit of a stack", () => {
  it("finds nothing in a stack that was never made, and nothing wrong with exceptions for it", () => {
    assert.deepEqual(audited([], [suppression]).reports, []);
  });

  it("says of what it cannot know how it could be", () => {
    const [report, ...others] = audited([resource("web", { tags: UNKNOWN })]).reports;
    assert.deepEqual(others, []);
    assert.equal(
      report?.message,
      "tags: not evaluated: encrypted in this export, or not known to it; export it with --show-secrets to have it evaluated",
    );
  });

  it("counts an exception in code wherever it stands in the export, and says of every exception whether it was used", () => {
    const inCode = { ...suppression, resource: "worker" };
    const unneeded = { ...suppression, resource: "nobody" };
    const { reports, exceptions } = audited(
      [
        resource("web", { tags: {} }),
        resource("worker", { tags: {} }),
        resource("other", { tags }),
        resource("of worker", { ...inCode }, SUPPRESSION_TYPE),
      ],
      [suppression, unneeded],
    );
    assert.deepEqual(
      reports.map(({ rule, message }) => `${rule} ${message.split(":")[0] ?? ""}`),
      ["suppressions the suppression of required-tags on nobody"],
    );
    assert.deepEqual(exceptions, [
      { suppression, urn: undefined, isUsed: true },
      { suppression: unneeded, urn: undefined, isUsed: false },
      { suppression: inCode, urn: urn("of worker", SUPPRESSION_TYPE), isUsed: true },
    ]);
  });
});
